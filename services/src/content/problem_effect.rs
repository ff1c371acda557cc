//! What is wrong with a few words in backticks after a link: each slip has its own advice.

use super::problem_words::{Both, both};

/// How to mend words that are no effect, no score and no condition.
pub(super) fn effect(text: &str) -> Both {
    let text = text.trim();
    let signed = text.replace('−', "-");
    let words: Vec<&str> = signed.split_whitespace().collect();
    if signed.contains(['<', '>', '=', '≥', '≤']) {
        return (
            format!("조건은 if로 시작해요: `if {text}`"),
            format!("A condition begins with if: `if {text}`."),
        );
    }
    match words.as_slice() {
        ["score", _] => both(
            "점수는 `score 0`에서 `score 3`까지예요.",
            "A score goes from `score 0` to `score 3`.",
        ),
        [name, sign @ ("+" | "-"), number] => (
            format!("부호와 숫자 사이에 빈칸을 두지 않아요: `{name} {sign}{number}`"),
            format!("Put no space between {sign} and the number: `{name} {sign}{number}`."),
        ),
        [first, second, third, fourth] if is_number(second) && is_number(fourth) => (
            format!("하나씩 백틱으로 감싸 주세요: `{first} {second}` `{third} {fourth}`"),
            format!("Put each in its own backticks: `{first} {second}` `{third} {fourth}`."),
        ),
        [one]
            if one
                .find(['+', '-'])
                .is_some_and(|n| n > 0 && is_number(&one[n..])) =>
        {
            let (name, number) = one.split_at(one.find(['+', '-']).unwrap_or(0));
            (
                format!("이름과 숫자 사이에 빈칸을 두세요: `{name} {number}`"),
                format!("Put a space between name and number: `{name} {number}`."),
            )
        }
        _ => both(
            "`trust +1`이나 `score 2`처럼 적어 주세요. 숫자는 −9에서 9까지예요.",
            "Write it like `trust +1` or `score 2`, with a number from −9 to 9.",
        ),
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<i32>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slip_has_its_own_advice() {
        for (text, advice) in [
            (
                "trust + 1",
                "Put no space between + and the number: `trust +1`.",
            ),
            ("score 5", "A score goes from `score 0` to `score 3`."),
            (
                "risk +2 score 0",
                "Put each in its own backticks: `risk +2` `score 0`.",
            ),
            ("trust >= 3", "A condition begins with if: `if trust >= 3`."),
            (
                "trust+1",
                "Put a space between name and number: `trust +1`.",
            ),
            (
                "very good",
                "Write it like `trust +1` or `score 2`, with a number from −9 to 9.",
            ),
        ] {
            assert_eq!(effect(text).1, advice);
        }
    }
}
