//! The words of the checker. Korean first, then English; particles are written as pairs.

use super::{
    problem::Problem,
    problem_words::{Both, both, differs, first, name, type_ko},
};

pub(super) fn message(problem: &Problem) -> Both {
    use Problem as P;
    match problem {
        P::NotText => both("UTF-8 텍스트가 아니에요.", "This file is not UTF-8 text."),
        P::TooLarge => both("파일이 1MB보다 커요.", "This file is larger than 1 MB."),
        P::ManyMore { more } => (
            format!("이 파일에 문제가 {more}개 더 있어요."),
            match more {
                1 => "This file has 1 more problem.".to_owned(),
                _ => format!("This file has {more} more problems."),
            },
        ),
        P::UnknownFile { file } => (
            format!("“{file}”, 어디에 쓰는 파일인지 알 수 없어요."),
            format!("Nothing here uses the file “{file}”."),
        ),
        P::NoFrontMatter => both(
            "파일이 머리말로 시작하지 않아요.",
            "The file does not begin with front matter.",
        ),
        P::OpenFrontMatter => both(
            "머리말이 끝나는 줄이 없어요.",
            "The front matter is not closed.",
        ),
        P::Yaml { slip, message } => slip.message(message),
        P::UnknownField { field, .. } => (
            format!("“{field}” 항목은 여기에 쓰지 않아요."),
            format!("There is no field “{field}” here."),
        ),
        P::MissingField { field } => (
            format!("“{field}” 항목이 없어요."),
            format!("“{field}” is missing."),
        ),
        P::UnknownAttribute { name, .. } => (
            format!("“{name}”, 이 제목에 쓰지 않는 말이에요."),
            format!("A heading here takes no “{name}”."),
        ),
        P::MissingAttribute { name, .. } => (
            format!("제목에 “{name}” 값이 없어요."),
            format!("The heading does not say “{name}”."),
        ),
        P::BothLanguages { field } => (
            format!("“{field}” 항목은 두 언어로 적어요."),
            format!("“{field}” is given in both languages."),
        ),
        P::WrongType { expected } => (
            format!("여기에는 {}이(가) 와야 해요.", type_ko(expected)),
            format!("This must be {expected}."),
        ),
        P::NotInRange { min, max } => (
            format!("{min}에서 {max} 사이의 정수여야 해요."),
            format!("This must be a whole number from {min} to {max}."),
        ),
        P::UnknownWord { word, .. } => (
            format!("“{word}”, 여기에 쓸 수 없는 말이에요."),
            format!("“{word}” is not one of the words used here."),
        ),
        P::BadName { name } => (
            format!("“{name}”, 이름으로 쓸 수 없는 말이에요."),
            format!("“{name}” cannot be a name."),
        ),
        P::BadDate { text } => (
            format!("“{text}”, 날짜가 아니에요."),
            format!("“{text}” is not a date."),
        ),
        P::BadAddress { text } => (
            format!("“{text}”, 웹 주소가 아니에요."),
            format!("“{text}” is not a web address."),
        ),
        P::NameIsNot { expected } => (
            format!("파일 이름이나 폴더와 달라요. 이렇게 적어야 해요: “{expected}”"),
            format!("This differs from the name of its file or folder, “{expected}”."),
        ),
        P::NoCourse => both(
            "이 폴더에 course.md가 없어요.",
            "This folder has no course.md.",
        ),
        P::MissingPart { part } => (
            format!("“{part}” 파일이 어느 언어에도 없어요."),
            format!("There is no file for “{part}” in any language."),
        ),
        P::UnlistedPart { part } => (
            format!("“{part}”, course.md의 parts에 없어요."),
            format!("“{part}” is not listed in the parts of course.md."),
        ),
        P::MissingTranslation { language } => (
            format!("{} 글이 없어요.", name(*language).0),
            format!("The {} text is missing.", name(*language).1),
        ),
        P::MissingSection { language } => (
            format!("규칙 카드에 {} 글이 없어요.", name(*language).0),
            format!("The rule card has no {} text.", name(*language).1),
        ),
        P::NoId { title } => (
            format!("“{title}” 제목에 id가 없어요."),
            format!("The heading “{title}” has no id."),
        ),
        P::DuplicateId { id } => (
            format!("“{id}”, 두 번 나와요."),
            format!("“{id}” is used twice."),
        ),
        P::Drifted { id, language } => (
            format!("“{id}”, {} 글에는 없어요.", name(*language).0),
            format!("“{id}” does not exist in the {} text.", name(*language).1),
        ),
        P::OtherOrder { language, here } => differs("순서가", "The order differs", *language, here),
        P::OtherValue {
            field,
            language,
            here,
        } => {
            let (ko, en) = (format!("“{field}” 값이"), format!("“{field}” differs"));
            differs(&ko, &en, *language, here)
        }
        P::OtherAnswers {
            item,
            language,
            here,
        } => {
            let ko = format!("“{item}”의 정답이");
            let en = format!("The right answers of “{item}” differ");
            differs(&ko, &en, *language, here)
        }
        P::HeadingLevel => both(
            "제목은 ##부터 쓰고, 단계를 건너뛰지 않아요.",
            "Headings begin with ## and skip no level.",
        ),
        P::TextBeforeHeading => both(
            "첫 제목 앞에 글이 있어요.",
            "There is text before the first heading.",
        ),
        P::TextAfterChoices => both(
            "선택지 뒤에 글이 더 있어요.",
            "There is text after the choices.",
        ),
        P::RawHtml => both("HTML은 쓸 수 없어요.", "HTML is not allowed here."),
        P::MissingAlt => both(
            "그림에 대체 텍스트가 없어요.",
            "The image has no alternative text.",
        ),
        P::BadLink { link } => (
            format!("“{link}”, 이어지지 않는 링크예요."),
            format!("The link “{link}” leads nowhere."),
        ),
        P::MissingImage { file } => (
            format!("그림 파일이 없어요: “{file}”"),
            format!("There is no image file “{file}”."),
        ),
        P::NotAPicture { file } => (
            format!("“{file}”, PNG나 JPEG, WebP 그림이 아니에요."),
            format!("“{file}” is not a PNG, JPEG or WebP picture."),
        ),
        P::UnknownRule { rule, .. } => (
            format!("규칙 카드가 없어요: “{rule}”"),
            format!("There is no rule card “{rule}”."),
        ),
        P::NoQuestions => both("문항이 없어요.", "There is no question."),
        P::NoPrompt { item } => (
            format!("“{item}”에 질문이 없어요."),
            format!("“{item}” asks nothing."),
        ),
        P::FewChoices { item } => (
            format!("“{item}”의 선택지가 둘보다 적어요."),
            format!("“{item}” has fewer than two choices."),
        ),
        P::SplitChoices => both(
            "선택지 목록이 여기서 끊겼어요.",
            "The list of choices is broken off here.",
        ),
        P::NoChoiceId => both(
            "선택지가 `이름`으로 시작하지 않아요.",
            "The choice does not begin with its `name`.",
        ),
        P::NoTick => both(
            "선택지에 [ ]나 [x]가 없어요.",
            "The choice has neither [ ] nor [x].",
        ),
        P::EmptyChoice { choice } => (
            format!("“{choice}”에 글이 없어요."),
            format!("“{choice}” has no text."),
        ),
        P::NoCorrect { item } => (
            format!("“{item}”에 맞는 답이 없어요."),
            format!("No answer of “{item}” is right."),
        ),
        P::AllCorrect { item } => (
            format!("“{item}”의 답이 모두 맞는 답이에요."),
            format!("Every answer of “{item}” is right."),
        ),
        P::MissingFeedback { choice } => (
            format!("“{choice}”에 풀이가 없어요."),
            format!("“{choice}” has no feedback."),
        ),
        P::TwoKinds { item } => (
            format!("“{item}” 제목에 문항의 종류가 둘 이상 적혀 있어요."),
            format!("The heading “{item}” names more than one kind of question."),
        ),
        P::NeedlessTick => both(
            "여기서는 [ ]나 [x]를 쓰지 않아요.",
            "There is no [ ] or [x] here.",
        ),
        P::NoPair { choice } => (
            format!("“{choice}”에 → 로 이어진 짝이 없어요."),
            format!("“{choice}” has no → with its other side."),
        ),
        P::OneRightSide { item } => (
            format!("“{item}”의 오른쪽이 모두 같아요."),
            format!("All right sides of “{item}” are the same."),
        ),
        P::NoDraft { item } => (
            format!("“{item}”에 표시할 초안이 없어요."),
            format!("“{item}” has no draft to mark."),
        ),
        P::NotInDraft { choice } => (
            format!("“{choice}”, 초안에 없어요."),
            format!("“{choice}” does not stand in the draft."),
        ),
        P::TwiceInDraft { choice } => (
            format!("“{choice}”, 초안에 두 번 나와요."),
            format!("“{choice}” stands in the draft twice."),
        ),
        P::UnknownMark { mark, .. } => (
            format!("초안의 “{mark}”, 목록에 없어요."),
            format!("“{mark}” of the draft is not in the list."),
        ),
        P::SameAnswer { text } => (
            format!("“{text}”, 앞의 답과 같은 답이에요."),
            format!("“{text}” is the same as an earlier answer."),
        ),
        P::NoOtherwise { item } => (
            format!("“{item}”에 그 밖의 답에 대한 풀이가 없어요."),
            format!("“{item}” says nothing to any other answer."),
        ),
        P::OtherwiseSays => both(
            "`otherwise`는 정답도 글도 없이 풀이만 적어요.",
            "`otherwise` is never right and has nothing but its feedback.",
        ),
        P::NoScenes => both("장면이 없어요.", "There is no scene."),
        P::UnknownScene { scene, .. } => (
            format!("이런 장면이 없어요: “{scene}”"),
            format!("There is no scene “{scene}”."),
        ),
        P::NoTarget { choice } => (
            format!("“{choice}”, 어느 장면으로 가는지 없어요."),
            format!("“{choice}” does not say to which scene it leads."),
        ),
        P::Unreachable { scene } => (
            format!("“{scene}” 장면에 갈 수 있는 길이 없어요."),
            format!("No way leads to the scene “{scene}”."),
        ),
        P::DeadEnd { scene } => (
            format!("“{scene}” 장면에서 길이 끊겨요."),
            format!("The scene “{scene}” is a dead end."),
        ),
        P::NoWayOut { scene } => (
            format!("“{scene}” 장면에서는 어떤 결말에도 갈 수 없어요."),
            format!("No ending can be reached from the scene “{scene}”."),
        ),
        P::TooManyStates => both(
            "이 시나리오는 생길 수 있는 상황이 너무 많아서 길을 모두 따라가 볼 수 없어요.",
            "This scenario has too many possible situations to follow every path.",
        ),
        P::Stuck { scene } => (
            format!("“{scene}” 장면에 왔는데 조건에 맞는 선택지가 하나도 없을 수 있어요."),
            format!(
                "A path can come to the scene “{scene}” and find that no choice meets its condition."
            ),
        ),
        P::BadCondition { text } => (
            format!("“{text}”, 프로그램이 아는 조건이 아니에요."),
            format!("“{text}” is no condition that the program understands."),
        ),
        P::ForkWithText { fork } => (
            format!("갈림길 “{fork}”에 독자가 볼 수 없는 글이 있어요."),
            format!("The fork “{fork}” contains text that no reader will see."),
        ),
        P::ForkWays { fork } => (
            format!("갈림길 “{fork}”에서 나가는 길이 둘보다 적어요."),
            format!("The fork “{fork}” has fewer than two ways."),
        ),
        P::ForkOtherwise { fork } => (
            format!("갈림길 “{fork}”에서 맞는 조건이 없을 때 갈 곳이 없어요."),
            format!("The fork “{fork}” leads nowhere when no condition holds."),
        ),
        P::StateNeverRead { state } => (
            format!("상태 “{state}”, 이 값을 보는 조건이 하나도 없어요."),
            format!("No condition looks at the state “{state}”."),
        ),
        P::StateDecidesNothing { state } => (
            format!("상태 “{state}”, 값이 무엇이든 갈 수 있는 결말이 같아요."),
            format!("The state “{state}” changes no ending that can be reached."),
        ),
        P::EndingWithChoices { scene } => (
            format!("결말 “{scene}”에 선택지가 있어요."),
            format!("The ending “{scene}” has choices."),
        ),
        P::BadEffect { text } => (
            format!("`{text}`, 알아들을 수 없는 말이에요."),
            format!("`{text}` says nothing the program understands."),
        ),
        P::UnknownState { state, .. } => (
            format!("머리말에 없는 상태예요: “{state}”"),
            format!("The front matter declares no state “{state}”."),
        ),
        P::StateWords { expected, found } => (
            format!("상태를 나타내는 말이 {expected}개여야 하는데 {found}개예요."),
            format!("This state needs {expected} words, and there are {found}."),
        ),
        P::StateStart => both(
            "start가 min과 max 사이에 있지 않아요.",
            "start does not lie between min and max.",
        ),
        P::NoScore { choice } => (
            format!("“{choice}”에 점수가 없어요."),
            format!("“{choice}” has no score."),
        ),
        P::PassMarkUnreachable => both(
            "퀴즈가 없어서 아무도 합격 점수에 이를 수 없어요.",
            "Nobody can reach the pass mark: the course has no quiz.",
        ),
        P::NoReviewer => both(
            "누가 확인했는지 적혀 있지 않아요.",
            "It does not say who reviewed it.",
        ),
        P::ReviewOverdue { date } => (
            format!("다시 확인하기로 한 날({date})이 지났어요."),
            format!("This rule card was to be reviewed again by {date}."),
        ),
        P::MovedId { id, from } => (
            format!("“{id}”, 전에는 “{from}”에 있었어요. 지금까지의 결과가 따라오지 않아요."),
            format!("“{id}” was in “{from}” before: its results so far stay there."),
        ),
        P::RenamedPart { from } => (
            format!("전에는 이런 이름이었어요: “{from}”. 지금까지의 결과가 따라오지 않아요."),
            format!("This was “{from}” before: its results so far stay with that name."),
        ),
        P::RenamedId { id, from } => (
            format!("“{id}”, 전에는 이름이 “{from}”였어요. 지금까지의 결과가 따라오지 않아요."),
            format!("“{id}” was called “{from}” before: its results so far stay with that name."),
        ),
        P::Guess(slip) => first(slip.says()),
        P::Story(slip) => first(slip.says()),
        P::Question(slip) => first(slip.says()),
        P::Markup(slip) => first(slip.says()),
        P::Front(slip) => first(slip.says()),
    }
}
