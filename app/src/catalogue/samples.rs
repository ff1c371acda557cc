//! The pieces, each as a page would use it.

use domain::{compare, language::Language};
use leptos::prelude::*;

use crate::{
    format, t,
    ui::{
        Badge, Button, ButtonKind, ButtonLink, Chip, Chips, Dialog, DifferenceText,
        DifferenceWords, Glyph, Icon, Meter, Notice, Pager, PagerText, ProgressLine, Stat,
        StatusWord, Table, Tone,
    },
    web::forms::{Checkbox, Errors, Fields, FormState, Input, RadioCards, Textarea, select},
};

/// Type and the way it is set.
pub fn words(lang: Language) -> impl IntoView {
    view! {
        <div class="stack">
            <p class="lead">{t!(lang, catalogue.lead)}</p>
            <p>{t!(lang, catalogue.text)}</p>
            <p class="muted">{t!(lang, catalogue.quiet)} " " <a href="/ui">{t!(lang, catalogue.link)}</a></p>
        </div>
    }
}

/// Verbs, from the one that matters to the one that cannot be taken back.
pub fn buttons(lang: Language, name: &str) -> impl IntoView + use<> {
    view! {
        <h3>{t!(lang, catalogue.buttons)}</h3>
        <form method="get" action="/ui" class="actions">
            <Button label=t!(lang, catalogue.save)/>
            <Button label=t!(lang, catalogue.preview) kind=ButtonKind::Secondary/>
            <Button label=t!(lang, common.cancel) kind=ButtonKind::Quiet/>
            <Button label=t!(lang, catalogue.send) glyph=Glyph::Send disabled=true/>
            <ButtonLink href="/ui" label=t!(lang, catalogue.download) kind=ButtonKind::Secondary glyph=Glyph::Download/>
            <Dialog
                id=format!("{name}-dialog")
                open=t!(lang, catalogue.withdraw)
                kind=ButtonKind::Danger
                title=t!(lang, catalogue.withdraw_title)
                close=t!(lang, common.cancel)
            >
                <p>{t!(lang, catalogue.withdraw_text)}</p>
            </Dialog>
        </form>
    }
}

fn word(lang: Language, tone: Tone) -> String {
    match tone {
        Tone::Plain => t!(lang, catalogue.not_begun),
        Tone::Ready => t!(lang, catalogue.valid),
        Tone::Soon => t!(lang, catalogue.soon),
        Tone::Harm => t!(lang, catalogue.overdue),
        Tone::Info => t!(lang, catalogue.on_leave),
    }
}

/// What state things are in, and what to know.
pub fn states(lang: Language) -> impl IntoView {
    let words = Tone::ALL.map(|tone| {
        view! { <li><StatusWord word=word(lang, tone) tone=tone/></li> }
    });
    let badges = Tone::ALL.map(|tone| view! { <li><Badge text=word(lang, tone) tone=tone/></li> });
    view! {
        <h3>{t!(lang, catalogue.states)}</h3>
        <ul class="chips">{words.collect_view()}</ul>
        <ul class="chips">{badges.collect_view()}</ul>
        <Notice tone=Tone::Info><p>{t!(lang, catalogue.notice)}</p></Notice>
        <Notice tone=Tone::Ready><p>{t!(lang, catalogue.saved)}</p></Notice>
        <Notice tone=Tone::Soon><p>{t!(lang, catalogue.due)}</p></Notice>
        <Notice tone=Tone::Harm><p>{t!(lang, catalogue.late)}</p></Notice>
        {difference(lang)}
    }
}

/// What changed in a sentence.
fn difference(lang: Language) -> impl IntoView {
    let words = compare::words(
        &t!(lang, catalogue.sentence_before),
        &t!(lang, catalogue.sentence_after),
    );
    let text = DifferenceText {
        gone: t!(lang, stories.review.gone),
        new: t!(lang, stories.review.new),
    };
    view! { <DifferenceWords words=words text=text lang=lang.code()/> }
}

