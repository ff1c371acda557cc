//! Watching for what looks like a real adverse event in what people write freely.
//!
//! It is no detector and decides nothing: it only asks, before anything is kept, whether the text is about somebody. So it
//! speaks up rather once too often, and whoever writes can say that it is nothing of the kind. A sentence speaks up when it
//! has both a medicine that was taken and something that went ill; or a person and a word of pharmacovigilance.

/// A medicine that was taken, given or put on.
const TAKEN: &[&str] = &[
    "복용",
    "투약",
    "투여",
    "접종",
    "먹고",
    "먹은",
    "먹었",
    "먹더",
    "드시고",
    "드신",
    "맞고",
    "맞은",
    "맞았",
    "바르고",
    "바른 뒤",
    "삼키",
    "알약",
    "시럽",
    "주사",
    "패치",
    "took ",
    "taking ",
    "taken ",
    "swallowed",
    "injected",
    "injection",
    "tablet",
    "capsule",
    "syrup",
    "dose",
    "vaccin",
    "the patch",
    "on our medicine",
    "on your medicine",
];
/// What went ill, and what has to be passed on besides.
const ILL: &[&str] = &[
    "어지러",
    "어지럼",
    "두드러기",
    "발진",
    "가려",
    "구토",
    "토했",
    "메스꺼",
    "쓰러",
    "기절",
    "입원",
    "응급실",
    "숨이 차",
    "호흡곤란",
    "부었",
    "붓고",
    "경련",
    "설사",
    "출혈",
    "사망",
    "돌아가셨",
    "임신",
    "과다",
    "효과가 없",
    "듣지 않",
    "아팠",
    "통증",
    "두통",
    "열이 났",
    "dizz",
    "rash",
    "hives",
    "itch",
    "vomit",
    "nause",
    "faint",
    "collaps",
    "hospital",
    "emergency room",
    "breath",
    "swollen",
    "swelling",
    "seizure",
    "diarrh",
    "bleed",
    "died",
    "pregnan",
    "overdos",
    "did not work",
    "didn't work",
    "no effect",
    "headache",
    "fever",
    "pain",
];
/// Words of pharmacovigilance.
const NAMED: &[&str] = &[
    "부작용",
    "이상반응",
    "이상사례",
    "약물 오류",
    "side effect",
    "adverse event",
    "adverse reaction",
    "medication error",
];
/// Somebody whom it may have happened to.
const SOMEBODY: &[&str] = &[
    "환자분",
    "고객님",
    "손님",
    "어머니",
    "아버지",
    "엄마",
    "아빠",
    "할머니",
    "할아버지",
    "아내",
    "남편",
    "아이가",
    "아들",
    "딸이",
    "친구가",
    "이웃이",
    "동료가",
    "제가",
    "내가",
    "저는 ",
    "분이",
    "한 분",
    "a patient",
    "the patient",
    "my mother",
    "my father",
    "my wife",
    "my husband",
    "my son",
    "my daughter",
    "my friend",
    "my neighbour",
    "a customer",
    "she ",
    "he ",
    "i had",
    "i got",
    "somebody told",
    "someone told",
];

/// Whether a text looks as if it told of something that happened to somebody with a medicine.
#[must_use]
pub fn looks_like_adverse_event(text: &str) -> bool {
    let text = text.to_lowercase();
    let has = |sentence: &str, words: &[&str]| words.iter().any(|word| sentence.contains(word));
    sentences(&text).any(|sentence| {
        (has(sentence, TAKEN) && has(sentence, ILL))
            || (has(sentence, NAMED) && has(sentence, SOMEBODY) && !is_about_rules(sentence))
    })
}

/// Where a sentence ends; a line ends one, too.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '.', '!', '?', '。'])
}

/// Whether a sentence speaks of how such things are passed on, and not of one of them.
fn is_about_rules(sentence: &str) -> bool {
    [
        "교육",
        "배웠",
        "배운",
        "절차",
        "전달하는",
        "보고하는",
        "방법",
        "training",
        "how to",
        "procedure",
        "learned",
        "learnt",
    ]
    .iter()
    .any(|word| sentence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_happened_to_somebody_is_noticed() {
        for text in [
            "어머니가 우리 약을 드시고 어지러워서 누워 계셨다고 해요.",
            "행사에서 만난 분이 알약을 먹은 뒤 두드러기가 났다고 했어요.",
            "댓글로 환자분의 부작용 이야기를 들었어요.",
            "접종하고 열이 났다는 글에 답했어요.",
            "A mother wrote that her son took two tablets and vomited.",
            "She had a rash after the second dose!",
            "A patient told us about a side effect at our stand.",
            "Title\nMy neighbour is taking it and it did not work",
        ] {
            assert!(looks_like_adverse_event(text), "{text}");
        }
    }

    #[test]
    fn a_story_about_work_is_left_alone() {
        for text in [
            "",
            "부작용을 전달하는 방법을 동료가 교육에서 배웠어요.",
            "공장 견학 글을 올렸고, 댓글 열두 개에 답했어요.",
            "아픈 사람을 돕는 연구를 이야기했어요. 점심은 김밥을 먹었어요.",
            "We learned how to pass on side effects: she wrote the procedure.",
            "I posted about our open day. Forty neighbours came, and nobody asked for a price.",
            "The tablet at the entrance showed the programme. The queue was a pain.",
        ] {
            assert!(!looks_like_adverse_event(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,200}") {
            let _ = looks_like_adverse_event(&text);
        }

        #[test]
        fn what_stands_around_it_takes_nothing_away(before in "[가-힣a-z ]{0,40}", after in "[가-힣a-z ]{0,40}") {
            let text = format!("{before}\n약을 복용하고 발진이 생겼어요\n{after}");
            prop_assert!(looks_like_adverse_event(&text));
        }
    }
}
