//! Market: the trader's queue in serving order, offers, accounts, and the ledger's entries.

use crate::act::{Act, Look};
use crate::glossary::{Explainer, Word};
use crate::inspect::queue::{clock, reason};
use crate::inspect::tree::Part;
use crate::lab::Lab;
use crate::panels::inspector::part;
use crate::panels::term::{Term, explained, explaining};
use crate::subject::Subject;
use trading_post::id::{PeerId, RequestId};
use trading_post::market::books::Books;
use trading_post::market::ledger::Record;
use trading_post::market::order::Ticket;
use trading_post::peer::trader::{Desk, Phase};
use trading_post::scenario::Scenario;
use trading_post::trace::entry_text;
use trading_post::world::Life;
use yew::prelude::*;

/// How many rows of a list are shown at most.
const ROWS: usize = 60;

/// What Market shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MarketView {
    trader: String,
    queue: Vec<QueueRow>,
    offers: Vec<[String; 5]>,
    accounts: Vec<[String; 4]>,
    more_accounts: usize,
    entries: Vec<(usize, String, &'static str)>,
    more_entries: usize,
    total: String,
}

#[derive(Clone, PartialEq, Debug)]
struct QueueRow {
    place: String,
    request: RequestId,
    wants: String,
    clock: Part,
    why: String,
    tag: &'static str,
}

impl MarketView {
    /// What there is to see at the moment shown.
    #[must_use]
    pub fn of(lab: &Lab) -> Self {
        let (books, scenario) = (lab.books(), lab.scenario());
        let lead = lead(lab);
        let desk = lead.as_ref().map(|lead| lead.desk);
        let (accounts, more_accounts) = accounts(books);
        let records = lab.world().ledger().records();
        let first = records.len().saturating_sub(ROWS);
        Self {
            trader: headline(lead.as_ref(), books),
            queue: desk.map_or_else(Vec::new, |desk| queue(desk, lab)),
            offers: offers(books, scenario),
            accounts,
            more_accounts,
            entries: records
                .iter_from(first)
                .rev()
                .map(|(place, record)| entry(place, record, scenario))
                .collect(),
            more_entries: first,
            total: total(books),
        }
    }
}

/// A peer that leads, by its own belief.
struct Lead<'a> {
    peer: PeerId,
    desk: &'a Desk,
    paused: bool,
}

/// Of all peers that believe to lead, the one with the latest epoch.
fn lead(lab: &Lab) -> Option<Lead<'_>> {
    let leads = lab.world().nodes().filter_map(|(peer, node)| {
        let paused = matches!(node.life, Life::Paused { .. });
        Some(Lead { peer, desk: node.peer()?.desk()?, paused })
    });
    leads.max_by_key(|lead| (lead.desk.epoch(), lead.peer))
}

/// Who trades now, in a sentence.
fn headline(lead: Option<&Lead<'_>>, books: &Books) -> String {
    let Some(Lead { peer, desk, paused }) = lead else {
        return "Nobody trades now: the market waits for an election".to_owned();
    };
    let (epoch, latest) = (desk.epoch(), books.epoch());
    match desk.phase() {
        Phase::Reading => format!("Peer {peer} leads, and reads the ledger"),
        Phase::Opening => format!("Peer {peer} leads, and opens epoch {epoch}"),
        Phase::Open if epoch < latest => {
            format!(
                "Peer {peer} believes that it trades in epoch {epoch}; the ledger is at {latest}"
            )
        }
        Phase::Open if *paused => format!("Peer {peer} trades in epoch {epoch}, but is paused"),
        Phase::Open => format!("Peer {peer} trades, in epoch {epoch}"),
    }
}

fn queue(desk: &Desk, lab: &Lab) -> Vec<QueueRow> {
    let served = desk
        .serving()
        .map(|ticket| QueueRow::of("now", ticket, "being served".to_owned(), "", lab));
    let waiting = desk.queue().tickets();
    let rows = (0..waiting.len().min(ROWS)).map(|i| {
        let (why, tag) = reason(waiting, i, lab.scenario().order);
        QueueRow::of(&(i + 1).to_string(), &waiting[i], why, tag, lab)
    });
    served.into_iter().chain(rows).collect()
}

impl QueueRow {
    fn of(place: &str, ticket: &Ticket, why: String, tag: &'static str, lab: &Lab) -> Self {
        Self {
            place: place.to_owned(),
            request: ticket.request,
            wants: lab.scenario().item_name(ticket.item).to_owned(),
            clock: clock(ticket, lab),
            why,
            tag,
        }
    }
}

