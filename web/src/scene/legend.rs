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

/// The kinds of messages, about in the order in which a run has them: of elections, those of the
/// scenario's own.
#[must_use]
pub fn legend(scenario: &Scenario, palette: &Palette) -> Vec<Sign> {
    let sign = |(brief, meaning): (Brief, &'static str)| Sign {
        name: brief.name(),
        meaning,
        svg: picture(&brief, scenario, palette),
    };
    kinds(scenario.election).map(sign).collect()
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
    let ballots = ballots(election).iter();
    let ballots = ballots.map(|(ballot, says)| (Brief::Message(Message::Ballot(*ballot)), *says));
    ballots.chain(samples())
}

fn picture(brief: &Brief, scenario: &Scenario, palette: &Palette) -> String {
    let mut shapes = Vec::new();
    let middle = Point::new(SIDE / 2.0, SIDE / 2.0);
    let mut pen = Pen::new(&mut shapes);
    seal(scenario, Look::of(brief), false, &mut pen.moved(middle, 9.0));
    to_svg(&shapes, palette, SIDE, SIDE)
}

/// The messages of an election.
const fn ballots(election: Algorithm) -> &'static [(Ballot, &'static str)] {
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
        let signs = ELECTIONS
            .map(|election| legend(&Scenario { election, ..Scenario::report() }, &Palette::LIGHT));
        signs.iter().for_each(|signs| check(signs));
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
