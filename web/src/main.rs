//! Starts the page in the browser.

use trading_post_page::{app::App, panic};

fn main() {
    panic::install();
    yew::Renderer::<App>::new().render();
}
