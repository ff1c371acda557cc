//! Just enough HTML to find the forms, fields and messages in pages that our own views wrote.

/// An opening or closing tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `form`, or `/form` when it closes.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Where the text after it begins.
    pub end: usize,
}

impl Tag {
    /// The value of an attribute; empty for one that is only there.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name)?;
        Some(&found.1)
    }

    /// Whether the attribute is there.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// All tags in their order. What stands in scripts is skipped.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut out: Vec<Tag> = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found + 1;
        let rest = &html[start..];
        if rest.starts_with("!--") {
            at = rest.find("-->").map_or(html.len(), |n| start + n + 3);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let tag = tag(html, start);
            at = tag.end;
            if tag.name == "script" || tag.name == "style" {
                let close = format!("</{}", tag.name);
                at = html[at..].find(&close).map_or(html.len(), |n| at + n);
            }
            out.push(tag);
        } else {
            at = start;
        }
    }
    out
}

fn tag(html: &str, start: usize) -> Tag {
    let is_name = |c: char| !c.is_whitespace() && c != '>' && c != '=';
    let name_end = start + html[start..].find(|c| !is_name(c)).unwrap_or(0);
    let mut at = name_end;
    let mut attributes = Vec::new();
    loop {
        at += html[at..].len() - html[at..].trim_start().len();
        match html[at..].chars().next() {
            None => break,
            Some('>') => {
                at += 1;
                break;
            }
            Some('/' | '=') => at += 1,
            Some(_) => {
                let end = at + html[at..].find(|c| !is_name(c)).unwrap_or(html.len() - at);
                let name = html[at..end].trim_end_matches('/').to_owned();
                at = end;
                let mut value = String::new();
                if html[at..].starts_with("=\"") {
                    let close = html[at + 2..].find('"').unwrap_or(0);
                    value = unescape(&html[at + 2..at + 2 + close]);
                    at += close + 3;
                }
                attributes.push((name, value));
            }
        }
    }
    Tag {
        name: html[start..name_end].trim_end_matches('/').to_lowercase(),
        attributes,
        end: at,
    }
}

/// The text that the five entities stand for.
pub fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The text between two places, without tags.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    unescape(&out).trim().to_owned()
}

/// A form as a browser would send it back untouched.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it posts to.
    pub action: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// All forms of a page that post.
    pub fn all(html: &str) -> Vec<Self> {
        let tags = tags(html);
        let opens = |t: &Tag| t.name == "form" && t.get("method") == Some("post");
        let mut out = Vec::new();
        for (index, form) in tags.iter().enumerate().filter(|(_, t)| opens(t)) {
            let inside: Vec<&Tag> = tags[index + 1..]
                .iter()
                .take_while(|t| t.name != "/form")
                .collect();
            out.push(Self {
                action: form.get("action").unwrap_or_default().to_owned(),
                fields: fields(html, &inside),
            });
        }
        out
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(n, _)| n == name)?;
        Some(&found.1)
    }

    /// Types into a field.
    pub fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|(n, _)| n != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }
}

fn fields(html: &str, tags: &[&Tag]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut select: Option<String> = None;
    for tag in tags {
        let name = tag.get("name").unwrap_or_default().to_owned();
        match tag.name.as_str() {
            "input" => {
                let kind = tag.get("type").unwrap_or("text");
                let off = matches!(kind, "checkbox" | "radio") && !tag.has("checked");
                if !off && kind != "submit" && !name.is_empty() {
                    out.push((name, tag.get("value").unwrap_or("").to_owned()));
                }
            }
            "textarea" => {
                let end = html[tag.end..].find("</textarea").unwrap_or(0);
                let text = &html[tag.end..tag.end + end];
                // A line break right after the tag is no part of it.
                out.push((name, unescape(text.strip_prefix('\n').unwrap_or(text))));
            }
            "select" => select = Some(name),
            "/select" => select = None,
            "option" => {
                let Some(name) = &select else { continue };
                let value = tag.get("value").unwrap_or("").to_owned();
                // The first one, until one says that it is chosen.
                match out.iter_mut().find(|(n, _)| n == name) {
                    None => out.push((name.clone(), value)),
                    Some(chosen) if tag.has("selected") => chosen.1 = value,
                    Some(_) => {}
                }
            }
            _ => {}
        }
    }
    out
}

#[test]
fn forms_are_read_as_a_browser_would() {
    let page = r#"<script>if (a < b) { "<form>" }</script><!-- <form method="post"> -->
        <form method="post" action="/x?a=1&amp;b=2"><input type="hidden" name="key" value="k"/>
        <input name=plain required value="a &quot;b&quot;"><input type="checkbox" name="off" value="1">
        <input type="radio" name="r" value="2" checked><textarea name="t">a
&lt;b&gt;</textarea><select name="s"><option value="1">1</option><option value="2" selected>2</option></select>
        <button name="b" value="c">x</button></form>"#;
    let forms = Form::all(page);
    assert_eq!(forms.len(), 1);
    assert_eq!(forms[0].action, "/x?a=1&b=2");
    let expected = [("key", "k"), ("r", "2"), ("t", "a\n<b>"), ("s", "2")];
    for (name, value) in expected {
        assert_eq!(forms[0].get(name), Some(value), "{name}");
    }
    assert_eq!(forms[0].get("off"), None);
    assert_eq!(forms[0].get("b"), None);
    assert_eq!(text("<p>a <b>b</b> &amp; c</p>"), "a b & c");
}
