//! What is shown when the page itself breaks: a message with what reproduces it, not a dead page.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use trading_post::scenario::Scenario;

/// The run on screen, for the message: a panic cannot ask the page any more.
static SEED: AtomicU64 = AtomicU64::new(0);
static PEERS: AtomicUsize = AtomicUsize::new(0);

/// Remembers which run is on screen.
pub fn remember_run(scenario: &Scenario) {
    SEED.store(scenario.seed, Ordering::Relaxed);
    PEERS.store(scenario.peers.len(), Ordering::Relaxed);
}

/// The address of the run on screen.
#[must_use]
pub fn address() -> String {
    let (seed, peers) = (SEED.load(Ordering::Relaxed), PEERS.load(Ordering::Relaxed));
    format!("?seed={seed}&peers={peers}")
}

/// From now on, a panic covers the page with a message. Yew would set a hook of its own otherwise.
pub fn install() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        let message = message(&panic.to_string(), SEED.load(Ordering::Relaxed));
        web_sys::console::error_1(&message.as_str().into());
        // With no document left to write into, the console must do.
        let _ = show(&message);
    }));
}

fn message(panic: &str, seed: u64) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "The Trading Post has broken, and cannot go on.\n\nVersion {version}, seed {seed}.\n\n{panic}"
    )
}

fn show(message: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let veil = document.create_element("div").ok()?;
    veil.set_class_name("veil");
    veil.set_attribute("role", "alert").ok()?;
    let card = document.create_element("div").ok()?;
    card.set_class_name("card dialog broken");
    let text = document.create_element("p").ok()?;
    text.set_text_content(Some(message));
    let again = document.create_element("a").ok()?;
    again.set_attribute("href", &address()).ok()?;
    again.set_text_content(Some("Run this seed again"));
    card.append_child(&text).ok()?;
    card.append_child(&again).ok()?;
    veil.append_child(&card).ok()?;
    document.body()?.append_child(&veil).ok()?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_that_of_the_run_on_screen() {
        remember_run(&Scenario { seed: 5, ..Scenario::of_size(50) });
        assert_eq!(address(), "?seed=5&peers=50");
    }

    #[test]
    fn the_message_says_which_run_of_which_version() {
        let text = message("panicked at somewhere", 77);
        assert!(text.contains("seed 77") && text.contains(env!("CARGO_PKG_VERSION")));
        assert!(text.contains("somewhere"));
    }
}
