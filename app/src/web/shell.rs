//! The document around each page: head, banner, places, language and theme, footer.

use domain::language::Language;
use leptos::{config::LeptosOptions, hydration::HydrationScripts, prelude::*};

use super::{Cx, cx::Theme, forms, places};
use crate::t;

/// The document of one page.
pub struct Shell {
    cx: Cx,
    title: String,
    islands: bool,
}

impl Shell {
    /// A document with a title, with the islands' script or without.
    pub fn new(cx: &Cx, title: String, islands: bool) -> Self {
        Self {
            cx: cx.clone(),
            title,
            islands,
        }
    }

    /// The document with a page in it.
    pub fn view<V: IntoView + 'static>(self, page: impl FnOnce() -> V) -> impl IntoView {
        let Self { cx, title, islands } = self;
        let lang = cx.language;
        let assets = cx.state.assets.clone();
        let name = t!(lang, common.name);
        let title = if title == name {
            title
        } else {
            format!("{title} · {name}")
        };
        view! {
            <html lang=lang.code() data-theme=cx.theme.code()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <title>{title}</title>
                    <link rel="stylesheet" href=assets.css.clone()/>
                    <link rel="icon" href=assets.favicon.clone()/>
                    {islands.then(|| scripts(&cx))}
                </head>
                <body>
                    <a class="skip-link" href="#main">{t!(lang, common.skip)}</a>
                    {cx.state.config.demo.then(|| {
                        view! {
                            <aside class="demo-banner" aria-label=t!(lang, common.demo)>
                                <p>{t!(lang, common.demo_banner)}</p>
                            </aside>
                        }
                    })}
                    {top_bar(&cx)}
                    <main id="main" class="page" tabindex="-1">{page()}</main>
                    {footer(&cx)}
                </body>
            </html>
        }
    }
}

fn scripts(cx: &Cx) -> impl IntoView + use<> {
    let options = LeptosOptions::builder()
        .output_name(cx.state.assets.output_name().to_owned())
        .site_pkg_dir("pkg")
        .build();
    view! { <HydrationScripts options=options islands=true/> }
}

fn top_bar(cx: &Cx) -> impl IntoView + use<> {
    let lang = cx.language;
    let signed_in = cx.session.is_some();
    view! {
        <header class="topbar">
            <a class="brand" href="/">{t!(lang, common.name)}</a>
            {places::bar(cx)}
            <div class="topbar-tools">
                {language_switch(cx)}
                {signed_in.then(|| view! {
                    <form method="post" action="/sign-out">
                        {forms::hidden_key()}
                        <button class="button-quiet" type="submit">{t!(lang, accounts.sign_out)}</button>
                    </form>
                })}
            </div>
        </header>
        {places::row(cx)}
    }
}

/// One button that leads to the other language, written in that language.
fn language_switch(cx: &Cx) -> impl IntoView + use<> {
    let other = match cx.language {
        Language::Ko => Language::En,
        Language::En => Language::Ko,
    };
    view! {
        <form method="post" action="/preferences">
            {forms::hidden_key()}
            {forms::hidden("back", cx.path.clone())}
            <button class="button-quiet" type="submit" name="language" value=other.code() lang=other.code()>
                {other.own_name()}
            </button>
        </form>
    }
}

/// Three ways to be coloured, the one in use marked: what the device shows is not known here, so nothing claims to.
fn theme_choice(cx: &Cx) -> impl IntoView + use<> {
    let lang = cx.language;
    let choices = [
        (Theme::System, t!(lang, common.theme_system)),
        (Theme::Light, t!(lang, common.theme_light)),
        (Theme::Dark, t!(lang, common.theme_dark)),
    ]
    .map(|(theme, label)| {
        let pressed = (theme == cx.theme).to_string();
        view! {
            <button class="button-quiet" type="submit" name="theme" value=theme.code() aria-pressed=pressed>{label}</button>
        }
    });
    view! {
        <form method="post" action="/preferences">
            {forms::hidden_key()}
            {forms::hidden("back", cx.path.clone())}
            <div class="theme" role="group" aria-label=t!(lang, common.theme)>{choices.collect_view()}</div>
        </form>
    }
}

fn footer(cx: &Cx) -> impl IntoView + use<> {
    let lang = cx.language;
    view! {
        <footer class="footer">
            <p>{t!(lang, common.tagline)}</p>
            <p><a href="/privacy">{t!(lang, common.privacy)}</a></p>
            {theme_choice(cx)}
        </footer>
    }
}
