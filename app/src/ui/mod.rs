//! The pieces that pages are made of. They know no feature and no language; their text arrives as props. `/ui` shows
//! them all.

pub mod api_error;
mod button;
mod dialog;
mod difference;
mod icon;
mod measure;
mod navigate;
mod notice;
mod status;
mod table;

pub use button::{Button, ButtonKind, ButtonLink};
pub use dialog::Dialog;
pub use difference::{DifferenceLines, DifferenceText, DifferenceWords};
pub use icon::{Glyph, Icon};
pub use measure::{Meter, ProgressLine, Stat};
pub use navigate::{Chip, Chips, Pager, PagerText};
pub use notice::Notice;
pub use status::{Badge, StatusWord, Tone};
pub use table::Table;
