//! What the program says to the person who started it.
#![allow(
    clippy::print_stdout,
    reason = "this is the one place that talks to the terminal"
)]

use std::{future::Future, io::Write, time::Instant};

/// A line. Whoever reads may have read enough (`| head`): what nobody hears is no error.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// What went wrong.
pub fn error(text: &str) {
    eprintln!("jasin: {text}");
}

/// Does one thing, saying what and how long it took.
///
/// # Errors
/// Those of the work.
pub async fn step<T, E>(what: &str, work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let start = Instant::now();
    let done = work.await;
    let mark = if done.is_ok() { "" } else { " failed" };
    println!("  {what}{mark} ({:.1} s)", start.elapsed().as_secs_f64());
    done
}
