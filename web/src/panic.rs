//! What is shown when the page itself breaks: a message with what reproduces it, not a dead page.

use crate::settings::address_of;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use trading_post::run::Run;

/// The run on screen, for the message: a panic cannot ask the page any more.
static SEED: AtomicU64 = AtomicU64::new(0);
static ADDRESS: Mutex<String> = Mutex::new(String::new());
static LINK: Mutex<String> = Mutex::new(String::new());

/// Remembers which run is on screen, and what was done to it so far.
pub fn remember_run(run: &Run) {
    SEED.store(run.scenario().seed, Ordering::Relaxed);
    if let Ok(mut address) = ADDRESS.lock() {
        *address = address_of(run.scenario()).unwrap_or_default();
    }
    if let Ok(mut link) = LINK.lock() {
        *link = run.record().to_link();
    }
}

/// The fragment of the address of a run like the one on screen, from its beginning: its seed and what
/// is named with it, or all of it where its scenario has no name.
#[must_use]
pub fn address() -> String {
    let named = ADDRESS.try_lock().map_or_else(|_| String::new(), |address| address.clone());
    if named.is_empty() { fragment() } else { named }
}

/// The fragment of an address that makes the run on screen again, with all that was done to it; the
/// empty one before there is a run.
#[must_use]
pub fn fragment() -> String {
    LINK.try_lock().map_or_else(|_| String::new(), |link| format!("run={link}"))
}

/// The address of the run on screen with all that was done to it.
fn link() -> String {
    // The question makes the browser load the page anew.
    format!("?{}#{}", SEED.load(Ordering::Relaxed), fragment())
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
    again.set_attribute("href", &link()).ok()?;
    again.set_text_content(Some("Open this run again"));
    card.append_child(&text).ok()?;
    card.append_child(&again).ok()?;
    veil.append_child(&card).ok()?;
    document.body()?.append_child(&veil).ok()?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::lab_of_address;
    use trading_post::scenario::Scenario;

    #[test]
    fn the_address_is_that_of_the_run_on_screen() {
        let scenario = Scenario { seed: 5, ..Scenario::of_size(50) };
        remember_run(&Run::new(scenario).expect("it makes sense"));
        assert_eq!(address(), "seed=5&peers=50");
        let (query, fragment) = link()
            .split_once('#')
            .map(|(q, f)| (q.to_owned(), f.to_owned()))
            .expect("it has a link");
        let lab = lab_of_address(&query, &fragment, 0).expect("it is whole");
        assert_eq!((lab.scenario().seed, lab.scenario().peers.len()), (5, 50));
    }

    #[test]
    fn the_message_says_which_run_of_which_version() {
        let text = message("panicked at somewhere", 77);
        assert!(text.contains("seed 77") && text.contains(env!("CARGO_PKG_VERSION")));
        assert!(text.contains("somewhere"));
    }
}
