//! What the checker says of courses, on a page: each problem with its line, the place marked, and how to mend it.

use domain::language::Language;
use leptos::prelude::*;
use services::content::Diagnostic;

use crate::t;

/// How many problems are shown: more are not read in one go.
const SHOWN: usize = 100;

/// What has to be mended first, then what is only to be looked at; nothing when there is neither.
pub fn view(lang: Language, found: &[Diagnostic]) -> impl IntoView + use<> {
    let (errors, warnings): (Vec<_>, Vec<_>) = found.iter().partition(|d| d.is_error());
    let mend = (!errors.is_empty()).then(|| {
        let title = t!(lang, content.import.to_mend, count = count(&errors));
        let lead = t!(lang, content.import.to_mend_lead);
        list(lang, "to-mend", (title, lead), &errors)
    });
    let look = (!warnings.is_empty()).then(|| {
        let title = t!(lang, content.import.look, count = count(&warnings));
        let lead = t!(lang, content.import.look_lead);
        list(lang, "to-look-at", (title, lead), &warnings)
    });
    view! { {mend} {look} }
}

/// How many problems these stand for.
fn count(found: &[&Diagnostic]) -> usize {
    found.iter().map(|one| one.problem.count()).sum()
}

fn list(
    lang: Language,
    id: &'static str,
    (title, lead): (String, String),
    found: &[&Diagnostic],
) -> impl IntoView + use<> {
    let (shown, cut) = found.split_at(found.len().min(SHOWN));
    // Of those that are not shown, lines that stand for many of a file are.
    let (many, cut): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        cut.iter().copied().partition(|one| one.problem.count() > 1);
    let items = shown.iter().chain(&many).map(|one| problem(lang, one));
    let items = items.collect_view();
    let more = count(&cut);
    let more = (more > 0).then(|| view! { <p>{t!(lang, content.import.more, count = more)}</p> });
    // What has to be mended is what the page is about: readers of it are taken there.
    let autofocus = id == "to-mend";
    view! {
        <section class="problems" aria-labelledby=id tabindex="-1" autofocus=autofocus>
            <h2 id=id>{title}</h2>
            <p>{lead}</p>
            <ol class="problem-list">{items}</ol>
            {more}
        </section>
    }
}

fn problem(lang: Language, found: &Diagnostic) -> impl IntoView + use<> {
    let [before, at, after] = found.excerpt();
    let place = t!(
        lang,
        content.import.line,
        line = found.line,
        column = found.column
    );
    let empty = before.is_empty() && at.is_empty() && after.is_empty();
    let line = (!empty).then(|| {
        view! { <pre class="problem-line" tabindex="0"><code>{before}<mark>{at}</mark>{after}</code></pre> }
    });
    view! {
        <li class="problem" class:problem-error=found.is_error()>
            <p><strong>{found.message(lang)}</strong></p>
            <p class="muted"><code>{found.file.clone()}</code> " · " {place}</p>
            {line}
            <p><span class="muted">{t!(lang, content.import.mend)}</span> " " {found.mend(lang)}</p>
        </li>
    }
}
