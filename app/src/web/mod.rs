//! What every page needs: who asks and in which language, the document around the page, errors, forms, routes.

pub mod api;
pub mod assets;
pub mod client;
pub mod confirm;
pub mod cookies;
pub mod cx;
pub mod error;
pub mod forms;
pub mod kept;
pub mod messages;
mod places;
pub mod render;
pub mod resume;
pub mod routes;
pub mod safety;
pub mod shell;
pub mod state;
pub mod upload;
pub mod zone;

pub use cx::Cx;
pub use error::{AppError, PageResult};
pub use state::{AppState, WebConfig};

use axum::Router;

/// The whole site as an axum router, every route behind its gate. Security headers, limits and files are the server's.
pub fn routes(state: AppState) -> Router {
    routes::all().into_router(state)
}
