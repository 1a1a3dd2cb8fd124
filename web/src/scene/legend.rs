//! What the shapes of messages mean: one of each kind, drawn as in the picture.

use crate::scene::envelope::{Look, seal};
use crate::scene::palette::Palette;
use crate::scene::pen::Pen;
use crate::scene::shape::Point;
use crate::scene::svg::to_svg;
use trading_post::id::{Epoch, PeerId, RequestId, SaleId, Term};
use trading_post::market::goods::{ItemId, Money};
use trading_post::market::ledger::Entry;
use trading_post::peer::message::{Ballot, Message, Registration, SaleNotice};
use trading_post::peer::rules::Algorithm;
use trading_post::scenario::Scenario;
use trading_post::world::Brief;

/// Width and height of a sign, in px.
const SIDE: f64 = 30.0;

/// One kind of message: what it is called, what it says, and its picture as SVG.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// `BUY`
    pub name: &'static str,
    /// What the sender means by it.
    pub meaning: &'static str,
    /// A picture of 30 by 30 px.
    pub svg: String,
}

/// The kinds of messages, about in the order in which a run has them: of elections, those of these. What
/// says the same in two of them stands once.
#[must_use]
pub fn legend(elections: &[Algorithm], scenario: &Scenario, palette: &Palette) -> Vec<Sign> {
    let ballots = elections.iter().flat_map(|election| ballots(*election));
    let mut signs: Vec<Sign> = Vec::new();
    for (brief, meaning) in ballots.chain(samples()) {
        let svg = picture(&brief, scenario, palette);
        let sign = Sign { name: brief.name(), meaning, svg };
        if !signs.contains(&sign) {
            signs.push(sign);
        }
    }
    signs
}

/// What the sender of a kind of message means by it, where elections are held so; nothing if no message
/// is called so there.
#[must_use]
pub fn says(name: &str, election: Algorithm) -> Option<&'static str> {
    let mut kinds = kinds(election);
    kinds.find(|(brief, _)| brief.name() == name).map(|(_, says)| says)
}

/// One message of each kind, and what its sender means by it.
fn kinds(election: Algorithm) -> impl Iterator<Item = (Brief, &'static str)> {
    ballots(election).chain(samples())
}

fn picture(brief: &Brief, scenario: &Scenario, palette: &Palette) -> String {
    let mut shapes = Vec::new();
    let middle = Point::new(SIDE / 2.0, SIDE / 2.0);
    let mut pen = Pen::new(&mut shapes);
    seal(scenario, Look::of(brief), false, &mut pen.moved(middle, 9.0));
    to_svg(&shapes, palette, SIDE, SIDE)
}

/// The messages of an election.
fn ballots(election: Algorithm) -> impl Iterator<Item = (Brief, &'static str)> {
    let told =
        |(ballot, says): &(Ballot, &'static str)| (Brief::Message(Message::Ballot(*ballot)), *says);
    ballots_of(election).iter().map(told)
}

const fn ballots_of(election: Algorithm) -> &'static [(Ballot, &'static str)] {
    match election {
        Algorithm::Bully => &[
            (Ballot::Election, "is anyone above me there?"),
            (Ballot::Ok, "I am, stand down"),
            (Ballot::Coordinator, "I lead"),
        ],
        Algorithm::Report => &[
            (Ballot::Next, "are you there? then ask the next"),
            (Ballot::Election, "is anyone above me there?"),
            (Ballot::Ok, "I am, stand down"),
            (Ballot::Coordinator, "I lead"),
        ],
        Algorithm::ModifiedBully => &[
            (Ballot::Election, "is anyone above me there?"),
            (Ballot::Ok, "I am"),
            (Ballot::Grant, "you are the highest that answered: lead"),
            (Ballot::Coordinator, "I lead"),
        ],
        Algorithm::Ring { .. } => &[
            (Ballot::Candidate(PeerId(0)), "the highest so far: pass it on"),
            (Ballot::Taken, "the number is here"),
            (Ballot::Coordinator, "I lead"),
        ],
        Algorithm::Vote => &[
            (Ballot::RequestVote(Term(1)), "give me your vote in this term"),
            (Ballot::Vote(Term(1)), "it is yours"),
            (Ballot::Leads(Term(1)), "I lead in this term"),
        ],
    }
}

fn samples() -> [(Brief, &'static str); 15] {
    let request = RequestId { buyer: PeerId(1), number: 1 };
    let (item, price, seller, sale) = (ItemId(1), Money::ZERO, PeerId(0), SaleId(0));
    let lot = Registration { lot: 1, item, quantity: 1, price, heard: None };
    let notice = SaleNotice { sale, lot: 1, item, share: price };
    let epoch = Entry::Epoch { epoch: Epoch(1), trader: seller };
    [
        (Brief::Message(Message::Ping), "are you there?"),
        (Brief::Message(Message::Pong { leads: true }), "I am"),
        (Brief::Message(Message::Heartbeat), "I am alive"),
        (Brief::Message(Message::Register(lot)), "here is what I sell"),
        (Brief::Message(Message::Registered { lot: 1 }), "it is on offer"),
        (Brief::Message(Message::Buy { request, item }), "I want one"),
        (Brief::Read, "ledger, what do you hold?"),
        (Brief::Contents { entries: 0 }, "all of this"),
        (Brief::Append(epoch), "carve this into the ledger"),
        (Brief::Appended { position: 0 }, "it is carved"),
        (Brief::Message(Message::Sold { request, sale, item, price, seller }), "it is yours"),
        (Brief::Message(Message::NoSeller { request, item }), "nobody offers that"),
        (Brief::Message(Message::Notice(notice)), "one of yours is sold"),
        (Brief::Message(Message::Noted { sale }), "I know"),
        (Brief::Refused { epoch: Epoch(2) }, "nothing was carved: another leads"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::peer::rules::RingOrder;

    #[test]
    fn no_two_kinds_look_alike() {
        let scenario = Scenario::report();
        let signs = ELECTIONS.map(|election| legend(&[election], &scenario, &Palette::LIGHT));
        signs.iter().for_each(|signs| check(signs));
    }

    #[test]
    fn each_election_on_screen_has_its_messages_and_none_stands_twice() {
        let scenario = Scenario::report();
        let ring = Algorithm::Ring { order: RingOrder::Rising };
        let of = |elections: &[Algorithm]| legend(elections, &scenario, &Palette::LIGHT);
        let both = of(&[Algorithm::Bully, ring]);
        for sign in of(&[Algorithm::Bully]).into_iter().chain(of(&[ring])) {
            assert_eq!(both.iter().filter(|other| **other == sign).count(), 1, "{}", sign.name);
        }
        assert_eq!(of(&[ring, ring]), of(&[ring]));
    }

    const ELECTIONS: [Algorithm; 5] = [
        Algorithm::Bully,
        Algorithm::Report,
        Algorithm::ModifiedBully,
        Algorithm::Ring { order: RingOrder::Rising },
        Algorithm::Vote,
    ];

    #[track_caller]
    fn check(signs: &[Sign]) {
        for (i, sign) in signs.iter().enumerate() {
            assert!(signs[..i].iter().all(|other| other.svg != sign.svg), "{}", sign.name);
        }
    }
}
