//! What somebody may have meant to type.

/// Words of the language around, where one in English is used.
const TRANSLATED: [(&str, &str); 5] = [
    ("퀴즈", "quiz"),
    ("문항", "quiz"),
    ("모듈", "module"),
    ("읽을거리", "module"),
    ("시나리오", "scenario"),
];

/// More words than this are not compared: with so many, no author meant one of them.
const MOST: usize = 500;

/// The word most like this one, if one is like enough.
#[must_use]
pub fn nearest(word: &str, words: &[&str]) -> Option<String> {
    let same = TRANSLATED
        .iter()
        .find(|(from, to)| *from == word && words.contains(to));
    if let Some((_, to)) = same {
        return Some((*to).to_owned());
    }
    if words.len() > MOST {
        return None;
    }
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    words
        .iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(d, candidate)| *d <= allowed && *d < length.max(candidate.chars().count()))
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// Damerau-Levenshtein (optimal string alignment) on characters.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let swap = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1)
                .min(row[j - 1] + 1)
                .min(rows[i - 1][j - 1] + swap);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let words = ["practice", "minutes", "title"];
        assert_eq!(nearest("pratice", &words).as_deref(), Some("practice"));
        assert_eq!(nearest("mintues", &words).as_deref(), Some("minutes"));
        assert_eq!(nearest("owner", &words), None);
        assert_eq!(
            nearest("퀴즈", &["module", "quiz"]).as_deref(),
            Some("quiz")
        );
        assert_eq!(nearest("상", &["1", "2"]), None, "nothing in common");
        assert_eq!(distance("ab", "ba"), 1);
    }
}
