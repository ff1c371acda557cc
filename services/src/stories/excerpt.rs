//! The beginning of a story as plain text, for lists.

use crate::content::markdown;
use pulldown_cmark::{Event, TagEnd};

/// The first words of a Markdown text without its markup: at most `most` characters, cut between words.
#[must_use]
pub fn excerpt(text: &str, most: usize) -> String {
    let mut plain = String::new();
    for (event, _) in markdown::events(text) {
        match event {
            Event::Text(t) | Event::Code(t) => plain.push_str(&t),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => plain.push(' '),
            _ => {}
        }
    }
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= most {
        return plain;
    }
    let cut: String = plain.chars().take(most).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay_whole() {
        assert_eq!(
            excerpt(
                "## 제목\n\n**굵은** 글\n- 하나\n- 둘 <script>x</script>",
                80
            ),
            "제목 굵은 글 하나 둘 x"
        );
        assert_eq!(excerpt("one two three", 9), "one two…");
        assert_eq!(excerpt("가나다라", 2), "가나…");
    }
}
