//! The checker: what it says of broken folders, and where.

use crate::content::{WHY, example, shown, with};
use domain::language::Language;
use services::content::{Files, check};

const COURSE: &str = "courses/first-post/course.md";
const RULE: &str = "rules/our-name-first.md";

/// A block of the list of slips.
#[derive(Default)]
struct Slip {
    path: String,
    from: Vec<String>,
    to: Vec<String>,
    says: Vec<String>,
}

impl Slip {
    fn read(block: &str) -> Self {
        let mut slip = Self::default();
        for line in block.lines() {
            let (sign, rest) = line.split_at(1);
            let rest = rest.strip_prefix(' ').unwrap_or(rest).to_owned();
            match sign {
                "@" => slip.path = rest,
                "-" => slip.from.push(rest),
                "+" => slip.to.push(rest),
                "=" => slip.says.push(rest),
                _ => panic!("{line:?}"),
            }
        }
        slip
    }

    fn write(&self, says: &[String]) -> String {
        let line = |sign: &'static str| {
            move |text: &String| format!("{sign} {text}").trim_end().to_owned()
        };
        let lines = self.from.iter().map(line("-"));
        let lines = lines
            .chain(self.to.iter().map(line("+")))
            .chain(says.iter().map(line("=")));
        format!(
            "@ {}\n{}\n",
            self.path,
            lines.collect::<Vec<_>>().join("\n")
        )
    }
}

#[test]
fn each_slip_is_named_at_its_place() {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/slips.txt");
    let written = std::fs::read_to_string(list).unwrap();
    let (head, blocks) = written.split_once("\n\n").unwrap();
    let mut now = format!("{head}\n");
    for block in blocks.split("\n\n") {
        let slip = Slip::read(block);
        let files = with(
            example(),
            &slip.path,
            &slip.from.join("\n"),
            &slip.to.join("\n"),
        );
        let checked = check(&files);
        let says = shown(&checked);
        now.push_str(&format!("\n{}", slip.write(&says)));
        let korean = checked.show(Language::Ko);
        for problem in &checked.diagnostics {
            let message = problem.message(Language::Ko);
            assert!(
                korean.contains(&message) && message.chars().any(|c| ('가'..='힣').contains(&c))
            );
            assert!(
                !korean.contains("(는)") && !korean.contains("(가)"),
                "{korean}"
            );
        }
        if std::env::var_os("JASIN_BLESS").is_none() {
            assert_eq!(says, slip.says, "{block}");
        }
        assert!(!says.is_empty(), "nothing is wrong with {block}");
    }
    if std::env::var_os("JASIN_BLESS").is_some() {
        std::fs::write(list, now).unwrap();
    }
}

/// A file, what it holds or none when it is taken away, and what the checker says.
type Misplaced<'a> = (&'a str, Option<&'a [u8]>, &'a [&'a str]);

#[test]
fn files_that_are_missing_or_do_not_belong_are_named() {
    let cases: [Misplaced; 8] = [
        (COURSE, None, &["courses/first-post/course.md:1:1 This folder has no course.md."]),
        ("courses/first-post/en/why.md", None, &["courses/first-post/ko/why.md:1:1 The English text is missing."]),
        ("courses/first-post/why.md", Some(b"x"), &["courses/first-post/why.md:1:1 Nothing here uses the file “courses/first-post/why.md”."]),
        ("courses/first-post/images/a.svg", Some(b"<svg/>"), &["courses/first-post/images/a.svg:1:1 “a.svg” is not a PNG, JPEG or WebP picture."]),
        ("courses/first-post/ko/README.md", Some(b"notes"), &[]),
        (WHY, Some(b"\xff\xfe"), &["courses/first-post/ko/why.md:1:1 This file is not UTF-8 text."]),
        (WHY, Some(b""), &["courses/first-post/ko/why.md:1:1 The file does not begin with front matter."]),
        ("courses/first-post/ko/extra.md", Some(b"---\nkind: module\nid: extra\ntitle: a\nminutes: 1\npractice: start-small\n---\n## a {#a}\n\nb\n"), &["courses/first-post/ko/extra.md:1:1 “extra” is not listed in the parts of course.md.", "courses/first-post/ko/extra.md:1:1 The English text is missing."]),
    ];
    for (path, bytes, expected) in cases {
        let mut files = example();
        match bytes {
            Some(bytes) => drop(files.insert(path.to_owned(), bytes.to_vec())),
            None => drop(files.remove(path)),
        }
        assert_eq!(shown(&check(&files)), expected, "{path}");
    }
}

#[test]
fn a_rule_card_that_is_missing_is_told_wherever_it_is_named() {
    let mut files = example();
    files.remove(RULE);
    let told = shown(&check(&files));
    assert_eq!(told.len(), 16);
    assert!(
        told.iter()
            .all(|t| t.ends_with("There is no rule card “our-name-first”.")),
        "{told:?}"
    );
    // One that is there and says something wrong is not missing.
    let files = with(example(), RULE, "verified: no", "verified: perhaps");
    assert_eq!(shown(&check(&files)).len(), 1);
}

#[test]
fn an_empty_folder_says_so() {
    let checked = check(&Files::new());
    assert!(
        checked
            .show(Language::En)
            .contains("neither a course nor a rule card")
    );
    assert!(
        checked
            .show(Language::Ko)
            .contains("과정도 규칙 카드도 없어요")
    );
}
