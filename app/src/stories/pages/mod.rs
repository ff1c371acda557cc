//! The pages of stories, one file a place, and the sections that other pages show of them.

mod changes;
pub mod desk;
pub mod erase;
pub mod list;
pub mod review;
pub mod sections;
pub mod story;
pub mod write;

pub use sections::{home_section, own_section};

use domain::ids::StoryId;

use crate::web::AppError;

fn parse(id: &str) -> Result<StoryId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}
