//! The mails: plain text, and the same as simple HTML.

use domain::language::Language;
use services::{
    accounts::{links::Purpose, session::PersonSummary},
    content::rules::queries::CardReview,
};
use time::OffsetDateTime;

use crate::{content::rules::words, format, t};

/// A mail in its two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// One line.
    pub subject: String,
    /// For everyone.
    pub text: String,
    /// For programs that show it.
    pub html: String,
}

/// What differs between one mail and another.
struct Parts {
    subject: String,
    lead: String,
    verb: String,
    ignore: String,
}

/// The mail with a link to choose a password, in the person's language. `link` is the whole address.
pub fn link(purpose: Purpose, person: &PersonSummary, link: &str, until: OffsetDateTime) -> Mail {
    let lang = person.language;
    let name = person.name.to_string();
    let parts = match purpose {
        Purpose::Reset => Parts {
            subject: t!(lang, messages.mail.reset_subject),
            lead: t!(lang, messages.mail.reset_lead),
            verb: t!(lang, messages.mail.reset_verb),
            ignore: t!(lang, messages.mail.reset_ignore),
        },
        Purpose::Invitation | Purpose::SetUp | Purpose::Letter => Parts {
            subject: t!(lang, messages.mail.invitation_subject, name = name.clone()),
            lead: t!(lang, messages.mail.invitation_lead),
            verb: t!(lang, messages.mail.invitation_verb),
            ignore: t!(lang, messages.mail.invitation_ignore),
        },
    };
    let zone = person.time_zone.to_string();
    let until = format::date_time(lang, services::zone::in_zone(until, &zone));
    let until = t!(lang, messages.mail.until, until = until, zone = zone);
    let greeting = t!(lang, messages.mail.greeting, name = name);
    let footer = t!(lang, messages.mail.footer);
    let Parts {
        subject,
        lead,
        verb,
        ignore,
    } = parts;
    let text = format!(
        "{greeting}\n\n{lead}\n\n{verb}:\n{link}\n\n{until}\n\n{ignore}\n\n-- \n{footer}\n"
    );
    let html = html(
        lang,
        &[&greeting, &lead],
        (&verb, link),
        &[&until, &ignore],
        &footer,
    );
    Mail {
        subject,
        text,
        html,
    }
}

/// The mail that names the rule cards which have come, or come soon, to their end. `link` is the whole address.
pub fn rules(person: &PersonSummary, cards: &[CardReview], link: &str) -> Mail {
    let lang = person.language;
    let subject = t!(lang, rules.mail_subject, count = cards.len());
    let greeting = t!(lang, messages.mail.greeting, name = person.name.to_string());
    let lead = t!(lang, rules.mail_lead);
    let verb = t!(lang, rules.mail_verb);
    let (why, footer) = (t!(lang, rules.mail_why), t!(lang, messages.mail.footer));
    let lines: Vec<String> = cards.iter().map(|card| rule_line(lang, card)).collect();
    let listed: String = lines.iter().map(|line| format!("- {line}\n")).collect();
    let text =
        format!("{greeting}\n\n{lead}\n\n{listed}\n{verb}:\n{link}\n\n{why}\n\n-- \n{footer}\n");
    let mut before = vec![greeting.as_str(), lead.as_str()];
    before.extend(lines.iter().map(String::as_str));
    let html = html(lang, &before, (&verb, link), &[&why], &footer);
    Mail {
        subject,
        text,
        html,
    }
}

/// A card, how it stands, and the courses behind it.
fn rule_line(lang: Language, card: &CardReview) -> String {
    let (_, title) = words::title(lang, &card.standing.card.title);
    let courses: Vec<&str> = card.uses.iter().map(|u| u.title.text.as_str()).collect();
    let why = words::why(lang, card.standing.state).unwrap_or_default();
    format!("{title}: {why} ({})", courses.join(", "))
}

/// Mail programs know no style sheets: what little style there is stands in the elements.
fn html(
    lang: Language,
    before: &[&str],
    (verb, link): (&str, &str),
    after: &[&str],
    footer: &str,
) -> String {
    let paragraph = |text: &&str| format!("<p>{}</p>\n", escape(text));
    let before: String = before.iter().map(paragraph).collect();
    let after: String = after.iter().map(paragraph).collect();
    let plain = t!(lang, messages.mail.plain_link);
    let (verb, link, footer) = (escape(verb), escape(link), escape(footer));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"></head>\n\
         <body style=\"margin:0;padding:24px;background:#faf8f3;color:#22302e;font:16px/1.7 sans-serif\">\n\
         <div style=\"max-width:34em;margin:0 auto\">\n{before}\
         <p><a href=\"{link}\" style=\"display:inline-block;padding:12px 24px;border-radius:6px;background:#0b5a54;color:#ffffff;text-decoration:none;font-weight:bold\">{verb}</a></p>\n\
         {after}<p style=\"color:#55615f\">{}<br><a href=\"{link}\">{link}</a></p>\n\
         <p style=\"color:#55615f\">{footer}</p>\n</div>\n</body>\n</html>\n",
        lang.code(),
        escape(&plain),
    )
}

fn escape(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                _ => out.push(c),
            }
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::accounts::{EmployeeNumber, PersonName, TimeZoneName};
    use time::macros::datetime;

    fn person(name: &str, language: Language) -> PersonSummary {
        PersonSummary {
            id: "01890000-0000-7000-8000-000000000001".parse().unwrap(),
            name: PersonName::parse(name).unwrap(),
            email: None,
            employee_number: EmployeeNumber::parse("HB-1").unwrap(),
            language,
            time_zone: TimeZoneName::parse("Asia/Seoul").unwrap(),
        }
    }

    #[test]
    fn a_mail_is_in_the_persons_language_and_zone_and_nothing_in_a_name_is_markup() {
        let until = datetime!(2026-12-01 20:00 UTC);
        let address = "https://jasin.example/set-up/abc";
        let ko = link(
            Purpose::Invitation,
            &person("김민지", Language::Ko),
            address,
            until,
        );
        assert!(
            ko.text.contains("김민지 님") && ko.text.contains("2026년 12월 2일 (수) 05:00"),
            "{}",
            ko.text
        );
        assert!(ko.text.contains(address) && ko.html.contains(&format!("href=\"{address}\"")));
        let en = link(
            Purpose::Reset,
            &person("<b>Emma</b> & Co", Language::En),
            address,
            until,
        );
        assert!(en.html.contains("&lt;b&gt;Emma&lt;/b&gt; &amp; Co") && !en.html.contains("<b>"));
        assert!(en.text.contains("Wed, 2 Dec 2026 05:00"), "{}", en.text);
        assert_ne!(ko.subject, en.subject);
    }
}
