//! The checker: what it says of broken folders, and where.

use crate::content::{WHY, example, shown, with};
use domain::language::Language;
use services::content::{Checked, Files, check};

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
                "=" | "~" => slip.says.push(line.to_owned()),
                _ => panic!("{line:?}"),
            }
        }
        slip
    }

    fn files(&self) -> Files {
        let [from, to] = [&self.from, &self.to].map(|lines| lines.join("\n"));
        with(example(), &self.path, &from, &to)
    }

    fn write(&self, says: &[String]) -> String {
        let line = |sign: &'static str| {
            move |text: &String| format!("{sign} {text}").trim_end().to_owned()
        };
        let lines = self.from.iter().map(line("-"));
        let lines = lines
            .chain(self.to.iter().map(line("+")))
            .chain(says.iter().cloned());
        format!(
            "@ {}\n{}\n",
            self.path,
            lines.collect::<Vec<_>>().join("\n")
        )
    }
}

/// What is said, in English with its place, then in Korean.
fn told(checked: &Checked) -> Vec<String> {
    let all = shown(checked).into_iter().zip(&checked.diagnostics);
    all.flat_map(|(english, problem)| {
        let korean = problem.message(Language::Ko);
        [format!("= {english}"), format!("~ {korean}")]
    })
    .collect()
}

/// The list of slips, taken apart.
pub(crate) fn slips() -> Vec<Files> {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/slips.txt");
    let written = std::fs::read_to_string(list).unwrap();
    let (_, blocks) = written.split_once("\n\n").unwrap();
    blocks
        .split("\n\n")
        .map(|block| Slip::read(block).files())
        .collect()
}

#[test]
fn each_slip_is_named_at_its_place() {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/slips.txt");
    let written = std::fs::read_to_string(list).unwrap();
    let (head, blocks) = written.split_once("\n\n").unwrap();
    let mut now = format!("{head}\n");
    for block in blocks.split("\n\n") {
        let slip = Slip::read(block);
        let checked = check(&slip.files());
        let says = told(&checked);
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

#[test]
fn a_folder_that_lies_too_deep_is_told_once() {
    for (cut, file) in [
        ("courses/", "first-post/course.md"),
        ("courses/first-post/", "course.md"),
    ] {
        let deeper =
            |(path, bytes): (String, Vec<u8>)| Some((path.strip_prefix(cut)?.to_owned(), bytes));
        let files: Files = example().into_iter().filter_map(deeper).collect();
        let checked = check(&files);
        assert_eq!(
            shown(&checked),
            [format!("{file}:1:1 There is no folder `courses` here.")]
        );
        let problem = &checked.diagnostics[0];
        assert_eq!(
            problem.message(Language::Ko),
            "여기에 courses 폴더가 없어요."
        );
        assert!(
            problem
                .mend(Language::En)
                .starts_with("Did you mean the folder above?")
        );
        assert!(
            problem
                .mend(Language::Ko)
                .starts_with("한 단계 위 폴더인가요?")
        );
    }
}

/// What to do is as particular as what is wrong.
#[test]
fn advice_fits_the_slip() {
    let cases = [
        (
            "courses/first-post/en/try.md",
            "`trust +1` `score 3`",
            "`trust + 1` `score 3`",
            "Put no space between + and the number: `trust +1`.",
            "부호와 숫자 사이에 빈칸을 두지 않아요: `trust +1`",
        ),
        (
            "courses/first-post/en/try.md",
            "speaker=Jiwoo",
            "speaker=Kim Jiwoo",
            "Write it without spaces: speaker=Kim-Jiwoo",
            "빈칸 없이 적어 주세요: speaker=Kim-Jiwoo",
        ),
        (
            "courses/first-post/en/try.md",
            "rule=our-name-first",
            "rule=our-name-first, our-name-first",
            "Write it without spaces: rule=our-name-first,our-name-first",
            "빈칸 없이 적어 주세요: rule=our-name-first,our-name-first",
        ),
        (
            "courses/first-post/en/ask.md",
            "difficulty=1",
            "difficulty=상",
            "Choose one of: 1, 2, 3",
            "다음에서 하나를 골라 주세요: 1, 2, 3",
        ),
        (
            "courses/first-post/en/ask.md",
            "kind: quiz",
            "kind: 퀴즈",
            "Did you mean “quiz”? Otherwise choose one of: module, scenario, quiz",
            "혹시 “quiz”인가요? 아니라면 다음에서 하나를 골라 주세요: module, scenario, quiz",
        ),
        (
            "courses/first-post/en/ask.md",
            "rules: [our-name-first]",
            "rules: [our-name-first]\ndraw: 12",
            "Draw at most 2.",
            "draw는 2 이하로 적어 주세요.",
        ),
        (
            "courses/first-post/en/more.md",
            "{#steps .order",
            "{#steps order",
            "Did you mean “.order”? Otherwise take it out of the braces.",
            "혹시 “.order”인가요? 아니라면 중괄호에서 빼 주세요.",
        ),
        (
            "courses/first-post/en/try.md",
            "{#gone .ending",
            "{#lost .ending",
            "Write a scene of that name. Nothing leads to: “lost”.",
            "그 이름의 장면을 써 주세요. 아무 데서도 가지 않는 장면: “lost”",
        ),
        (
            "courses/first-post/course.md",
            "minutes: 5",
            "minutes: 20분",
            "Leave out “분”.",
            "“분”, 이 말을 빼고 숫자만 적어 주세요.",
        ),
    ];
    for (path, from, to, english, korean) in cases {
        let checked = check(&with(example(), path, from, to));
        let [problem] = &checked.diagnostics[..] else {
            panic!("{to}: {:?}", shown(&checked))
        };
        let advice = [Language::En, Language::Ko].map(|language| problem.mend(language));
        assert_eq!(advice, [english, korean], "{to}");
    }
}