/// Fields as they are, and as they come back.
pub fn form(lang: Language, name: &str) -> impl IntoView + use<> {
    let state = FormState {
        fields: Fields::of([
            ("topic", t!(lang, catalogue.topic_typed)),
            ("story", String::new()),
            ("channel", "comment".to_owned()),
            ("consent", "yes".to_owned()),
        ]),
        errors: Errors::one("story", t!(lang, errors.field.required)).within(name),
    };
    let languages = vec![
        ("ko".to_owned(), t!(lang, common.korean)),
        ("en".to_owned(), t!(lang, common.english)),
    ];
    view! {
        <h3>{t!(lang, catalogue.fields)}</h3>
        <form method="get" action="/ui" class="stack" novalidate>
            {Input::text("topic", t!(lang, catalogue.topic)).hint(t!(lang, catalogue.topic_hint)).within(name).view(&state)}
            {Textarea::new("story", t!(lang, catalogue.story)).rows(3).within(name).view(&state)}
            {RadioCards::new("channel", t!(lang, catalogue.channel))
                .option("comment", t!(lang, catalogue.comment), Some(t!(lang, catalogue.comment_about)))
                .option("call", t!(lang, catalogue.call), None)
                .within(name)
                .view(&state)}
            {select(list_name(name), t!(lang, common.language), languages, &FormState::default())}
            {Checkbox::new("consent", t!(lang, catalogue.consent)).hint(t!(lang, catalogue.consent_hint)).within(name).view(&state)}
        </form>
    }
}

/// The name of the list in each panel: ids must differ.
fn list_name(name: &str) -> &'static str {
    match name {
        "ko-light" => "list-ko-light",
        "ko-dark" => "list-ko-dark",
        "en-light" => "list-en-light",
        _ => "list-en-dark",
    }
}

/// Lists: filters, a table, pages.
pub fn lists(lang: Language, name: &str) -> impl IntoView + use<> {
    let chip = |label: String| Chip {
        remove: t!(lang, catalogue.remove, filter = label.clone()),
        label,
        without: "/ui".to_owned(),
    };
    let chips = vec![
        chip(t!(lang, catalogue.filter_sales)),
        chip(t!(lang, catalogue.overdue)),
    ];
    let text = PagerText {
        label: format!("{} {name}", t!(lang, common.pages)),
        previous: t!(lang, common.previous),
        here: t!(lang, common.page_of, page = 2, pages = 7),
        next: t!(lang, common.next),
    };
    let rows = [Tone::Ready, Tone::Soon, Tone::Harm].map(|tone| {
        view! {
            <tr>
                <th scope="row">{t!(lang, catalogue.person)}</th>
                <td><StatusWord word=word(lang, tone) tone=tone/></td>
                <td>{format::date(lang, time::macros::date!(2026 - 11 - 23))}</td>
            </tr>
        }
    });
    view! {
        <h3>{t!(lang, catalogue.lists)}</h3>
        <Chips label=format!("{} {name}", t!(lang, catalogue.filters)) chips=chips/>
        <Table id=format!("{name}-table") caption=format!("{} ({name})", t!(lang, catalogue.table))>
            <thead>
                <tr>
                    <th scope="col">{t!(lang, catalogue.who)}</th>
                    <th scope="col">{t!(lang, catalogue.states)}</th>
                    <th scope="col">{t!(lang, catalogue.by)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
        <Pager page=2 pages=7 href="/ui?page=" text=text/>
    }
}

/// Numbers, and how far along things are.
pub fn measures(lang: Language) -> impl IntoView {
    view! {
        <h3>{t!(lang, catalogue.measures)}</h3>
        <ul class="stats">
            <li><Stat value=format::number(1_284) label=t!(lang, catalogue.valid) href="/ui"/></li>
            <li><Stat value=format::number(37) label=t!(lang, catalogue.soon)/></li>
        </ul>
        <ProgressLine done=2 of=5 label=t!(lang, common.page_of, page = 2, pages = 5)/>
        <Meter label=t!(lang, catalogue.trust) value=4 of=6 reads="4 / 6"/>
    }
}

/// Icons and colours.
pub fn drawings(lang: Language) -> impl IntoView {
    let glyphs = Glyph::ALL
        .iter()
        .map(|glyph| view! { <Icon glyph=*glyph/> })
        .collect_view();
    let swatches = [
        ("paper", t!(lang, catalogue.paper)),
        ("raised", t!(lang, catalogue.raised)),
        ("sunken", t!(lang, catalogue.sunken)),
        ("ink", t!(lang, catalogue.ink)),
        ("action", t!(lang, catalogue.action)),
        ("soon", t!(lang, catalogue.soon)),
        ("harm", t!(lang, catalogue.overdue)),
        ("info", t!(lang, catalogue.information)),
    ]
    .map(|(code, name)| view! { <li class=format!("swatch swatch-{code}")>{name}</li> });
    view! {
        <h3>{t!(lang, catalogue.drawings)}</h3>
        <div class="glyphs">{glyphs}</div>
        <ul class="swatches">{swatches.collect_view()}</ul>
    }
}
