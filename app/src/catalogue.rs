//! `/ui`: every piece that pages are made of, in both languages and both themes, side by side.

mod samples;

use domain::{language::Language, policy::Action};
use http::StatusCode;
use leptos::prelude::*;

use crate::{
    t,
    web::{
        Cx, PageResult,
        cx::Theme,
        render,
        routes::{Gate, Routes},
    },
};

/// The catalogue's route.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/ui", Gate::Needs(Action::UiCatalogueView), page)
}

async fn page(cx: Cx) -> PageResult {
    let lang = cx.language;
    let panels = [Language::Ko, Language::En]
        .into_iter()
        .flat_map(|language| [(language, Theme::Light), (language, Theme::Dark)])
        .map(|(language, theme)| panel(language, theme))
        .collect::<Vec<_>>();
    Ok(render::render(
        &cx,
        StatusCode::OK,
        t!(lang, catalogue.title),
        move || {
            view! {
                <h1>{t!(lang, catalogue.title)}</h1>
                <p class="lead">{t!(lang, catalogue.lead)}</p>
                <div class="samples">{panels}</div>
            }
        },
    ))
}

/// All pieces in one language and one theme.
fn panel(lang: Language, theme: Theme) -> AnyView {
    let name = format!("{}-{}", lang.code(), theme.code());
    let heading = match theme {
        Theme::Dark => t!(lang, catalogue.dark),
        _ => t!(lang, catalogue.light),
    };
    view! {
        <section class="sample" lang=lang.code() data-theme=theme.code() aria-labelledby=format!("{name}-title")>
            <h2 id=format!("{name}-title")>{heading}</h2>
            {samples::words(lang)}
            {samples::buttons(lang, &name)}
            {samples::states(lang)}
            {samples::form(lang, &name)}
            {samples::lists(lang, &name)}
            {samples::measures(lang)}
            {samples::drawings(lang)}
        </section>
    }
    .into_any()
}
