//! The sentence of the current event, and the live region for those who do not look.

use crate::lab::Lab;
use yew::prelude::*;

/// What is said now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SayingView {
    time: String,
    sentence: String,
    announced: String,
}

impl SayingView {
    /// What is said at the moment shown.
    #[must_use]
    pub fn of(lab: &Lab) -> Self {
        let told = lab.told().filter(|event| *event < lab.run().trace().len());
        Self {
            time: told
                .map_or_else(String::new, |event| format!("{} s", lab.run().trace()[event].at)),
            sentence: told
                .map_or_else(|| "Nothing has happened yet".to_owned(), |event| lab.sentence(event)),
            announced: lab.announced().to_owned(),
        }
    }
}

/// The sentence.
pub fn saying(view: &SayingView) -> Html {
    html! {
        <div class="saying">
            <p role="note" aria-label="What happens">
                { &view.sentence }{ "." }
                <span class="time num" aria-hidden="true">{ &view.time }</span>
            </p>
            <p role="status" aria-label="Announcements" class="unseen">{ &view.announced }</p>
        </div>
    }
}
