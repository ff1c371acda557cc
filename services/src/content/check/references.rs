//! `[text][name]` where no line says what the name stands for: readers would see the brackets.

use crate::content::{
    blocks::shift, findings::Findings, markdown::options, problem::Problem, slips::Markup,
};
use pulldown_cmark::{BrokenLink, LinkType, Parser};

/// Reports references that nothing defines.
pub(super) fn check(body: &str, base: usize, out: &mut Findings) {
    let told = |link: BrokenLink<'_>| {
        // One bracket alone may be a tick, a box or words; a footnote is told as one.
        let is_link = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
        if is_link && !link.reference.starts_with('^') {
            let name = link.reference.to_string();
            let problem = Problem::Markup(Markup::NoReference { name });
            out.add(shift(link.span, base), problem);
        }
        None
    };
    // The reading itself asks for what is not defined.
    Parser::new_with_broken_link_callback(body, options(), Some(told)).for_each(drop);
}
