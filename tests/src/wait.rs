//! Waiting for something to become so, without guessing how long it takes.

use std::fmt::Display;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long anything may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(25);

/// Looks until `look` finds something, and returns it.
///
/// A look that fails counts as one that found nothing: the page may be redrawing just then.
///
/// # Errors
///
/// After 30 seconds: what was awaited, and why the last look failed if it did.
pub async fn until<T>(
    awaited: impl Display,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let seen = look().await;
        if let Ok(Some(found)) = seen {
            return Ok(found);
        }
        if Instant::now() > deadline {
            let why = seen.err().map_or(String::new(), |e| format!(" ({e:#})"));
            bail!("waited {} s in vain for {awaited}{why}", PATIENCE.as_secs());
        }
        tokio::time::sleep(PAUSE).await;
    }
}
