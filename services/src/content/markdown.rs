//! Markdown as events with their places in the source, with emphasis that works in Korean.
//!
//! CommonMark decides whether `**` opens or closes by the characters around it and expects spaces between
//! words and particles. Korean writes `**마크다운(Markdown)**을` without one, so the asterisks stay standing.
//! Such runs are found in what the first reading left as plain text, a space that no text uses is put where
//! the rule wants one, and it is taken out again after the second reading.

use pulldown_cmark::{CowStr, Event, Options, Parser};
use std::ops::Range;

/// An event and where it came from.
pub type Piece = (Event<'static>, Range<usize>);

/// Spaces of other scripts and of typesetters: the first that a text does not use is put in.
const SPACES: [char; 4] = ['\u{1680}', '\u{2008}', '\u{205f}', '\u{2006}'];

/// What we read beyond CommonMark.
#[must_use]
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Reads Markdown.
#[must_use]
pub fn events(text: &str) -> Vec<Piece> {
    let pieces = read(text);
    let Some(space) = SPACES.into_iter().find(|s| !text.contains(*s)) else {
        return pieces;
    };
    let places = stuck_runs(text, &pieces);
    if places.is_empty() {
        return pieces;
    }
    let mut spaced = String::with_capacity(text.len() + places.len() * space.len_utf8());
    let mut from = 0;
    for &place in &places {
        spaced.push_str(&text[from..place]);
        spaced.push(space);
        from = place;
    }
    spaced.push_str(&text[from..]);
    read(&spaced)
        .into_iter()
        .map(|(event, at)| {
            let back = |offset| original(offset, &places, space.len_utf8());
            (without(event, space), back(at.start)..back(at.end))
        })
        .collect()
}

fn read(text: &str) -> Vec<Piece> {
    Parser::new_ext(text, options())
        .into_offset_iter()
        .map(|(event, at)| (event.into_static(), at))
        .collect()
}

fn without(event: Event<'static>, space: char) -> Event<'static> {
    match event {
        Event::Text(text) if text.contains(space) => {
            Event::Text(CowStr::from(text.replace(space, "")))
        }
        other => other,
    }
}

/// The offset before the spaces were put in at `places`.
fn original(offset: usize, places: &[usize], width: usize) -> usize {
    let mut put_in = 0;
    for &place in places {
        if offset <= place + put_in {
            break;
        }
        // Within the space itself counts as the place where it was put.
        put_in += width.min(offset - (place + put_in));
    }
    offset - put_in
}

/// Where a space would let a run of delimiters work that was left as text.
fn stuck_runs(text: &str, pieces: &[Piece]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut in_code = false;
    for (event, at) in pieces {
        match event {
            Event::Start(pulldown_cmark::Tag::CodeBlock(_)) => in_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) if !in_code => runs_in(text, at.clone(), &mut places),
            _ => {}
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

fn runs_in(text: &str, at: Range<usize>, places: &mut Vec<usize>) {
    let bytes = text.as_bytes();
    let mut i = at.start;
    while i < at.end {
        let mark = bytes[i];
        if mark != b'*' && mark != b'~' {
            i += 1;
            continue;
        }
        let start = i;
        while i < bytes.len() && bytes[i] == mark {
            i += 1;
        }
        let whole = start == 0 || bytes[start - 1] != mark;
        let long_enough = mark == b'*' || i - start == 2;
        if whole && long_enough {
            places.extend(place_for(text, start, i));
        }
    }
}

fn place_for(text: &str, start: usize, end: usize) -> Option<usize> {
    let before = text.get(..start)?.chars().next_back()?;
    let after = text.get(end..)?.chars().next()?;
    if closes_something(before) && is_korean(after) {
        Some(end)
    } else if is_korean(before) && opens_something(after) {
        Some(start)
    } else {
        None
    }
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && c != '\\'
}

/// Punctuation that can end a stressed phrase.
fn closes_something(c: char) -> bool {
    is_mark(c) && !"([{<“‘「『《〈【".contains(c)
}

/// Punctuation that can begin one.
fn opens_something(c: char) -> bool {
    is_mark(c) && !")]}>”’」』》〉】.,!?…·:;".contains(c)
}

/// Hangul, and Chinese characters, which Korean mixes in and which touch particles as well.
fn is_korean(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn html(text: &str) -> String {
        let mut out = String::new();
        pulldown_cmark::html::push_html(&mut out, events(text).into_iter().map(|(e, _)| e));
        out.trim().to_owned()
    }

    #[test]
    fn emphasis_touches_particles() {
        for (text, expected) in [
            (
                "**마크다운(Markdown)**을 써요",
                "<p><strong>마크다운(Markdown)</strong>을 써요</p>",
            ),
            (
                "**\"공개 문서\"**는",
                "<p><strong>\"공개 문서\"</strong>는</p>",
            ),
            (
                "**이 [링크](u)**만",
                "<p><strong>이 <a href=\"u\">링크</a></strong>만</p>",
            ),
            ("~~취소(선)~~을", "<p><del>취소(선)</del>을</p>"),
            (
                "이것은**\"공개\"**예요",
                "<p>이것은<strong>\"공개\"</strong>예요</p>",
            ),
            (
                "*사례(case)*를 **둘(2)**만",
                "<p><em>사례(case)</em>를 <strong>둘(2)</strong>만</p>",
            ),
            (
                "**“인용”**이라고 ***(둘 다)***는",
                "<p><strong>“인용”</strong>이라고 <em><strong>(둘 다)</strong></em>는</p>",
            ),
            (
                "| **값(a)**은 | b |\n|---|---|\n| **(x)**가 | c |",
                "<table><thead><tr><th><strong>값(a)</strong>은</th><th>b</th></tr></thead><tbody>\n<tr><td><strong>(x)</strong>가</td><td>c</td></tr>\n</tbody></table>",
            ),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_emphasis_stays() {
        for text in [
            "`**코드(code)**는`",
            "    **들여쓴(code)**는",
            "\\*\\*별(표)\\*\\*은",
            "3 * (4)을",
            "그는 (**중요**)라고",
            "plain **bold**, text",
        ] {
            let mut plain = String::new();
            pulldown_cmark::html::push_html(&mut plain, Parser::new_ext(text, options()));
            assert_eq!(html(text), plain.trim(), "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_source() {
        let text = "**가(a)**을 **나(b)**를 [끝](u)";
        let link = events(text)
            .into_iter()
            .find_map(|(e, at)| {
                matches!(e, Event::Start(pulldown_cmark::Tag::Link { .. })).then_some(at)
            })
            .map(|at| text[at].to_owned());
        assert_eq!(link.as_deref(), Some("[끝](u)"));
    }

    proptest! {
        #[test]
        fn every_place_is_in_the_text(text in "[*~()가나을 a\"`\\[\\]\\n|>#-]{0,60}") {
            for (_, at) in events(&text) {
                prop_assert!(text.get(at.clone()).is_some(), "{at:?} of {text:?}");
            }
        }

        #[test]
        fn no_space_is_left_in(text in "(\\*\\*[가-힣]{1,3}\\([a-z]{1,3}\\)\\*\\*[을를은는] ?){1,4}") {
            let html = html(&text);
            prop_assert!(!html.contains('*') && !SPACES.iter().any(|s| html.contains(*s)), "{html}");
        }
    }
}
