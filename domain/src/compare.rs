//! What differs between two texts, by lines or by words. Knows nothing of what the texts are.

/// More pairs than this are not compared: the text then counts as written anew.
const MAX_PAIRS: usize = 1_000_000;

/// A piece of a comparison: a line, or some words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the earlier text.
    Gone(String),
    /// Only in the later text.
    New(String),
}

/// The lines of both, the common ones once.
#[must_use]
pub fn lines(before: &str, after: &str) -> Vec<Piece> {
    compare(
        &before.lines().collect::<Vec<_>>(),
        &after.lines().collect::<Vec<_>>(),
    )
}

/// The words of both with the space around them, the common ones once. Neighbours of one kind are one piece, and the
/// pieces put together are the texts.
#[must_use]
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut out = Vec::new();
    let (mut gone, mut fresh) = (String::new(), String::new());
    for piece in compare(&old, &new) {
        match piece {
            Piece::Gone(line) => gone.push_str(&line),
            Piece::New(line) => fresh.push_str(&line),
            Piece::Same(line) => {
                add_words(&mut out, &gone, &fresh);
                gone.clear();
                fresh.clear();
                add(&mut out, Piece::Same(line));
            }
        }
    }
    add_words(&mut out, &gone, &fresh);
    out
}

/// What became of the lines between two that stayed.
fn add_words(out: &mut Vec<Piece>, gone: &str, new: &str) {
    let (old, new) = (tokens(gone), tokens(new));
    for piece in compare(&old, &new) {
        add(out, piece);
    }
}

fn add(out: &mut Vec<Piece>, piece: Piece) {
    match (out.last_mut(), &piece) {
        (Some(Piece::Same(last)), Piece::Same(more))
        | (Some(Piece::Gone(last)), Piece::Gone(more))
        | (Some(Piece::New(last)), Piece::New(more)) => last.push_str(more),
        _ => out.push(piece),
    }
}

/// Words, each with the space behind it.
fn tokens(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// The longest common subsequence, and what stands around it.
fn compare(old: &[&str], new: &[&str]) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    if old.len().saturating_mul(new.len()) <= MAX_PAIRS {
        let longest = common(old, new);
        while i < old.len() && j < new.len() {
            if old[i] == new[j] {
                out.push(Piece::Same(old[i].to_owned()));
                (i, j) = (i + 1, j + 1);
            } else if longest[i + 1][j] >= longest[i][j + 1] {
                out.push(Piece::Gone(old[i].to_owned()));
                i += 1;
            } else {
                out.push(Piece::New(new[j].to_owned()));
                j += 1;
            }
        }
    }
    out.extend(old[i..].iter().map(|l| Piece::Gone((*l).to_owned())));
    out.extend(new[j..].iter().map(|l| Piece::New((*l).to_owned())));
    out
}

/// For each pair of rests, how many pieces they have in common.
fn common(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut longest = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i][j] = if old[i] == new[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_in_both_stand_once() {
        let lines = lines("a\nb\nc", "a\nx\nc\nd");
        let expected = [
            Piece::Same("a".into()),
            Piece::Gone("b".into()),
            Piece::New("x".into()),
            Piece::Same("c".into()),
            Piece::New("d".into()),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_changed_word_does_not_change_its_paragraph() {
        let found = words(
            "법무팀을 처음에 불렀어요.\n\n끝",
            "법무팀을 나중에 불렀어요.\n\n끝",
        );
        let expected = [
            Piece::Same("법무팀을 ".into()),
            Piece::Gone("처음에 ".into()),
            Piece::New("나중에 ".into()),
            Piece::Same("불렀어요.\n\n끝".into()),
        ];
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_their_lines(a in "([ab가]\n){0,12}", b in "([ab가]\n){0,12}") {
            let (mut before, mut after) = (String::new(), String::new());
            for line in lines(&a, &b) {
                match line {
                    Piece::Same(l) => { before.push_str(&l); before.push('\n'); after.push_str(&l); after.push('\n'); }
                    Piece::Gone(l) => { before.push_str(&l); before.push('\n'); }
                    Piece::New(l) => { after.push_str(&l); after.push('\n'); }
                }
            }
            prop_assert_eq!(before, a);
            prop_assert_eq!(after, b);
        }

        #[test]
        fn both_texts_can_be_read_from_their_words(a in "[ab가 \n]{0,40}", b in "[ab가 \n]{0,40}") {
            let (mut before, mut after) = (String::new(), String::new());
            for piece in words(&a, &b) {
                match piece {
                    Piece::Same(w) => { before.push_str(&w); after.push_str(&w); }
                    Piece::Gone(w) => before.push_str(&w),
                    Piece::New(w) => after.push_str(&w),
                }
            }
            prop_assert_eq!(before, a);
            prop_assert_eq!(after, b);
        }
    }
}
