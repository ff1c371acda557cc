//! What an upload sends: a file, or text that was pasted.

use axum::{
    extract::{FromRequest, Multipart, Request},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};

use super::{AppError, forms::Fields};

/// A file, or text that was pasted.
pub struct Upload {
    /// The fields, the pasted text among them.
    pub fields: Fields,
    /// The bytes of the file; empty when none was chosen.
    pub file: Vec<u8>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let multipart = kind
            .and_then(|k| k.to_str().ok())
            .is_some_and(|k| k.starts_with("multipart/"));
        if !multipart {
            // A page that kept an upload sends the file as the text that it is.
            let fields = Fields::from_request(request, state).await?;
            let file = fields.get("file").as_bytes().to_vec();
            return Ok(Self { fields, file });
        }
        let bad = |status: StatusCode| {
            AppError::from_status(status)
                .unwrap_or(AppError::BadRequest)
                .into_response()
        };
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(|e| bad(e.into_response().status()))?;
        let (mut key, mut text, mut file) = (String::new(), String::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|e| bad(e.status()))? {
            match part.name().unwrap_or_default() {
                "file" => file = part.bytes().await.map_err(|e| bad(e.status()))?.to_vec(),
                "text" => text = part.text().await.map_err(|e| bad(e.status()))?,
                "key" => key = part.text().await.map_err(|e| bad(e.status()))?,
                _ => {}
            }
        }
        Ok(Self {
            fields: Fields::of([("key", key), ("text", text)]),
            file,
        })
    }
}
