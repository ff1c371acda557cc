//! Rule cards as the library writes them.

use super::Texts;
use domain::content::Slug;

/// A rule of law, of a code or of the house.
#[derive(Clone, PartialEq, Debug)]
pub struct RuleCard {
    /// Its name; its file has the same.
    pub id: Slug,
    /// Its title.
    pub title: Texts,
    /// Where it applies, such as `KR`.
    pub jurisdiction: String,
    /// Which article.
    pub article: String,
    /// Since when, as a date.
    pub in_force_from: Option<String>,
    /// Until when, as a date, where that is known.
    pub in_force_to: Option<String>,
    /// Where to read it.
    pub source: String,
    /// When the library's wording was last compared with the source.
    pub reviewed: String,
    /// How far the wording was verified in a primary text.
    pub verified: Verified,
    /// Who compared it; none when nobody has yet, whatever word for nobody stands there.
    pub reviewer: Option<String>,
    /// When to look again.
    pub next_review: String,
    /// What it says, in Markdown.
    pub text: Texts,
}

/// How far a rule card was verified.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verified {
    /// Read in a primary text.
    Yes,
    /// In part; the card says which.
    Partly,
    /// Not yet.
    No,
}

impl Verified {
    /// All of them with their codes.
    pub const ALL: [(&'static str, Self); 3] = [
        ("yes", Self::Yes),
        ("partly", Self::Partly),
        ("no", Self::No),
    ];
}
