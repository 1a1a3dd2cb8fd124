//! What the page needs of the browser beside elements: keys, colours, chance, the address.

use crate::settings::Settings;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::decode_uri_component;
use web_sys::{
    DragEvent, Element, Event, File, FileList, HtmlElement, HtmlInputElement, KeyboardEvent,
    MediaQueryList, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};
use yew::Callback;

/// What is told when the browser has something to tell.
pub struct Heard {
    /// A key goes down.
    pub key: Callback<KeyboardEvent>,
    /// The person prefers other colours, or other motion.
    pub preference: Callback<()>,
    /// The address's fragment has changed.
    pub address: Callback<()>,
    /// A file is dropped on the page.
    pub file: Callback<File>,
}

/// The browser around the page. What it listens to, it lets go when it is dropped.
pub struct System {
    window: Window,
    dark: Option<MediaQueryList>,
    still: Option<MediaQueryList>,
    _listeners: Vec<EventListener>,
}

impl System {
    /// Listens to keys and to changes of the person's preferences.
    ///
    /// # Panics
    /// Outside a browser's window.
    #[must_use]
    pub fn new(heard: Heard) -> Self {
        let Heard { key: on_key, preference: on_change, address: on_address, file: on_file } =
            heard;
        let window = web_sys::window().expect("the page runs in a window");
        let media = |query: &str| window.match_media(query).ok().flatten();
        let dark = media("(prefers-color-scheme: dark)");
        let still = media("(prefers-reduced-motion: reduce)");
        let keys = EventListener::new_with_options(
            &window,
            "keydown",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    on_key.emit(event.clone());
                }
            },
        );
        let address = EventListener::new(&window, "hashchange", move |_| on_address.emit(()));
        let [over, dropped] = drops(&window, on_file);
        let mut listeners = vec![keys, address, over, dropped];
        for query in [&dark, &still].into_iter().flatten() {
            let on_change = on_change.clone();
            listeners.push(EventListener::new(query, "change", move |_| on_change.emit(())));
        }
        Self { window, dark, still, _listeners: listeners }
    }

    /// The question part of the address.
    #[must_use]
    pub fn query(&self) -> String {
        self.window.location().search().unwrap_or_default()
    }

    /// The fragment of the address, `#` and what follows, as it was typed; empty if there is none.
    #[must_use]
    pub fn fragment(&self) -> String {
        let coded = self.window.location().hash().unwrap_or_default();
        decode_uri_component(&coded).map_or_else(|_| coded.clone(), String::from)
    }

    /// The whole address with this fragment.
    #[must_use]
    pub fn address_of(&self, fragment: &str) -> String {
        let location = self.window.location();
        let origin = location.origin().unwrap_or_default();
        let path = location.pathname().unwrap_or_default();
        format!("{origin}{path}#{fragment}")
    }

    /// What was remembered from an earlier visit.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings::load(&self.window)
    }

    /// Remembers it.
    pub fn save(&self, settings: &Settings) {
        settings.save(&self.window);
    }

    /// Whether the person prefers dark colours.
    #[must_use]
    pub fn prefers_dark(&self) -> bool {
        self.dark.as_ref().is_some_and(MediaQueryList::matches)
    }

    /// Whether the person prefers steps to movement.
    #[must_use]
    pub fn prefers_stillness(&self) -> bool {
        self.still.as_ref().is_some_and(MediaQueryList::matches)
    }

    /// Lets the address name the run on screen from its beginning. It does so in the fragment:
    /// another one that is put there by hand loads no other page, and loses nothing.
    pub fn show_address(&self) {
        self.show_fragment(&crate::panic::address());
    }

    /// Lets the address name the run on screen with all that was done to it: the page can be loaded
    /// again without a loss.
    pub fn show_link(&self) {
        self.show_fragment(&crate::panic::fragment());
    }

    /// Lets the address name a tour.
    pub fn show_tour(&self, name: &str) {
        self.show_fragment(&format!("tour={name}"));
    }

    fn show_fragment(&self, fragment: &str) {
        let path = self.window.location().pathname().unwrap_or_default();
        if let Ok(history) = self.window.history() {
            // Where that is not allowed, the address stays as it was.
            let address = format!("{path}#{fragment}");
            drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
        }
    }

    /// Gives the focus to the first element that a selector finds, where what had it is to go away.
    pub fn focus(&self, selector: &str) {
        let document = self.window.document();
        let found = document.and_then(|d| d.query_selector(selector).ok().flatten());
        if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            // A browser that will not move the focus leaves it where it is.
            let _ = found.focus();
        }
    }

    /// Scrolls as little as it takes to see the first element that a selector finds.
    pub fn reveal(&self, selector: &str) {
        let document = self.window.document();
        if let Some(found) = document.and_then(|d| d.query_selector(selector).ok().flatten()) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            found.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// The time on the wall since the page was opened, in milliseconds.
    #[must_use]
    pub fn now_ms(&self) -> f64 {
        self.window.performance().map_or(0.0, |performance| performance.now())
    }

    /// Shows the day's colours, or the night's.
    pub fn set_theme(&self, dark: bool) {
        let root = self.window.document().and_then(|document| document.document_element());
        if let Some(root) = root {
            // Without it, the colours stay those of the day.
            let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
        }
    }
}

