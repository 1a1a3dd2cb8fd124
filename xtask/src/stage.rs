//! Telling what is being done, how long that usually takes, and how long it took.

use std::time::Instant;

use anyhow::{Context, Result};

/// Does one stage of a command's work and tells of it.
pub fn stage<T>(what: &str, usually: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {what} (usually {usually})");
    let start = Instant::now();
    let done = work().with_context(|| format!("FAILED: {what}"))?;
    println!("   done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(done)
}
