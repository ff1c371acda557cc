//! What of Markdown may stand in a page: no HTML of the author's, no script address, no inline style.

use super::render::Setting;
use domain::language::Language;
use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag, TagEnd};

/// These events as those that may stand in a page.
pub(super) fn events(events: Vec<Event<'static>>, setting: &Setting) -> Vec<Event<'static>> {
    let mut safe = Safe::new(setting);
    for event in events {
        safe.event(event);
    }
    safe.out
}

struct Safe<'a> {
    setting: &'a Setting,
    out: Vec<Event<'static>>,
    /// Links whose address was refused: their ends are dropped, too.
    dropped: Vec<bool>,
    /// A picture without address is its alternative text.
    picture: Vec<bool>,
}

impl<'a> Safe<'a> {
    const fn new(setting: &'a Setting) -> Self {
        Self {
            setting,
            out: Vec::new(),
            dropped: Vec::new(),
            picture: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'static>) {
        match event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::HtmlBlock)
            | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(tag) => self.start(tag),
            Event::End(TagEnd::Link) => {
                if self.dropped.pop() == Some(false) {
                    self.out.push(Event::End(TagEnd::Link));
                }
            }
            Event::End(TagEnd::Image) => {
                if self.picture.pop() == Some(true) {
                    self.out.push(Event::End(TagEnd::Image));
                }
            }
            Event::End(TagEnd::Table) => {
                self.out.push(Event::End(TagEnd::Table));
                self.html("</div>\n");
            }
            Event::FootnoteReference(name) => {
                self.out.push(Event::FootnoteReference(note_id(&name)));
            }
            other => self.out.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'static>) {
        let tag = match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let address = address(&dest_url);
                self.dropped.push(address.is_none());
                let Some(dest_url) = address else { return };
                Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let address = self.setting.images.get(dest_url.as_ref()).cloned();
                self.picture.push(address.is_some());
                let Some(address) = address else { return };
                let dest_url = CowStr::from(address);
                Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }
            }
            // Alignment would be an inline style, which the Content-Security-Policy refuses.
            Tag::Table(columns) => {
                self.html("<div class=\"table\" tabindex=\"0\">");
                Tag::Table(vec![pulldown_cmark::Alignment::None; columns.len()])
            }
            Tag::Heading { level, id, .. } => Tag::Heading {
                level,
                id,
                classes: Vec::new(),
                attrs: Vec::new(),
            },
            Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(note_id(&name)),
            Tag::BlockQuote(Some(kind)) => {
                self.out.push(Event::Start(Tag::BlockQuote(Some(kind))));
                let title = alert(kind, self.setting.language);
                self.html(&format!("<p class=\"alert-title\">{title}</p>\n"));
                return;
            }
            other => other,
        };
        self.out.push(Event::Start(tag));
    }

    /// Markup of our own.
    fn html(&mut self, markup: &str) {
        self.out.push(Event::Html(CowStr::from(markup.to_owned())));
    }
}

fn note_id(name: &str) -> CowStr<'static> {
    CowStr::from(format!("note-{name}"))
}

/// Where a link may lead.
fn address(link: &str) -> Option<CowStr<'static>> {
    if let Some(rule) = link.strip_prefix("rule:") {
        return domain::content::Slug::parse(rule)
            .ok()
            .map(|rule| CowStr::from(format!("/rules/{rule}")));
    }
    let allowed = ["https://", "http://", "mailto:", "tel:", "#"];
    let lower = link.to_ascii_lowercase();
    allowed
        .iter()
        .any(|start| lower.starts_with(start))
        .then(|| CowStr::from(link.to_owned()))
}

const fn alert(kind: BlockQuoteKind, language: Language) -> &'static str {
    match (kind, language) {
        (BlockQuoteKind::Note, Language::Ko) => "알아 두세요",
        (BlockQuoteKind::Note, Language::En) => "Note",
        (BlockQuoteKind::Tip, Language::Ko) => "이렇게 해 보세요",
        (BlockQuoteKind::Tip, Language::En) => "Try this",
        (BlockQuoteKind::Important, Language::Ko) => "중요해요",
        (BlockQuoteKind::Important, Language::En) => "Important",
        (BlockQuoteKind::Warning, Language::Ko) => "조심하세요",
        (BlockQuoteKind::Warning, Language::En) => "Take care",
        (BlockQuoteKind::Caution, Language::Ko) => "하지 마세요",
        (BlockQuoteKind::Caution, Language::En) => "Do not",
    }
}
