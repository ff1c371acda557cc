//! What runs in the browser. Its props are public: they hold no key, no score and no feedback of what has no answer.
#![allow(
    missing_docs,
    reason = "the macro makes types that nobody can document"
)]

pub mod keys;
pub mod player;
pub mod scene;
pub mod timer;