fn offers(books: &Books, scenario: &Scenario) -> Vec<[String; 5]> {
    let rows = books.offers().map(|offer| {
        let state = match (Some(offer.seller) == books.trader(), offer.in_stock()) {
            (true, _) => "withdrawn".to_owned(),
            (false, 0) => "sold out".to_owned(),
            (false, left) => left.to_string(),
        };
        [
            offer.seller.to_string(),
            scenario.item_name(offer.item).to_owned(),
            state,
            offer.quantity.to_string(),
            offer.price.to_string(),
        ]
    });
    rows.take(ROWS).collect()
}

/// The first accounts in which there is something, and how many more there are.
fn accounts(books: &Books) -> (Vec<[String; 4]>, usize) {
    let all = books.accounts();
    let rows = all.iter().enumerate().take(ROWS).map(|(id, account)| {
        [
            id.to_string(),
            account.spent.to_string(),
            account.earned.to_string(),
            account.commission.to_string(),
        ]
    });
    (rows.collect(), all.len().saturating_sub(ROWS))
}

fn entry(place: usize, record: &Record, scenario: &Scenario) -> (usize, String, &'static str) {
    use trading_post::market::ledger::Entry;
    let tag = match record.entry {
        Entry::Epoch { .. } => "epoch",
        Entry::Offer { .. } => "offer",
        Entry::Sale { .. } => "sale",
        Entry::NoSeller { .. } => "none",
    };
    (place, entry_text(&record.entry, scenario), tag)
}

