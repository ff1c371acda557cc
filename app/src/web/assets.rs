//! The addresses of style sheet, script and icon, which carry a hash of their content.

use serde::Deserialize;

/// What `assets.json` says, written by the build of the browser's files.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Assets {
    /// The generated JavaScript that loads the islands.
    pub js: String,
    /// The islands.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
    /// The icon in the browser's tab.
    pub favicon: String,
}

impl Default for Assets {
    /// Names without a hash: for tests, which run before any asset was built.
    fn default() -> Self {
        Self {
            js: "/pkg/jasin.js".into(),
            wasm: "/pkg/jasin_bg.wasm".into(),
            css: "/assets/main.css".into(),
            favicon: "/assets/favicon.svg".into(),
        }
    }
}

impl Assets {
    /// Reads `assets.json`.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The part of the script's name that Leptos' loader completes: `/pkg/jasin-1a2b.js` gives `jasin-1a2b`.
    pub fn output_name(&self) -> &str {
        let file = self.js.rsplit('/').next().unwrap_or(&self.js);
        file.strip_suffix(".js").unwrap_or(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_file_and_names_the_loader() {
        let text = r#"{"js":"/pkg/jasin-1a2b.js","wasm":"/pkg/jasin-1a2b_bg.wasm","css":"/assets/main-9.css","favicon":"/assets/favicon-3.svg"}"#;
        let assets = Assets::from_json(text).unwrap();
        assert_eq!(assets.output_name(), "jasin-1a2b");
        assert_eq!(assets.css, "/assets/main-9.css");
        assert!(Assets::from_json("{}").is_err());
    }
}
