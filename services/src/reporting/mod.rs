//! Reporting: what leaves the building as a file, and that it did.

mod completions;
mod csv_file;
mod export;

pub use completions::{CompletionRow, Filter};
pub use csv_file::Header;
pub use export::{Exported, export_completions};
