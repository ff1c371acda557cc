//! What the browser is sent: wasm and its glue, one style sheet, fonts and pictures, each named by its
//! hash and compressed beforehand, and `assets.json`, which says under which name each is found.

use crate::{run, wasm_target::Route};
use anyhow::{Context, Result, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// The most that the heaviest page may load in wasm and JavaScript, in bytes after Brotli.
pub const BUDGET: usize = 150_000;

/// Makes `target/site`, unless nothing it is made of has changed.
pub fn build(route: Route, optimised: bool) -> Result<()> {
    let wasm = run::step("browser code (wasm)", || compile(route, optimised))?;
    let inputs = fingerprint(&wasm, optimised)?;
    let site = site();
    let stamp = site.join(".made-from");
    if fs::read_to_string(&stamp).is_ok_and(|of| of == inputs) {
        return Ok(());
    }
    run::step("browser assets", || {
        if site.exists() {
            fs::remove_dir_all(&site)?;
        }
        let mut names = BTreeMap::new();
        code(&wasm, optimised, &mut names)?;
        let urls = files(&mut names)?;
        style(&urls, &mut names)?;
        fs::write(
            site.join("assets.json"),
            serde_json::to_string_pretty(&names)?,
        )?;
        Ok(fs::write(&stamp, inputs)?)
    })
}

/// Where the server looks for assets.
pub fn site() -> PathBuf {
    // Beside the sources, whatever the target folder: the server embeds it from there.
    PathBuf::from("target/site")
}

fn compile(route: Route, optimised: bool) -> Result<PathBuf> {
    let profile = if optimised { "wasm-release" } else { "dev" };
    let mut cargo = route.cargo();
    cargo.args([
        "build",
        "--quiet",
        "--locked",
        "-p",
        "frontend",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
    ]);
    run::loud(cargo.env_remove("LEPTOS_OUTPUT_NAME"))?;
    let folder = if optimised { "wasm-release" } else { "debug" };
    Ok(run::target()
        .join("wasm32-unknown-unknown")
        .join(folder)
        .join("frontend.wasm"))
}

fn fingerprint(wasm: &Path, optimised: bool) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update([u8::from(optimised)]);
    hash.update(WASM_FEATURES.join(" "));
    let mut paths = all_files(Path::new("app/style"))?;
    paths.extend(all_files(Path::new("app/assets"))?);
    paths.push(wasm.to_owned());
    for path in paths {
        hash.update(path.to_string_lossy().as_bytes());
        hash.update(fs::read(&path)?);
    }
    Ok(hex::encode(hash.finalize()))
}

/// All files below the folder, in order.
fn all_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.exists() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                found.extend(all_files(&path)?)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    Ok(found)
}

fn short_hash(bytes: &[u8]) -> String {
    hex::encode(&Sha256::digest(bytes)[..8])
}

/// wasm-bindgen, wasm-opt where npm can give it, and both files under one name.
fn code(wasm: &Path, optimised: bool, names: &mut BTreeMap<String, String>) -> Result<()> {
    let out = run::target().join("bindgen");
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .out_name("jasin");
    bindgen.generate(&out)?;
    let bound = out.join("jasin_bg.wasm");
    if optimised && let Err(error) = shrink(&bound) {
        println!("    wasm-opt is not to be had, going on without: {error:#}");
    }
    let (js, wasm) = (fs::read(out.join("jasin.js"))?, fs::read(&bound)?);
    let name = format!(
        "jasin-{}",
        short_hash(&[js.as_slice(), wasm.as_slice()].concat())
    );
    write(&format!("pkg/{name}.js"), &js)?;
    write(&format!("pkg/{name}_bg.wasm"), &wasm)?;
    names.insert("js".into(), format!("/pkg/{name}.js"));
    names.insert("wasm".into(), format!("/pkg/{name}_bg.wasm"));
    Ok(())
}

/// What rustc's code uses and every browser runs. All features would make a file that browsers refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

fn shrink(wasm: &Path) -> Result<()> {
    let tools = run::target().join("tools");
    let binary = tools.join("node_modules/.bin/wasm-opt");
    if !binary.exists() {
        fs::create_dir_all(&tools)?;
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
        ])
        .arg(&tools)
        .arg("binaryen@132");
        run::quiet(&mut npm)?;
    }
    run::quiet(
        Command::new(binary)
            .arg("-Oz")
            .args(WASM_FEATURES)
            .arg(wasm)
            .arg("-o")
            .arg(wasm),
    )?;
    Ok(())
}

/// Fonts and pictures, with the address that each got.
fn files(names: &mut BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let base = Path::new("app/assets");
    let mut urls = BTreeMap::new();
    for path in all_files(base)? {
        let bytes = fs::read(&path)?;
        let inner = path.strip_prefix(base)?;
        let stem = inner.with_extension("").to_string_lossy().into_owned();
        let ending = inner
            .extension()
            .map(|e| format!(".{}", e.to_string_lossy()))
            .unwrap_or_default();
        let place = format!("assets/{stem}-{}{ending}", short_hash(&bytes));
        write(&place, &bytes)?;
        urls.insert(
            format!("/assets/{}", inner.to_string_lossy()),
            format!("/{place}"),
        );
        if inner == Path::new("favicon.svg") {
            names.insert("favicon".into(), format!("/{place}"));
        }
    }
    Ok(urls)
}

/// One style sheet, its addresses those of the hashed files.
fn style(urls: &BTreeMap<String, String>, names: &mut BTreeMap<String, String>) -> Result<()> {
    let provider = FileProvider::new();
    let mut bundler = Bundler::new(&provider, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(Path::new("app/style/main.css"))
        .map_err(|e| anyhow!("style: {e}"))?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(|e| anyhow!("style: {e}"))?;
    let print = PrinterOptions {
        minify: true,
        ..Default::default()
    };
    let mut css = sheet.to_css(print).context("style")?.code;
    for (from, to) in urls {
        css = css.replace(from.as_str(), to);
    }
    let place = format!("assets/main-{}.css", short_hash(css.as_bytes()));
    write(&place, css.as_bytes())?;
    names.insert("css".into(), format!("/{place}"));
    Ok(())
}

/// Writes the file, and its compressed twins where they are worth it.
fn write(place: &str, bytes: &[u8]) -> Result<()> {
    let path = site().join(place);
    fs::create_dir_all(path.parent().context("a place has a folder")?)?;
    fs::write(&path, bytes)?;
    let plain = [".js", ".css", ".wasm", ".svg", ".txt", ".json"]
        .iter()
        .any(|e| place.ends_with(e));
    if plain {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(bytes)?;
        fs::write(format!("{}.gz", path.display()), gzip.finish()?)?;
        fs::write(format!("{}.br", path.display()), brotli(bytes)?)?;
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out)
}

/// What wasm and JavaScript weigh together after Brotli, in bytes.
pub fn weight() -> Result<usize> {
    let text = fs::read_to_string(site().join("assets.json"))?;
    let names: BTreeMap<String, String> = serde_json::from_str(&text)?;
    let weigh = |key: &str| -> Result<usize> {
        let url = names.get(key).context("assets.json names it")?;
        let path = site().join(format!("{}.br", url.trim_start_matches('/')));
        Ok(usize::try_from(fs::metadata(path)?.len())?)
    };
    Ok(weigh("js")? + weigh("wasm")?)
}
