//! From Markdown to HTML: texts, labels, the pages of a module with their footnotes. What may stand in it at all is
//! decided in `safe.rs`.

use super::{
    blocks::{self, Heading},
    markdown::{self, Piece},
    safe,
};
use domain::language::Language;
pub use pulldown_cmark::HeadingLevel;
use pulldown_cmark::{Event, Tag, TagEnd, html};
use std::collections::BTreeMap;

/// How pictures and languages are put into a page.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// The language of the text.
    pub language: Language,
    /// The addresses of pictures by the way the text names them; others show their alternative text.
    pub images: BTreeMap<String, String>,
}

/// A page of a module: a section with its heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// The id of its heading; empty for what stands before the first.
    pub id: String,
    /// The heading's text.
    pub title: String,
    /// Its HTML, heading included.
    pub html: String,
}

/// A text as HTML.
#[must_use]
pub fn text(markdown: &str, setting: &Setting) -> String {
    let pieces = markdown::events(markdown);
    let definitions = definitions(&pieces);
    let events = pieces.iter().map(|(event, _)| event);
    render(&without_definitions(events), &definitions, setting)
}

/// A short text as HTML without a paragraph around it, for buttons and labels.
#[must_use]
pub fn inline(markdown: &str, setting: &Setting) -> String {
    let events: Vec<Event<'static>> = markdown::events(markdown)
        .into_iter()
        .map(|(event, _)| event)
        .filter(|event| {
            matches!(
                event,
                Event::Text(_)
                    | Event::Code(_)
                    | Event::SoftBreak
                    | Event::HardBreak
                    | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
                    | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
            )
        })
        .collect();
    render(&events, &BTreeMap::new(), setting).trim().to_owned()
}

/// The plain text of a short text, for places that take no markup.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let text = blocks::plain(&markdown::events(markdown));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Inline events as HTML; spaces at the ends stay, since other text touches them.
pub(super) fn fragment(events: &[Event<'static>], setting: &Setting) -> String {
    render(events, &BTreeMap::new(), setting)
}

/// A text that anybody may have typed: as [`text`], and sanitised once more by another hand.
#[must_use]
pub fn untrusted(markdown: &str, language: Language) -> String {
    untrusted_below(markdown, language, HeadingLevel::H2)
}

/// The same for a text below a heading of the page: whatever headings it has become this level, so that the page's
/// order of headings stays whole. Links pass no reputation on and get no hold of our window; pictures are their
/// alternative text.
#[must_use]
pub fn untrusted_below(markdown: &str, language: Language, heading: HeadingLevel) -> String {
    let setting = Setting {
        language,
        images: BTreeMap::new(),
    };
    let pieces = markdown::events(markdown);
    let definitions = definitions(&pieces);
    let events = without_definitions(pieces.iter().map(|(event, _)| event));
    let events: Vec<Event<'static>> = events
        .into_iter()
        .map(|event| match event {
            Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Heading {
                level: heading,
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }),
            Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(heading)),
            other => other,
        })
        .collect();
    ammonia::Builder::default()
        .rm_tags(["img", "map", "area"])
        .link_rel(Some("nofollow noopener"))
        .clean(&render(&events, &definitions, &setting))
        .to_string()
}

/// A module as pages, one a heading of level two; footnotes stand on the page that refers to them.
#[must_use]
pub fn pages(markdown: &str, setting: &Setting) -> Vec<Page> {
    let pieces = markdown::events(markdown);
    let definitions = definitions(&pieces);
    let mut pages: Vec<(Option<Heading>, Vec<Event<'static>>)> = Vec::new();
    for block in blocks::blocks(&pieces) {
        let block = &pieces[block.pieces];
        let heading = blocks::heading(block).filter(|h| h.level == 2);
        if heading.is_some() || pages.is_empty() {
            pages.push((heading, Vec::new()));
        }
        if let Some((_, events)) = pages.last_mut() {
            let own = block.iter().map(|(event, _)| event);
            events.extend(without_definitions(own));
        }
    }
    pages
        .into_iter()
        .filter(|(_, events)| !events.is_empty())
        .map(|(heading, events)| {
            let html = render(&events, &definitions, setting);
            let (id, title) =
                heading.map_or_else(Default::default, |h| (h.id.unwrap_or_default(), h.title));
            Page { id, title, html }
        })
        .collect()
}

type Definitions = BTreeMap<String, Vec<Event<'static>>>;

/// The footnotes, by the name they are referred to.
fn definitions(pieces: &[Piece]) -> Definitions {
    let mut found = Definitions::new();
    for block in blocks::blocks(pieces) {
        let block = &pieces[block.pieces];
        if let Some((Event::Start(Tag::FootnoteDefinition(name)), _)) = block.first() {
            let events = block.iter().map(|(event, _)| event.clone()).collect();
            found.entry(name.to_string()).or_insert(events);
        }
    }
    found
}

fn without_definitions<'a>(
    events: impl Iterator<Item = &'a Event<'static>>,
) -> Vec<Event<'static>> {
    let mut inside = false;
    let mut out = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => inside = true,
            Event::End(TagEnd::FootnoteDefinition) => inside = false,
            _ if inside => {}
            event => out.push(event.clone()),
        }
    }
    out
}

