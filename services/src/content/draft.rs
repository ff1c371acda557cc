//! A draft whose words can be marked: paragraphs of text, some of it with a name.

use super::{
    markdown,
    render::{self, Setting},
};
use pulldown_cmark::{Event, Tag, TagEnd};

/// A paragraph of a draft.
pub type Paragraph = Vec<Span>;

/// A piece of a draft's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// Its text, as HTML without a paragraph.
    pub html: String,
    /// The name by which it can be marked, if it can.
    pub mark: Option<String>,
}

/// The paragraphs of a draft. What is stressed across the edge of a mark is stressed on both sides of it.
#[must_use]
pub fn paragraphs(markdown: &str, setting: &Setting) -> Vec<Paragraph> {
    let mut reader = Reader::new(setting);
    for (event, _) in markdown::events(markdown) {
        reader.event(event);
    }
    reader.end_paragraph();
    reader.done
}

struct Reader<'a> {
    setting: &'a Setting,
    done: Vec<Paragraph>,
    paragraph: Paragraph,
    events: Vec<Event<'static>>,
    /// The stress that is open, outermost first.
    stress: Vec<Tag<'static>>,
    mark: Option<String>,
}

impl<'a> Reader<'a> {
    const fn new(setting: &'a Setting) -> Self {
        Self {
            setting,
            done: Vec::new(),
            paragraph: Vec::new(),
            events: Vec::new(),
            stress: Vec::new(),
            mark: None,
        }
    }

    fn event(&mut self, event: Event<'static>) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(name) = dest_url.strip_prefix('#') {
                    self.cut();
                    self.mark = Some(name.to_owned());
                }
            }
            Event::End(TagEnd::Link) if self.mark.is_some() => self.cut(),
            Event::Start(tag @ (Tag::Strong | Tag::Emphasis | Tag::Strikethrough)) => {
                self.stress.push(tag.clone());
                self.events.push(Event::Start(tag));
            }
            Event::End(tag @ (TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough)) => {
                self.stress.pop();
                // Stress that ended with a mark is opened after it for nothing.
                if matches!(self.events.last(), Some(Event::Start(_))) {
                    self.events.pop();
                } else {
                    self.events.push(Event::End(tag));
                }
            }
            Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => {
                self.events.push(event);
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                self.end_paragraph();
            }
            _ => {}
        }
    }

    /// Ends the span here; the next goes on with the stress that is open.
    fn cut(&mut self) {
        let closing = self.stress.iter().rev().map(|tag| Event::End(tag.to_end()));
        let mut events = std::mem::take(&mut self.events);
        let empty = events.iter().all(|e| matches!(e, Event::Start(_)));
        events.extend(closing);
        self.events = self.stress.iter().cloned().map(Event::Start).collect();
        let mark = self.mark.take();
        if !empty || mark.is_some() {
            let html = render::fragment(&events, self.setting);
            self.paragraph.push(Span { html, mark });
        }
    }

    fn end_paragraph(&mut self) {
        self.cut();
        let paragraph = std::mem::take(&mut self.paragraph);
        if !paragraph.is_empty() {
            self.done.push(paragraph);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(markdown: &str) -> Vec<Vec<(String, Option<String>)>> {
        let paragraphs = paragraphs(markdown, &Setting::default());
        let span = |s: Span| (s.html, s.mark);
        paragraphs
            .into_iter()
            .map(|p| p.into_iter().map(span).collect())
            .collect()
    }

    #[test]
    fn marks_stand_in_the_running_text() {
        let text = |html: &str| (html.to_owned(), None);
        let mark = |html: &str, name: &str| (html.to_owned(), Some(name.to_owned()));
        assert_eq!(
            shown("오늘 [발표](#news)했어요. **아주 [좋은](#good) 약**!\n\n둘째 [줄](#line)"),
            [
                vec![
                    text("오늘 "),
                    mark("발표", "news"),
                    text("했어요. <strong>아주 </strong>"),
                    mark("<strong>좋은</strong>", "good"),
                    text("<strong> 약</strong>!"),
                ],
                vec![text("둘째 "), mark("줄", "line")],
            ]
        );
    }

    #[test]
    fn other_links_are_their_text_and_html_is_none() {
        let all = shown("[법](rule:a) <b>굵게</b> [곳](https://a.example)");
        assert_eq!(all, [[("법 굵게 곳".to_owned(), None)]]);
    }

    proptest! {
        #[test]
        fn each_span_is_whole(markdown in "(\\[|\\]|\\(#a\\)|\\*\\*|\\*|~~|가| |\n|<b>|&){0,40}") {
            for span in paragraphs(&markdown, &Setting::default()).into_iter().flatten() {
                for tag in ["strong", "em", "del"] {
                    let opened = span.html.matches(&format!("<{tag}>")).count();
                    prop_assert_eq!(opened, span.html.matches(&format!("</{tag}>")).count(), "{}", span.html);
                }
                prop_assert!(!span.html.contains("<b>") && !span.html.contains("<a"));
            }
        }
    }
}
