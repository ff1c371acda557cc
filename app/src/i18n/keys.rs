//! Which keys a language file has, and where two languages differ. Shared with the build script, which refuses to
//! build when they do.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use serde_json::Value;

/// A key and the names of the values its text takes.
pub type Keys = BTreeMap<String, BTreeSet<String>>;

/// ICU's plural categories. A language has only those its grammar knows, so they do not count as keys of their own.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The namespaces: one JSON file each in any of the language folders.
pub fn namespaces(locales: &Path) -> io::Result<Vec<String>> {
    let mut found = BTreeSet::new();
    for language in fs::read_dir(locales)? {
        for file in fs::read_dir(language?.path())? {
            let path = file?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
                && let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
            {
                found.insert(stem.to_owned());
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// The keys of one language file, nested ones joined by dots, plural forms as one key.
pub fn of(file: &Value) -> Keys {
    let mut keys = Keys::new();
    collect("", file, &mut keys);
    keys
}

fn collect(prefix: &str, value: &Value, keys: &mut Keys) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let name = if prefix.is_empty() {
                    name.clone()
                } else {
                    format!("{prefix}.{name}")
                };
                collect(&name, field, keys);
            }
        }
        Value::String(text) => keys
            .entry(without_plural(prefix))
            .or_default()
            .extend(placeholders(text)),
        _ => {
            keys.entry(prefix.to_owned()).or_default();
        }
    }
}

fn without_plural(key: &str) -> String {
    match key.rsplit_once('_') {
        Some((base, form)) if PLURALS.contains(&form) => format!("{base} (plural)"),
        _ => key.to_owned(),
    }
}

fn placeholders(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"))
        .map(|(name, _)| name.trim().to_owned())
        .filter(|name| name != "count")
}

/// What differs between the languages of one namespace, one sentence each.
pub fn differences(namespace: &str, by_language: &BTreeMap<&str, Keys>) -> Vec<String> {
    let all: BTreeSet<&String> = by_language.values().flat_map(BTreeMap::keys).collect();
    let mut found = Vec::new();
    for key in all {
        let mut values: Option<(&str, &BTreeSet<String>)> = None;
        for (language, keys) in by_language {
            let Some(own) = keys.get(key) else {
                found.push(format!(
                    "locales/{language}/{namespace}.json has no `{key}`, another language has it"
                ));
                continue;
            };
            match values {
                Some((other, theirs)) if theirs != own => found.push(format!(
                    "`{key}` in {namespace}.json takes {own:?} in {language} and {theirs:?} in {other}"
                )),
                _ => values = Some((language, own)),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn compare(ko: Value, en: Value) -> Vec<String> {
        differences(
            "common",
            &BTreeMap::from([("ko", of(&ko)), ("en", of(&en))]),
        )
    }

    #[test]
    fn equal_files_have_no_differences_and_plural_forms_may_differ() {
        let ko = json!({"hello": "{{ name }} 님", "deep": {"down": "아래"}, "days_other": "{{ count }}일"});
        let en = json!({"hello": "Hi {{name}}", "deep": {"down": "down"}, "days_one": "a day", "days_other": "{{ count }} days"});
        assert_eq!(compare(ko, en), Vec::<String>::new());
    }

    #[test]
    fn a_key_missing_in_either_language_is_named() {
        let found = compare(
            json!({"a": "가", "deep": {"b": "나"}}),
            json!({"a": "a", "c": "c"}),
        );
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(
            found
                .iter()
                .any(|line| line.contains("locales/en/common.json") && line.contains("`deep.b`"))
        );
        assert!(
            found
                .iter()
                .any(|line| line.contains("locales/ko/common.json") && line.contains("`c`"))
        );
    }

    #[test]
    fn a_value_that_only_one_language_takes_is_named() {
        let found = compare(json!({"hello": "{{ name }} 님"}), json!({"hello": "Hi"}));
        assert_eq!(found.len(), 1);
        assert!(
            found[0].contains("`hello`") && found[0].contains("name"),
            "{found:?}"
        );
    }
}