fn render(events: &[Event<'static>], definitions: &Definitions, setting: &Setting) -> String {
    let mut all = events.to_vec();
    let mut noted = Vec::new();
    for event in events {
        if let Event::FootnoteReference(name) = event
            && !noted.contains(name)
        {
            noted.push(name.clone());
            all.extend(
                definitions
                    .get(name.as_ref())
                    .into_iter()
                    .flatten()
                    .cloned(),
            );
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, safe::events(all, setting).into_iter());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn html(markdown: &str) -> String {
        text(markdown, &Setting::default())
    }

    #[test]
    fn nothing_of_the_authors_html_passes() {
        for bad in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<div>\n\n**x**\n\n</div>",
            "[x](javascript:alert(1))",
            "[x](JaVaScript:alert(1))",
            "[x](data:text/html,a)",
            "[x](//evil.example)",
            "![x](https://evil.example/a.png)",
            "## a {#b onclick=x style=y}",
            "| a |\n|--:|\n| b |",
        ] {
            let html = html(bad);
            for sign in [
                "<script",
                "<img",
                "onerror",
                "onclick",
                "style",
                "javascript",
                "data:",
                "evil",
            ] {
                assert!(!html.to_lowercase().contains(sign), "{bad}: {html}");
            }
        }
    }

    #[test]
    fn rules_and_alerts_have_their_form() {
        assert_eq!(
            html("[법](rule:kr-paa-68-6)"),
            "<p><a href=\"/rules/kr-paa-68-6\">법</a></p>\n"
        );
        let alert = html("> [!TIP]\n> 글");
        assert!(
            alert.contains("markdown-alert-tip") && alert.contains("이렇게 해 보세요"),
            "{alert}"
        );
    }

    #[test]
    fn a_page_has_its_own_footnotes() {
        let pages = pages(
            "앞\n\n## 하나 {#one}\n\n글[^a]\n\n### 안 {#in}\n\n## 둘 {#two}\n\n글[^b]\n\n[^a]: 첫 주\n\n[^b]: 둘째 주\n",
            &Setting::default(),
        );
        let ids: Vec<_> = pages
            .iter()
            .map(|p| (p.id.as_str(), p.title.as_str()))
            .collect();
        assert_eq!(ids, [("", ""), ("one", "하나"), ("two", "둘")]);
        assert!(pages[1].html.contains("첫 주") && !pages[1].html.contains("둘째 주"));
        assert!(pages[1].html.contains("<h3 id=\"in\">") && pages[2].html.contains("둘째 주"));
    }

    #[test]
    fn a_label_is_inline() {
        let label = inline(
            "**이(가)**를\n\n- 둘 [셋](https://a.example) <b>",
            &Setting::default(),
        );
        assert_eq!(label, "<strong>이(가)</strong>를둘 셋");
    }

    #[test]
    fn what_anybody_typed_has_safe_links_our_headings_and_no_picture() {
        let html = untrusted_below(
            "# 큰 제목 {#x onclick=y}\n\n#### 작은 제목\n\n[링크](https://a.example \"t\") <b onmouseover=x>굵게</b> ![고양이](https://evil.example/cat.png)\n\n<https://b.example>",
            Language::Ko,
            HeadingLevel::H3,
        );
        assert_eq!(html.matches("<h3>").count(), 2, "{html}");
        assert_eq!(
            html.matches("rel=\"nofollow noopener\"").count(),
            2,
            "{html}"
        );
        assert!(html.contains("고양이") && html.contains("굵게"), "{html}");
        for bad in [
            "<h1",
            "<h4",
            "<img",
            "evil.example",
            "onclick",
            "onmouseover",
            " id=",
        ] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
    }

    proptest! {
        #[test]
        fn tags_are_ours(markdown in "(<[a-z/!]{1,8}|>|[a-z \n\"'=&;:()#*`|-]|\\[|\\]|!|가){0,60}") {
            let html = html(&markdown);
            let cleaned = ammonia::Builder::default()
                .add_generic_attributes(["class", "id", "tabindex"])
                .add_tags(["input"]).add_tag_attributes("input", ["type", "disabled", "checked"])
                .clean(&html).to_string();
            prop_assert_eq!(html.contains("<script"), false);
            prop_assert_eq!(cleaned.matches("<a ").count(), html.matches("<a ").count());
        }
    }
}
