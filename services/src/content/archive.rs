//! A folder of courses in one `.zip` file, as a browser sends it. Nothing in it is believed: neither its names, nor its
//! sizes, nor that it ends.

use super::library::{Files, MAX_FILE};
use std::io::{Cursor, Read};
use unicode_normalization::UnicodeNormalization;
use zip::{CompressionMethod, ZipArchive, read::ZipFile};

/// The largest file that is taken, in bytes.
pub const MAX_ARCHIVE: usize = 32 * 1024 * 1024;
/// The most files it may hold.
const MAX_FILES: usize = 5_000;
/// The most bytes they may come to together.
const MAX_TOTAL: u64 = 128 * 1024 * 1024;
/// The most bytes that one byte of the archive may unfold to, once they are more than a megabyte together. Text packs ten
/// to one, and deflate cannot do more than about a thousand.
const MAX_RATIO: u64 = 100;
/// The most folders within each other: a wrapping folder, courses, the course, its language.
const MAX_DEPTH: usize = 8;

/// Why an archive is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// It is larger than [`MAX_ARCHIVE`].
    TooLarge,
    /// It is no zip file, or a broken one.
    NotAnArchive,
    /// It is locked with a password, or packed in a way that is not read here.
    Locked,
    /// A name in it leads out of its folder, is no text, or goes too deep.
    BadPath,
    /// Two files in it have the same name.
    SameName,
    /// It holds too many files, or too much, or unfolds to far more than it is.
    TooMuch,
    /// There is no course and no rule card in it.
    Nothing,
}

impl Refused {
    /// Its code, which a page puts into words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "archive_too_large",
            Self::NotAnArchive => "no_archive",
            Self::Locked => "archive_locked",
            Self::BadPath => "archive_path",
            Self::SameName => "archive_same_name",
            Self::TooMuch => "archive_too_much",
            Self::Nothing => "archive_nothing",
        }
    }
}

