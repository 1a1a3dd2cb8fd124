//! A menu that is open over a picture: what its acts are done to, where it is, and what it lists.

use crate::act::{Act, Look};
use crate::lab::Lab;
use crate::offers::{self, Group, Offer};
use crate::panels::menu::Menu;
use crate::scene::shape::Point;
use crate::shared::SharedLab;
use crate::subject::Subject;
use trading_post::id::Party;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What the acts of a menu are done to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// Something to look at.
    Thing(Subject),
    /// The ledger, which is no thing to look at.
    Ledger,
}

impl From<Party> for Of {
    fn from(party: Party) -> Self {
        match party {
            Party::Peer(peer) => Self::Thing(Subject::Peer(peer)),
            Party::Ledger => Self::Ledger,
        }
    }
}

/// A menu that is open.
pub struct OpenMenu {
    of: Of,
    at: Point,
    /// What had the focus before.
    opener: Option<HtmlElement>,
}

impl OpenMenu {
    /// Opens a menu at a place of its frame, and looks at what it is of.
    #[must_use]
    pub fn open(of: Of, at: Point, on_act: &Callback<Act>) -> Self {
        let active = web_sys::window().and_then(|window| window.document()?.active_element());
        let opener = active.and_then(|element| element.dyn_into().ok());
        if let Of::Thing(subject) = of {
            on_act.emit(Act::Look(Look::At(subject)));
        }
        Self { of, at, opener }
    }

    /// Its markup, with what can be done at the moment shown.
    pub fn view(&self, lab: &SharedLab, on_act: &Callback<Act>, on_close: Callback<bool>) -> Html {
        let offers = lab.look(|lab| offers_of(lab, self.of));
        html! {
            <Menu name={name_of(self.of)} {offers} at={self.at} on_act={on_act.clone()} {on_close} />
        }
    }

    /// Closes it; says whether the focus goes back to where it was.
    pub fn close(self, back: bool) {
        if let Some(opener) = self.opener.filter(|_| back) {
            // What is gone by now cannot have the focus.
            let _ = opener.focus();
        }
    }
}

fn name_of(of: Of) -> String {
    match of {
        Of::Thing(Subject::Peer(peer) | Subject::Timer(peer, _)) => format!("Peer {peer}"),
        Of::Thing(Subject::Message(message)) => format!("Message {message}"),
        Of::Thing(Subject::Link(a, b)) => format!("The links between {a} and {b}"),
        Of::Thing(Subject::Event(_) | Subject::Entry(_) | Subject::Request(_)) => "Acts".to_owned(),
        Of::Ledger => "Ledger".to_owned(),
    }
}

/// What a menu lists: of peers, links and the ledger what can be done now; of a message also what
/// cannot, for there the reason teaches something.
fn offers_of(lab: &Lab, of: Of) -> Vec<Offer> {
    let world = lab.world();
    let possible = |offer: &Offer| offer.refusal.is_none();
    match of {
        Of::Thing(Subject::Peer(peer) | Subject::Timer(peer, _)) => {
            let look = Act::Look(Look::Inspect(Subject::Peer(peer)));
            let look = Offer::free(Group::Peer, format!("Inspect peer {peer}"), look);
            offers::of_peer(world, peer).into_iter().filter(possible).chain([look]).collect()
        }
        Of::Thing(Subject::Message(message)) => offers::of_message(world, message),
        Of::Thing(Subject::Link(a, b)) => {
            offers::of_link(world, a, b).into_iter().filter(possible).collect()
        }
        Of::Thing(Subject::Event(_) | Subject::Entry(_) | Subject::Request(_)) => Vec::new(),
        Of::Ledger => offers::of_ledger(world).into_iter().filter(possible).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::id::PeerId;
    use trading_post::scenario::Scenario;

    #[test]
    fn the_menu_of_a_party_lists_what_can_be_done_to_it_now() {
        let lab = Lab::new(Scenario::report()).expect("it makes sense");
        for (party, act) in [
            (Party::Peer(PeerId(3)), "Crash peer 3"),
            (Party::Ledger, "Cut the links between the ledger and all others"),
        ] {
            let offers = offers_of(&lab, party.into());
            assert!(offers.iter().any(|offer| offer.name == act), "{offers:#?}");
            assert!(offers.iter().all(|offer| offer.refusal.is_none()), "{offers:#?}");
        }
    }
}
