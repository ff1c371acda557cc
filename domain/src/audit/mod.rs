//! The log: its canonical form, its Merkle tree (RFC 6962) and its checkpoints.

pub mod canonical;
pub mod checkpoint;
pub mod merkle;
pub mod record;
