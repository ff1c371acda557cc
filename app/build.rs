//! Compiles `locales/` for the server. The browser's build holds no translations, so it returns at once there.

use std::{collections::BTreeMap, env, error::Error, fs, path::PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos, options::CodegenOptions};

#[path = "src/i18n/keys.rs"]
mod keys;

const LANGUAGES: [&str; 2] = ["ko", "en"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/i18n/keys.rs");
    println!("cargo::rerun-if-changed=locales");
    if env::var_os("CARGO_FEATURE_SSR").is_none() {
        return Ok(());
    }
    let locales = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("locales");
    let namespaces = keys::namespaces(&locales)?;
    refuse_differences(&locales, &namespaces)?;

    let config = Config::new("ko")?
        .add_locale("en")?
        .add_namespaces(&namespaces)?
        .locales_path(locales)
        .parse_options(ParseOptions::new().interpolate_display(true));
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_errors();
    translations.rerun_if_locales_changed();
    let out = PathBuf::from(env::var("OUT_DIR")?).join("i18n");
    let attributes =
        "#![allow(missing_docs, unused, clippy::all, clippy::unwrap_used, clippy::expect_used)]"
            .parse()?;
    translations.generate_i18n_module_with_options(
        out,
        CodegenOptions::default()
            .gen_docs(false)
            .top_level_attributes(Some(attributes)),
    )?;
    Ok(())
}

/// The library only warns of a key that one language lacks, and then shows the other language. We refuse to build.
fn refuse_differences(
    locales: &std::path::Path,
    namespaces: &[String],
) -> Result<(), Box<dyn Error>> {
    let mut mistakes = Vec::new();
    for namespace in namespaces {
        let mut by_language = BTreeMap::new();
        for language in LANGUAGES {
            let path = locales.join(language).join(format!("{namespace}.json"));
            let text = fs::read_to_string(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            let value = serde_json::from_str(&text)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            by_language.insert(language, keys::of(&value));
        }
        mistakes.extend(keys::differences(namespace, &by_language));
    }
    for mistake in &mistakes {
        println!("cargo::error={mistake}");
    }
    if mistakes.is_empty() {
        Ok(())
    } else {
        Err(mistakes.join("\n").into())
    }
}