fn total(books: &Books) -> String {
    let total = books.total();
    let sign = if total.spent == total.earned + total.commission { "=" } else { "≠" };
    format!(
        "Spent {} {sign} earned {} + commission {}",
        total.spent, total.earned, total.commission
    )
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: MarketView,
    /// What a person does.
    #[prop_or_default]
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn Market(props: &Props) -> Html {
    let view = &props.view;
    html! {
        <section class="panel" role="region" aria-label="Market">
            <p class="lead">{ explaining(&view.trader, Word::Epoch) }</p>
            <p class="total">{ explaining(&view.total, Word::Commission) }</p>
            { queue_table(props) }
            <div class="pair">
                { offers_table(view) }
                { accounts_table(view) }
            </div>
            { ledger_table(props) }
        </section>
    }
}

/// A link to something that is looked at in the Inspector.
fn link(subject: Subject, name: String, text: &str, on_act: &Callback<Act>) -> Html {
    let onclick = on_act.reform(move |_: MouseEvent| Act::Look(Look::Inspect(subject)));
    html! { <button class="link" aria-label={name} {onclick}>{ text.to_owned() }</button> }
}

/// The words of what decided a place in the queue.
fn deciding() -> Explainer {
    Explainer::new(&[
        ("causality", Word::Causality),
        ("sum", Word::TieBreak),
        ("id", Word::TieBreak),
        ("entry", Word::TieBreak),
        ("list order", Word::TieBreak),
    ])
}

fn queue_table(Props { view, on_act }: &Props) -> Html {
    let words = deciding();
    html! {
        <table aria-label="Queue">
            <caption><Term word={Word::Queue} text="Queue" />{ ", in " }<Term word={Word::QueueOrder} text="serving order" /></caption>
            <thead><tr>
                <th>{ "serve" }</th><th><Term word={Word::Request} /></th><th>{ "wants" }</th>
                <th class="wide"><Term word={Word::Clock} text="clock" /></th>
                <th>{ "decided" }</th>
            </tr></thead>
            <tbody>
                { for view.queue.iter().map(|row| queue_row(row, &words, on_act)) }
                if view.queue.is_empty() {
                    <tr><td colspan="5" class="soft">{ "nobody waits" }</td></tr>
                }
            </tbody>
        </table>
    }
}

fn queue_row(row: &QueueRow, words: &Explainer, on_act: &Callback<Act>) -> Html {
    let request = row.request.to_string();
    let subject = Subject::Request(row.request);
    html! {
        <tr key={request.clone()}>
            <td>{ &row.place }</td>
            <td>{ link(subject, format!("request {request}"), &request, on_act) }</td>
            <td>{ &row.wants }</td>
            <td class="wide num">{ part(&row.clock, on_act) }</td>
            <td><span class={classes!("tag", row.tag)}>{ explained(&row.why, words) }</span></td>
        </tr>
    }
}

fn offers_table(view: &MarketView) -> Html {
    plain_table(
        "Offers",
        html! { <Term word={Word::Offer} text="Offers" /> },
        &["seller", "item", "left", "of", "price"],
        view.offers.iter().map(|row| row.as_slice()),
        "nothing is registered yet",
    )
}

fn accounts_table(view: &MarketView) -> Html {
    let table = plain_table(
        "Accounts",
        html! { <><Term word={Word::Account} text="Accounts" />{ ", by the ledger" }</> },
        &["peer", "spent", "earned", "commission"],
        view.accounts.iter().map(|row| row.as_slice()),
        "",
    );
    html! {
        <div>
            { table }
            if view.more_accounts > 0 {
                <p class="soft">{ format!("and {} peers more", view.more_accounts) }</p>
            }
        </div>
    }
}

fn plain_table<'a>(
    name: &'static str,
    caption: Html,
    heads: &[&'static str],
    rows: impl Iterator<Item = &'a [String]>,
    empty: &'static str,
) -> Html {
    let mut rows = rows.peekable();
    let none = rows.peek().is_none();
    html! {
        <table aria-label={name}>
            <caption>{ caption }</caption>
            <thead><tr>{ for heads.iter().map(|head| html! { <th>{ *head }</th> }) }</tr></thead>
            <tbody>
                { for rows.map(|row| html! {
                    <tr key={row[0].clone()}>{ for row.iter().map(|cell| html! { <td>{ cell }</td> }) }</tr>
                }) }
                if none {
                    <tr><td colspan={heads.len().to_string()} class="soft">{ empty }</td></tr>
                }
            </tbody>
        </table>
    }
}

fn ledger_table(Props { view, on_act }: &Props) -> Html {
    html! {
        <table aria-label="Ledger">
            <caption><Term word={Word::Ledger} text="Ledger" />{ ", latest entry first" }</caption>
            <tbody>
                { for view.entries.iter().map(|entry| entry_row(entry, on_act)) }
                if view.entries.is_empty() {
                    <tr><td colspan="2" class="soft">{ "nothing is carved yet" }</td></tr>
                }
                if view.more_entries > 0 {
                    <tr><td colspan="2" class="soft">
                        { format!("and {} older entries", view.more_entries) }
                    </td></tr>
                }
            </tbody>
        </table>
    }
}

fn entry_row((place, text, tag): &(usize, String, &'static str), on_act: &Callback<Act>) -> Html {
    let subject = Subject::Entry(u32::try_from(*place).unwrap_or(u32::MAX));
    html! {
        <tr key={*place}>
            <td class="num soft">{ *place }</td>
            <td><span class={classes!("dot", *tag)}></span>{ link(subject, format!("Entry {place}: {text}"), text, on_act) }</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speed::Speed;
    use trading_post::scenario::Intervention;

    fn play(lab: &mut Lab, ms: u32) {
        lab.set_playing(true);
        (0..ms / 100).for_each(|_| lab.advance(100.0));
    }

    /// A laboratory at real speed, in trade.
    fn lab() -> Lab {
        let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
        lab.set_speed(Speed::of_step(6));
        play(&mut lab, 1_500);
        lab
    }

    fn act(lab: &mut Lab, act: Intervention) {
        lab.act(act).expect("it is possible");
    }

    #[track_caller]
    fn check(lab: &Lab, headline: &str) {
        assert_eq!(MarketView::of(lab).trader, headline);
    }

    #[test]
    fn says_who_trades() {
        check(&lab(), "Peer 5 trades, in epoch 1");
    }

    #[test]
    fn a_paused_trader_is_said_to_be_paused() {
        let mut lab = lab();
        act(&mut lab, Intervention::Pause(PeerId(5)));
        check(&lab, "Peer 5 trades in epoch 1, but is paused");
    }

    #[test]
    fn a_dead_trader_does_not_trade() {
        let mut lab = lab();
        act(&mut lab, Intervention::Crash(PeerId(5)));
        check(&lab, "Nobody trades now: the market waits for an election");
    }

    #[test]
    fn a_trader_of_an_old_epoch_only_believes_that_it_trades() {
        let mut lab = lab();
        act(&mut lab, Intervention::Pause(PeerId(5)));
        play(&mut lab, 4_000);
        check(&lab, "Peer 4 trades, in epoch 2");
        act(&mut lab, Intervention::Crash(PeerId(4)));
        check(&lab, "Peer 5 believes that it trades in epoch 1; the ledger is at 2");
    }
}
