//! What is seen of long work: a bar on a terminal, nothing elsewhere.

use indicatif::{ProgressBar, ProgressStyle};

const TEMPLATE: &str = "{msg} {wide_bar} {percent}% {eta}";

/// A bar for so much work. Where standard error is no terminal it is not drawn.
pub fn bar(work: u64, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template(TEMPLATE).expect("the template is well formed");
    ProgressBar::new(work).with_style(style).with_message(what)
}
