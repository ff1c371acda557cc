//! What the browser is sent must not hold what the course library says only after an answer.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Shorter sentences could stand anywhere by chance.
const TELLING: usize = 20;

/// How many feedbacks of the library were looked for in the files of the site, and those that were found.
pub fn look(content: &Path, site: &Path) -> Result<(usize, Vec<String>)> {
    let mut feedbacks = Vec::new();
    for file in files(content)? {
        if file.extension().is_some_and(|e| e == "md") {
            let text = fs::read_to_string(&file)?;
            feedbacks.extend(text.lines().filter_map(feedback).map(str::to_owned));
        }
    }
    let mut sent = Vec::new();
    for file in files(site)? {
        // Precompressed files are made of the others.
        if !file.extension().is_some_and(|e| e == "br" || e == "gz") {
            sent.push(String::from_utf8_lossy(&fs::read(&file)?).into_owned());
        }
    }
    let found = |feedback: &&String| sent.iter().any(|text| text.contains(feedback.as_str()));
    let found = feedbacks.iter().filter(found).cloned().collect();
    Ok((feedbacks.len(), found))
}

/// A line of feedback: quoted, under a choice.
fn feedback(line: &str) -> Option<&str> {
    let said = line.trim_start().strip_prefix("> ")?;
    (line.starts_with(' ') && said.chars().count() >= TELLING).then_some(said)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder);
    let entries = entries.with_context(|| format!("cannot read {}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feedback_is_found_in_what_is_sent() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("jasin-leaks-{}", std::process::id()));
        let (content, site) = (folder.join("content"), folder.join("site"));
        fs::create_dir_all(&content)?;
        fs::create_dir_all(&site)?;
        let said = "Yes. It says so when asked and opens a way.";
        fs::write(
            content.join("a.md"),
            format!("> somebody says\n\n- [x] `a` A\n  > {said}\n  > Short.\n"),
        )?;
        fs::write(site.join("a.wasm"), b"\xff\0nothing")?;
        assert_eq!(look(&content, &site)?, (1, Vec::new()));
        fs::write(site.join("b.js"), format!("x='{said}'"))?;
        assert_eq!(look(&content, &site)?, (1, vec![said.to_owned()]));
        Ok(fs::remove_dir_all(&folder)?)
    }
}
