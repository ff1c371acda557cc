//! What a server function answers when it did not work: a code and the request's id, never a source.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why a server function did not work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[error("{code}")]
pub struct ApiError {
    /// The stable name of the reason; `network` when the server was not reached.
    pub code: String,
    /// The request, as the log names it; empty when there was none.
    pub request_id: String,
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr::{Args, Deserialization, MissingArg, Request};
        let code = match error {
            // In the browser an answer that cannot be read, on the server a call.
            #[cfg(feature = "ssr")]
            Args(_) | MissingArg(_) | Deserialization(_) => {
                crate::web::api::set_status(http::StatusCode::BAD_REQUEST);
                "bad_request"
            }
            #[cfg(not(feature = "ssr"))]
            Args(_) | MissingArg(_) => "bad_request",
            #[cfg(not(feature = "ssr"))]
            Deserialization(_) => "network",
            Request(_) => "network",
            _ => "internal",
        };
        Self {
            code: code.to_owned(),
            request_id: String::new(),
        }
    }
}
