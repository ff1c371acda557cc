//! Content: courses as people write them in Markdown, checked, versioned by hash, imported and read.
//!
//! `docs/content-format.md` teaches the format. A file goes [`document`] → [`parse`] → [`check`] →
//! [`canonical`] → [`import`]; a page goes [`queries`] → [`render`].

pub mod archive;
pub mod blocks;
pub mod candidates;
pub mod canonical;
pub mod check;
mod choices;
pub mod compare;
pub mod document;
pub mod draft;
mod earlier;
pub mod export;
pub mod findings;
mod front_lines;
mod headings;
pub mod import;
pub mod library;
mod lines;
pub mod map;
pub mod markdown;
pub mod model;
mod nearest;
pub mod parse;
pub mod preview;
pub mod problem;
mod problem_code;
mod problem_effect;
mod problem_mend;
mod problem_text;
mod problem_words;
mod problem_yaml;
pub mod publish;
pub mod queries;
pub mod render;
pub mod report;
pub mod rules;
mod safe;
pub mod scene_text;
mod slips;
mod titles;
pub mod upload;
mod versions;
pub mod yaml;

pub use check::{Checked, Setting, check, check_with};
pub use earlier::TypedEarlier;
pub use findings::Diagnostic;
pub use import::{Imported, import};
pub use library::{Files, read_folder};
pub use problem::Severity;
pub use publish::{ALREADY_CURRENT, Change, PublishCourse, RULES_BLOCK};
pub use report::Format;
pub use titles::{Title, titles};