/// The files of an archive by their path from the library's folder. What systems put beside people's files is passed
/// over; a folder that wraps everything is taken off; the folder of a single course is put where courses belong.
///
/// # Errors
/// What is wrong with it.
pub fn unpack(bytes: &[u8]) -> Result<Files, Refused> {
    if bytes.len() > MAX_ARCHIVE {
        return Err(Refused::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::NotAnArchive)?;
    if archive.len() > MAX_FILES {
        return Err(Refused::TooMuch);
    }
    let mut files = Files::new();
    let mut total = 0;
    for n in 0..archive.len() {
        let mut entry = archive.by_index(n).map_err(unreadable)?;
        let Some(path) = path_of(&entry)? else {
            continue;
        };
        let content = content(&mut entry)?;
        total += content.len() as u64;
        let packed = bytes.len() as u64;
        if total > MAX_TOTAL || total > (1 << 20).max(packed.saturating_mul(MAX_RATIO)) {
            return Err(Refused::TooMuch);
        }
        if files.insert(path, content).is_some() {
            return Err(Refused::SameName);
        }
    }
    at_home(files).ok_or(Refused::Nothing)
}

fn unreadable(error: zip::result::ZipError) -> Refused {
    match error {
        zip::result::ZipError::UnsupportedArchive(_) => Refused::Locked,
        _ => Refused::NotAnArchive,
    }
}

/// Where a file lies; nothing for folders and for what people did not put there.
fn path_of<R: Read>(entry: &ZipFile<'_, R>) -> Result<Option<String>, Refused> {
    if entry.encrypted() {
        return Err(Refused::Locked);
    }
    let known = [CompressionMethod::Stored, CompressionMethod::Deflated];
    if !known.contains(&entry.compression()) {
        return Err(Refused::Locked);
    }
    let name = std::str::from_utf8(entry.name_raw()).map_err(|_| Refused::BadPath)?;
    // Some systems decompose Hangul in names.
    let name: String = name.nfc().collect();
    if entry.is_symlink() || name.contains(['\\', ':']) || name.chars().any(char::is_control) {
        return Err(Refused::BadPath);
    }
    if entry.is_dir() {
        return Ok(None);
    }
    let steps: Vec<&str> = name.split('/').collect();
    if steps.len() > MAX_DEPTH || steps.iter().any(|s| ["", ".", ".."].contains(s)) {
        return Err(Refused::BadPath);
    }
    let hidden = |step: &&str| step.starts_with('.') || *step == "__MACOSX" || *step == "Thumbs.db";
    Ok((!steps.iter().any(hidden)).then_some(name))
}

/// What a file holds; of one that is too large as much as shows that it is.
fn content<R: Read>(entry: &mut ZipFile<'_, R>) -> Result<Vec<u8>, Refused> {
    let mut content = Vec::new();
    let read = entry.by_ref().take(MAX_FILE + 1).read_to_end(&mut content);
    read.map_err(|_| Refused::NotAnArchive)?;
    Ok(content)
}

/// The files as they lie in a library.
fn at_home(mut files: Files) -> Option<Files> {
    // Each folder that holds everything else is taken off, until what is in it is known.
    loop {
        if files
            .keys()
            .any(|path| path.starts_with("courses/") || path.starts_with("rules/"))
        {
            return Some(files);
        }
        if files.contains_key("course.md") {
            let slug = slug_of(files.get("course.md")?)?;
            let home = |(path, bytes)| (format!("courses/{slug}/{path}"), bytes);
            return Some(files.into_iter().map(home).collect());
        }
        let wrapper = format!("{}/", files.keys().next()?.split_once('/')?.0);
        if !files.keys().all(|path| path.starts_with(&wrapper)) {
            return None;
        }
        let inside = |(path, bytes): (String, Vec<u8>)| (path[wrapper.len()..].to_owned(), bytes);
        files = files.into_iter().map(inside).collect();
    }
}

/// The name of a course whose folder has lost its own.
fn slug_of(course: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(course);
    let line = text.lines().find_map(|line| line.strip_prefix("slug:"))?;
    let slug = line.trim().trim_matches(['"', '\'']);
    domain::content::Slug::parse(slug)
        .ok()
        .map(|slug| slug.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in files {
            writer
                .start_file(*path, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn paths(files: &[(&str, &[u8])]) -> Result<Vec<String>, Refused> {
        unpack(&pack(files)).map(|files| files.into_keys().collect())
    }

    #[test]
    fn a_library_a_wrapped_one_and_a_course_are_all_at_home() {
        let course: &[u8] = b"---\nslug: mine\n---\n";
        let home = vec![
            "courses/mine/course.md".to_owned(),
            "courses/mine/ko/a.md".to_owned(),
        ];
        for (course_at, part_at) in [
            ("courses/mine/course.md", "courses/mine/ko/a.md"),
            ("out/courses/mine/course.md", "out/courses/mine/ko/a.md"),
            (
                "out/in/courses/mine/course.md",
                "out/in/courses/mine/ko/a.md",
            ),
            ("mine/course.md", "mine/ko/a.md"),
            ("course.md", "ko/a.md"),
        ] {
            let files = [
                (course_at, course),
                (part_at, b"x"),
                ("__MACOSX/._a", b"x"),
                (".DS_Store", b"x"),
            ];
            assert_eq!(paths(&files), Ok(home.clone()), "{course_at}");
        }
        assert_eq!(
            paths(&[("rules/a.md", b"x")]),
            Ok(vec!["rules/a.md".into()])
        );
        // A name that a Mac has decomposed is the same name.
        let image = "courses/mine/images/\u{1100}\u{1161}.png";
        assert_eq!(
            paths(&[(image, b"x")]),
            Ok(vec!["courses/mine/images/가.png".into()])
        );
    }

    #[test]
    fn what_is_no_folder_of_courses_is_refused() {
        assert_eq!(
            paths(&[("a.md", b"x"), ("b/c.md", b"x")]),
            Err(Refused::Nothing)
        );
        assert_eq!(paths(&[]), Err(Refused::Nothing));
        assert_eq!(paths(&[("course.md", b"no slug")]), Err(Refused::Nothing));
        assert_eq!(unpack(b"PK but no archive"), Err(Refused::NotAnArchive));
        assert_eq!(unpack(&vec![0; MAX_ARCHIVE + 1]), Err(Refused::TooLarge));
    }

    #[test]
    fn no_name_leads_out() {
        for path in [
            "../rules/a.md",
            "rules/../../a.md",
            "/rules/a.md",
            "rules//a.md",
            "rules\\a.md",
            "C:/rules/a.md",
            "rules/./a.md",
            "a/b/c/d/e/f/g/h/i.md",
        ] {
            assert_eq!(paths(&[(path, b"x")]), Err(Refused::BadPath), "{path}");
        }
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .add_symlink("rules/a.md", "/etc/passwd", SimpleFileOptions::default())
            .unwrap();
        assert_eq!(
            unpack(&writer.finish().unwrap().into_inner()),
            Err(Refused::BadPath)
        );
    }

    #[test]
    fn an_archive_that_unfolds_without_end_is_stopped() {
        let zeros = vec![0; 4 << 20];
        let bomb: Vec<(String, &[u8])> = (0..64)
            .map(|n| (format!("rules/{n}.md"), &zeros[..]))
            .collect();
        let bomb: Vec<(&str, &[u8])> = bomb
            .iter()
            .map(|(path, bytes)| (path.as_str(), *bytes))
            .collect();
        assert_eq!(paths(&bomb), Err(Refused::TooMuch));
        let many: Vec<String> = (0..=MAX_FILES).map(|n| format!("rules/{n}.md")).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|path| (path.as_str(), &b""[..])).collect();
        assert_eq!(paths(&many), Err(Refused::TooMuch));
        // One file that is too large is kept as far as shows that it is: the checker says so.
        let large = vec![b'a'; 5 << 20];
        let noise: Vec<u8> = (0..200_000_u32)
            .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
            .collect();
        let files = unpack(&pack(&[("rules/a.md", &large), ("rules/noise.md", &noise)])).unwrap();
        assert_eq!(files["rules/a.md"].len() as u64, MAX_FILE + 1);
    }

    proptest! {
        #[test]
        fn no_bytes_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..300), at in any::<prop::sample::Index>(), by: u8) {
            let _ = unpack(&bytes);
            let mut real = pack(&[("rules/a.md", b"some text, some text, some text")]);
            let place = at.index(real.len());
            real[place] ^= by;
            let _ = unpack(&real);
            real.truncate(place);
            real.append(&mut bytes);
            let _ = unpack(&real);
        }

        #[test]
        fn whatever_is_taken_lies_within(path in "[a-z./\\\\:]{1,20}") {
            let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
            if writer.start_file(&path, SimpleFileOptions::default()).is_ok() {
                let bytes = writer.finish().unwrap().into_inner();
                if let Ok(files) = unpack(&bytes) {
                    for path in files.keys() {
                        prop_assert!(!path.starts_with('/') && !path.split('/').any(|s| s == ".." || s.is_empty()), "{}", path);
                    }
                }
            }
        }
    }
}
