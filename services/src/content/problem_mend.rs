//! The words of the checker for how to mend what it found. Korean first, then English.

use super::{
    problem::Problem,
    problem_effect::effect,
    problem_words::{Both, both, maybe, name, scene, second},
};
use domain::language::Language;

pub(super) fn mend(problem: &Problem) -> Both {
    use Problem as P;
    match problem {
        P::NotText => both(
            "편집기에서 UTF-8로 저장해 주세요.",
            "Save it as UTF-8 in your editor.",
        ),
        P::ManyMore { .. } => both(
            "위의 것부터 고치고 다시 확인해 주세요. 글이 맞는 파일인지도 살펴봐 주세요.",
            "Mend those above, then check again. Is it the right file?",
        ),
        P::TooLarge => both(
            "내용을 여러 읽을거리로 나눠 주세요.",
            "Split it into several modules.",
        ),
        P::UnknownFile { .. } => both(
            "글은 courses/과정/ko와 en에, 그림은 courses/과정/images에, 규칙 카드는 rules에 두고, 아니라면 빼 주세요.",
            "Texts go into courses/NAME/ko and en, pictures into courses/NAME/images, rule cards into rules; otherwise take it out.",
        ),
        P::NoFrontMatter => both(
            "맨 위에 ---, 항목들, ---를 차례로 적어 주세요.",
            "Begin with a line ---, then the fields, then another line ---.",
        ),
        P::OpenFrontMatter => both(
            "마지막 항목 아래에 --- 한 줄을 적어 주세요.",
            "Put a line --- under the last field.",
        ),
        P::Yaml { slip, .. } => slip.mend(),
        P::UnknownField { nearest, .. } => maybe(
            nearest.as_ref(),
            both("이 줄을 빼 주세요.", "Take the line out."),
        ),
        P::MissingField { field } => (
            format!("“{field}: …” 줄을 적어 주세요. #, &, !로 시작하는 값은 따옴표로 감싸요."),
            format!(
                "Write a line “{field}: …”. A value that begins with #, & or ! goes in quotes."
            ),
        ),
        P::UnknownAttribute { nearest, .. } => maybe(
            nearest.as_ref(),
            both("중괄호에서 빼 주세요.", "Take it out of the braces."),
        ),
        P::MissingAttribute { name, words } => {
            let (first, all) = (words.first().map_or("…", String::as_str), words.join(", "));
            (
                format!(
                    "{{#이름 {name}={first}}}처럼 중괄호 안에 적어 주세요. 쓸 수 있는 말: {all}"
                ),
                format!("Write it in the braces, like {{#name {name}={first}}}. It can be: {all}"),
            )
        }
        P::BothLanguages { field } => (
            format!("“{field}:” 아래에 두 칸 들여 “ko: …”와 “en: …”을 한 줄씩 적어 주세요."),
            format!("Under “{field}:” write “ko: …” and “en: …”, a line each, indented by two."),
        ),
        P::WrongType { .. } => both(
            "docs/content-format.md의 예시와 견주어 봐 주세요.",
            "Compare it with the example in docs/content-format.md.",
        ),
        P::NotInRange { .. } => both(
            "따옴표 없이 숫자만 적어 주세요.",
            "Write the number alone, without quotes.",
        ),
        P::UnknownWord { words, nearest, .. } => {
            let list = words.join(", ");
            maybe(
                nearest.as_ref(),
                (
                    format!("다음에서 하나를 골라 주세요: {list}"),
                    format!("Choose one of: {list}"),
                ),
            )
        }
        P::BadName { .. } => both(
            "영문 소문자, 숫자, 붙임표로 1자에서 80자까지 써 주세요.",
            "Use 1 to 80 of a-z, 0-9 and hyphens.",
        ),
        P::BadDate { .. } => both("2026-11-27처럼 적어 주세요.", "Write it like 2026-11-27."),
        P::BadAddress { .. } => both(
            "https://로 시작하는 주소를 적어 주세요.",
            "Write an address that begins with https://.",
        ),
        P::NameIsNot { .. } => both(
            "둘 중 하나를 고쳐 같게 해 주세요.",
            "Change one of the two so that they agree.",
        ),
        P::NoCourse => both(
            "docs/content-format.md의 course.md 예시로 시작해 보세요.",
            "Start from the example of course.md in docs/content-format.md.",
        ),
        P::MissingPart { part } => (
            format!("ko/{part}.md와 en/{part}.md를 만들거나 parts에서 빼 주세요."),
            format!("Add ko/{part}.md and en/{part}.md, or take it out of parts."),
        ),
        P::UnlistedPart { part } => (
            format!("parts에 순서에 맞게 넣어 주세요: {part}"),
            format!("Put “{part}” into parts, where its turn is."),
        ),
        P::MissingTranslation { language } => (
            format!("같은 이름으로 {} 글을 써 주세요.", name(*language).0),
            format!("Write the {} text under the same name.", name(*language).1),
        ),
        P::MissingSection { language } => {
            let heading = match language {
                Language::Ko => "## 한국어",
                Language::En => "## English",
            };
            (
                format!("제목 “{heading}” 아래에 적어 주세요."),
                format!("Write it under the heading “{heading}”."),
            )
        }
        P::NoId { .. } => both(
            "제목 끝에 {#짧은-이름}을 적어 주세요.",
            "End the heading with {#short-name}.",
        ),
        P::DuplicateId { .. } => both(
            "하나에 다른 이름을 주세요.",
            "Give one of them another name.",
        ),
        P::Drifted { .. } => both(
            "두 언어에서 이름을 같게 하거나, 빠진 것을 옮겨 적어 주세요.",
            "Use the same name in both languages, or translate what is missing.",
        ),
        P::OtherOrder { .. } | P::OtherValue { .. } | P::OtherAnswers { .. } => both(
            "어느 쪽이 맞는지 정해서 두 글을 같게 해 주세요.",
            "Decide which is right and make both texts agree.",
        ),
        P::HeadingLevel => both(
            "#의 개수를 고쳐 주세요. 글의 제목은 머리말의 title이에요.",
            "Change the number of #. The title of the text is the title in the front matter.",
        ),
        P::TextBeforeHeading => both(
            "글 위에 ## 제목 {#이름}을 적어 주세요.",
            "Put a heading ## Title {#name} above it.",
        ),
        P::TextAfterChoices => both("선택지 앞으로 옮겨 주세요.", "Move it above the choices."),
        P::RawHtml => both(
            "마크다운으로 적고, < 기호가 필요하면 `<`처럼 감싸 주세요.",
            "Write it in Markdown; if you mean the sign <, write `<`.",
        ),
        P::MissingAlt => both(
            "![무엇이 보이는지](파일)처럼 적어 주세요.",
            "Say what can be seen: ![what it shows](file).",
        ),
        P::BadLink { .. } => both(
            "https:// 주소, 이 글의 #제목, rule:규칙-이름 가운데 하나를 써 주세요.",
            "Use an https:// address, a #heading of this text, or rule:name-of-a-rule.",
        ),
        P::MissingImage { .. } => both(
            "과정의 images 폴더에 PNG, JPEG, WebP 파일을 넣어 주세요.",
            "Put a PNG, JPEG or WebP file into the images folder of the course.",
        ),
        P::NotAPicture { .. } => both(
            "그림 편집기에서 세 가지 가운데 하나로 저장해 주세요. SVG와 GIF는 쓰지 않아요.",
            "Save it as one of the three; SVG and GIF are not used.",
        ),
        P::UnknownRule { nearest, .. } => maybe(
            nearest.as_ref(),
            both(
                "rules에 규칙 카드를 만들어 주세요.",
                "Write a rule card in rules.",
            ),
        ),
        P::NoQuestions => both(
            "## 제목 {#이름} 아래에 질문과 선택지를 적어 주세요.",
            "Write a heading ## Title {#name}, a question and its choices.",
        ),
        P::NoPrompt { .. } => both(
            "제목과 선택지 사이에 질문을 적어 주세요.",
            "Write the question between the heading and the choices.",
        ),
        P::FewChoices { .. } => both(
            "- [ ] `이름` 글 꼴로 선택지를 더 적어 주세요.",
            "Add choices of the form - [ ] `name` text.",
        ),
        P::SplitChoices => both(
            "선택지 아래의 글은 > 표시까지 두 칸 들여 쓰고, 선택지 사이에 다른 글을 두지 마세요.",
            "Indent what stands under a choice by two, its > included, and put nothing between the choices.",
        ),
        P::NoChoiceId => both(
            "- [ ] `짧은-이름` 글 꼴로 적어 주세요.",
            "Write it as - [ ] `short-name` text.",
        ),
        P::NoTick => both(
            "맞는 답은 - [x], 나머지는 - [ ]로 시작해 주세요.",
            "Begin with - [x] if it is right, with - [ ] if it is not.",
        ),
        P::EmptyChoice { .. } => both(
            "이름 뒤에 글을 적어 주세요.",
            "Write its text after its name.",
        ),
        P::NoCorrect { .. } => both(
            "맞는 답의 [ ]를 [x]로 바꿔 주세요.",
            "Turn [ ] into [x] at the right answer.",
        ),
        P::AllCorrect { .. } => both(
            "틀린 답을 하나 이상 두세요.",
            "Leave at least one wrong answer.",
        ),
        P::MissingFeedback { .. } => both(
            "선택지 아래에 두 칸(번호가 붙은 줄은 세 칸) 들여 > 로 시작하는 글을 적어 주세요.",
            "Write it under the choice after >, indented by two, or by three under a number.",
        ),
        P::TwoKinds { .. } => both(
            ".order, .match, .mark, .short 가운데 하나만 남겨 주세요.",
            "Leave one of .order, .match, .mark and .short.",
        ),
        P::NeedlessTick => both(
            "[ ]나 [x]를 빼고 이름부터 적어 주세요.",
            "Take the [ ] or [x] out, and begin with the name.",
        ),
        P::NoPair { .. } => both(
            "- `이름` 왼쪽 → 오른쪽 꼴로 적어 주세요.",
            "Write it as - `name` left → right.",
        ),
        P::OneRightSide { .. } => both(
            "오른쪽을 적어도 두 가지로 적어 주세요.",
            "Give at least two different right sides.",
        ),
        P::NoDraft { .. } => both(
            "목록 바로 위에 > 로 시작하는 초안을 적고, 표시할 말을 [말](#이름)으로 감싸 주세요.",
            "Quote the draft after > right above the list, with [words](#name) where one can mark.",
        ),
        P::NotInDraft { choice } => (
            format!("초안에서 그 말을 [말](#{choice})으로 감싸거나, 이 줄을 빼 주세요."),
            format!("Write [words](#{choice}) in the draft, or take this line out."),
        ),
        P::TwiceInDraft { .. } => both(
            "한 곳에는 다른 이름을 붙여 주세요.",
            "Give one of the two places another name.",
        ),
        P::UnknownMark { nearest, .. } => maybe(
            nearest.as_ref(),
            both(
                "그 이름의 줄을 목록에 풀이와 함께 더해 주세요.",
                "Add a line of that name with its feedback to the list.",
            ),
        ),
        P::SameAnswer { .. } => both(
            "띄어쓰기, 조사, 문장 부호가 달라도 같은 답이에요. 하나를 빼 주세요.",
            "Spaces, small letters and marks at the ends make no difference. Take one of them out.",
        ),
        P::NoOtherwise { .. } => both(
            "- [ ] `otherwise` 줄을 더하고, 그 아래에 풀이를 적어 주세요.",
            "Add a line - [ ] `otherwise` and its feedback under it.",
        ),
        P::OtherwiseSays => both(
            "- [ ] `otherwise`만 남기고, 글은 풀이로 옮겨 주세요.",
            "Leave - [ ] `otherwise`, and move the text into the feedback.",
        ),
        P::NoScenes => both(
            "## 제목 {#이름 channel=comment} 아래에 장면을 적어 주세요.",
            "Write a heading ## Title {#name channel=comment} and the scene under it.",
        ),
        P::UnknownScene {
            nearest, lonely, ..
        } => scene(nearest.as_ref(), lonely),
        P::NoTarget { .. } => both(
            "글 뒤에 → [다음](#장면-이름)을 적어 주세요.",
            "End it with → [next](#name-of-the-scene).",
        ),
        P::Unreachable { .. } => both(
            "어느 선택지에서 이 장면으로 이어 주거나 장면을 빼 주세요.",
            "Let a choice lead to it, or take it out.",
        ),
        P::DeadEnd { .. } => both(
            "선택지를 적거나, 결말이라면 {#이름 .ending outcome=good}처럼 적어 주세요.",
            "Add choices, or make it an ending: {#name .ending outcome=good}.",
        ),
        P::NoWayOut { .. } => both(
            "결말로 이어지는 선택지를 하나 더해 주세요.",
            "Add a choice that leads towards an ending.",
        ),
        P::TooManyStates => both(
            "상태의 수를 줄이거나 min과 max 사이를 좁혀 주세요.",
            "Use fewer states, or bring min and max closer together.",
        ),
        P::Stuck { .. } => both(
            "조건이 없는 선택지를 하나 더하거나 조건을 느슨하게 해 주세요.",
            "Add a choice without a condition, or loosen one.",
        ),
        P::BadCondition { .. } => both(
            "`if trust >= 2`, `if trust <= 1`, `if trust = 0`처럼 적고, 여럿이면 and로 이어 주세요. 갈림길의 나머지 길은 `otherwise`로 시작해요.",
            "Write `if trust >= 2`, `if trust <= 1` or `if trust = 0`, and join several with “and”. The remaining way of a fork begins with `otherwise`.",
        ),
        P::ForkWithText { .. } => both(
            "글은 길이 이어지는 장면으로 옮기고, 갈림길에는 길만 남겨 주세요.",
            "Move the text into the scenes it leads to, and leave only the ways here.",
        ),
        P::ForkWays { .. } => both(
            "길을 더하거나, 갈림길 없이 바로 다음 장면으로 이어 주세요. `otherwise`로 시작하는 길이 둘이면 하나가 우연히 정해져요.",
            "Add a way, or lead straight to the next scene. Of two ways that begin with `otherwise`, chance takes one.",
        ),
        P::ForkOtherwise { .. } => both(
            "`otherwise`로 시작하는 길을 마지막에 더해 주세요.",
            "Add a last way that begins with `otherwise`.",
        ),
        P::StateNeverRead { .. } => both(
            "갈림길이나 선택지의 조건에 쓰거나, 이 상태를 빼 주세요.",
            "Use it in a condition of a fork or choice, or take the state out.",
        ),
        P::StateDecidesNothing { .. } => both(
            "선택이 이 값을 조건까지 움직일 수 있는지, 조건이 다른 결말로 이어지는지 살펴보거나, 이 상태를 빼 주세요.",
            "See whether choices move it as far as its conditions ask and these lead to other endings, or take the state out.",
        ),
        P::EndingWithChoices { .. } => both(
            "선택지를 빼거나 .ending을 빼 주세요.",
            "Take out the choices, or .ending.",
        ),
        P::BadEffect { text } => effect(text),
        P::UnknownState { nearest, .. } => maybe(
            nearest.as_ref(),
            both(
                "머리말의 state에 적어 주세요.",
                "Declare it under state in the front matter.",
            ),
        ),
        P::StateWords { .. } => both(
            "min부터 max까지 값마다 말을 하나씩 적어 주세요.",
            "Give one word for each value from min to max.",
        ),
        P::StateStart => both(
            "세 숫자를 맞춰 주세요.",
            "Bring the three numbers into line.",
        ),
        P::NoScore { .. } => both(
            "링크 뒤에 `score 0`에서 `score 3`까지 하나를 적어 주세요.",
            "Put `score 0` to `score 3` after the link.",
        ),
        P::PassMarkUnreachable => both(
            "퀴즈를 하나 넣어 주세요. 읽기만 하는 과정이라면 이대로 두어도 돼요.",
            "Add a quiz. If the course is only there to be read, leave it as it is.",
        ),
        P::NoReviewer => both(
            "원문과 견주어 본 사람이나 부서를 적어 주세요.",
            "Name the person or department that compared it with the source.",
        ),
        P::ReviewOverdue { .. } => both(
            "원문과 다시 견주어 보고 reviewed와 next_review를 새로 적어 주세요.",
            "Compare it with the source again, then change reviewed and next_review.",
        ),
        P::MovedId { from, .. } => (
            format!("제자리(“{from}”)에 되돌리거나 새 이름을 지어 주세요."),
            format!("Move it back to “{from}”, or give it a new name."),
        ),
        P::RenamedPart { from } => (
            format!("이름을 되돌리거나(“{from}”), 안에 있는 것에도 새 이름을 지어 주세요."),
            format!("Keep the name “{from}”, or give what is in it new names, too."),
        ),
        P::RenamedId { from, .. } => (
            format!("이름을 되돌려 주세요(“{from}”). 다른 것이라면 글도 다르게 써 주세요."),
            format!(
                "Call it “{from}” again. If it is meant to be another, give it another text, too."
            ),
        ),
        P::Guess(slip) => second(slip.says()),
        P::Story(slip) => second(slip.says()),
        P::Question(slip) => second(slip.says()),
        P::Markup(slip) => second(slip.says()),
        P::Front(slip) => second(slip.says()),
    }
}
