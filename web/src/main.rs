//! Starts the page in the browser.

fn main() {
    yew::Renderer::<trading_post_page::App>::new().render();
}