/// Listens to files that are dragged onto the page: without that, the browser would show a file
/// instead of the page.
fn drops(window: &Window, on_file: Callback<File>) -> [EventListener; 2] {
    let options = EventListenerOptions::enable_prevent_default;
    let over = EventListener::new_with_options(window, "dragover", options(), |event| {
        if files_of(event).is_some() {
            event.prevent_default();
        }
    });
    let dropped = EventListener::new_with_options(window, "drop", options(), move |event| {
        if let Some(files) = files_of(event) {
            event.prevent_default();
            if let Some(file) = files.get(0) {
                on_file.emit(file);
            }
        }
    });
    [over, dropped]
}

/// The files that are dragged, if files are.
fn files_of(event: &Event) -> Option<FileList> {
    let data = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    data.types().includes(&JsValue::from_str("Files"), 0).then(|| data.files()).flatten()
}

/// Puts a text on the clipboard, where the browser lets a page do so.
pub fn copy(text: &str) {
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    if let Some(clipboard) = clipboard.filter(|clipboard| !clipboard.is_undefined()) {
        // Where that is refused, the text stays selected, to be copied by hand.
        drop(clipboard.write_text(text));
    }
}

/// A seed that nobody chose, small enough to be told to somebody.
///
/// # Panics
/// In a browser that has no source of chance.
#[must_use]
pub fn fresh_seed() -> u64 {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).expect("browsers have a source of chance");
    u64::from(u32::from_le_bytes(bytes) % 1_000_000)
}

/// Whether a key is for the page: neither for the browser nor for the element that has the focus.
#[must_use]
pub fn is_for_page(event: &KeyboardEvent) -> bool {
    let with_another = event.ctrl_key() || event.meta_key() || event.alt_key();
    !with_another && !belongs_to_control(event, &event.key())
}

/// Whether the element that has the focus uses this key itself.
fn belongs_to_control(event: &KeyboardEvent, key: &str) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    match target.tag_name().as_str() {
        "INPUT" => {
            let slider = target.dyn_ref::<HtmlInputElement>().is_some_and(|i| i.type_() == "range");
            !slider || key.starts_with("Arrow") || key == "Home" || key == "End"
        }
        "SELECT" | "TEXTAREA" => true,
        "BUTTON" if has_role(&target, "menuitem") => true,
        "BUTTON" if has_role(&target, "tab") => {
            key == " " || key == "Home" || key == "End" || key.starts_with("Arrow")
        }
        "SUMMARY" => key == " ",
        "BUTTON" => {
            key == " " && !target.matches(".peer, .seal, .views [aria-current]").unwrap_or(false)
        }
        _ => false,
    }
}

fn has_role(element: &Element, role: &str) -> bool {
    element.get_attribute("role").as_deref() == Some(role)
}

/// Arrow keys, Home and End in a row of tabs or in a menu move the focus along it, as everywhere
/// else.
pub fn move_along(event: KeyboardEvent) {
    let Some(item) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let row = item.parent_element();
    let neighbour = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => item.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => item.previous_element_sibling(),
        "Home" => row.and_then(|row| row.first_element_child()),
        "End" => row.and_then(|row| row.last_element_child()),
        _ => None,
    };
    if let Some(neighbour) = neighbour.and_then(|n| n.dyn_into::<HtmlElement>().ok()) {
        // Otherwise the page would scroll as well.
        event.prevent_default();
        // A browser that will not move the focus leaves it where it is.
        let _ = neighbour.focus();
    }
}

/// Arrow keys up and down in a list of buttons, one an item, move the focus along it.
pub fn move_down(event: KeyboardEvent) {
    let Some(button) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let item = button.parent_element();
    let neighbour = match event.key().as_str() {
        "ArrowDown" => item.and_then(|item| item.next_element_sibling()),
        "ArrowUp" => item.and_then(|item| item.previous_element_sibling()),
        _ => return,
    };
    event.prevent_default();
    let button = neighbour.and_then(|item| item.first_element_child());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
