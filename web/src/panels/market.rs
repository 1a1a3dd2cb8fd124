//! Market: the trader's queue in serving order, offers, accounts, and the ledger's entries.

use crate::lab::Lab;
use trading_post::market::books::Books;
use trading_post::market::ledger::Record;
use trading_post::market::order::{Decision, Order, Ticket, Turn};
use trading_post::peer::trader::{Desk, Phase};
use trading_post::scenario::Scenario;
use trading_post::trace::entry_text;
use yew::prelude::*;

/// How many rows of a list are shown at most.
const ROWS: usize = 60;

/// A clock with more entries is not written out.
const LISTED_ENTRIES: usize = 8;

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
    request: String,
    wants: String,
    clock: String,
    why: String,
    tag: &'static str,
}

impl MarketView {
    /// What there is to see at the moment shown.
    #[must_use]
    pub fn of(lab: &Lab) -> Self {
        let (books, scenario) = (lab.books(), lab.scenario());
        let desk = current_desk(lab, books);
        let (accounts, more_accounts) = accounts(books);
        let records = lab.world().ledger().records();
        let first = records.len().saturating_sub(ROWS);
        Self {
            trader: trader(books, desk),
            queue: desk.map_or_else(Vec::new, |desk| queue(desk, scenario)),
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

/// The desk of the peer that leads, by its own belief: of several, the one with the latest epoch.
fn current_desk<'a>(lab: &'a Lab, books: &Books) -> Option<&'a Desk> {
    let desks = lab.world().nodes().filter_map(|(id, node)| Some((id, node.peer()?.desk()?)));
    desks.max_by_key(|(id, desk)| (desk.epoch(), books.trader() == Some(*id))).map(|(_, desk)| desk)
}

fn trader(books: &Books, desk: Option<&Desk>) -> String {
    match (desk.map(Desk::phase), books.trader()) {
        (None, _) => "Nobody trades now: the market waits for an election".to_owned(),
        (Some(Phase::Open), Some(trader)) => {
            format!("Peer {trader} trades, in epoch {}", books.epoch())
        }
        (Some(_), _) => "The new trader reads the ledger and opens its epoch".to_owned(),
    }
}

fn queue(desk: &Desk, scenario: &Scenario) -> Vec<QueueRow> {
    let served = desk
        .serving()
        .map(|ticket| QueueRow::of("now", ticket, "being served".to_owned(), "", scenario));
    let waiting = desk.queue().tickets();
    let rows = (0..waiting.len().min(ROWS)).map(|i| {
        let (why, tag) = reason(waiting, i, scenario.order);
        QueueRow::of(&(i + 1).to_string(), &waiting[i], why, tag, scenario)
    });
    served.into_iter().chain(rows).collect()
}

impl QueueRow {
    fn of(
        place: &str,
        ticket: &Ticket,
        why: String,
        tag: &'static str,
        scenario: &Scenario,
    ) -> Self {
        Self {
            place: place.to_owned(),
            request: ticket.request.to_string(),
            wants: scenario.item_name(ticket.item).to_owned(),
            clock: clock(&ticket.turn),
            why,
            tag,
        }
    }
}

/// The clock; of a large network, only what it sums up to.
fn clock(turn: &Turn) -> String {
    let clock = turn.clock();
    if clock.len() <= LISTED_ENTRIES { clock.to_string() } else { format!("sum {}", clock.sum()) }
}

/// What decided a place in the queue, against the one before it; of the first, against the next.
fn reason(waiting: &[Ticket], i: usize, order: Order) -> (String, &'static str) {
    let (before, after) = match (i, waiting.get(i + 1)) {
        (0, None) => return ("alone in the queue".to_owned(), ""),
        (0, Some(next)) => (&waiting[0], next),
        _ => (&waiting[i - 1], &waiting[i]),
    };
    let side = if i == 0 {
        format!("before {}", after.request)
    } else {
        format!("after {}", before.request)
    };
    match after.decision(before) {
        Decision::Causality => (format!("{side} by causality"), "causal"),
        Decision::AgainstCausality => (format!("{side} against causality"), "broken"),
        Decision::TieBreak => (format!("{side} by {}", measure(before, after, order)), "tie"),
    }
}

/// What the order compared.
fn measure(before: &Ticket, after: &Ticket, order: Order) -> String {
    let name = match order {
        Order::Sum => "clock sum",
        Order::Own => "own entry",
        Order::Largest => "largest entry",
        Order::Smallest => "smallest entry",
        Order::List => return "list order".to_owned(),
    };
    let (less, more) = (before.turn.rank(), after.turn.rank());
    if less == more {
        format!("id, {name} is {less} for both")
    } else {
        format!("{name}, {less} < {more}")
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
}

/// The region.
#[component]
pub fn Market(props: &Props) -> Html {
    let view = &props.view;
    html! {
        <section class="panel" role="region" aria-label="Market">
            <p class="lead">{ &view.trader }</p>
            { queue_table(view) }
            <div class="pair">
                { offers_table(view) }
                { accounts_table(view) }
            </div>
            <p class="total">{ &view.total }</p>
            { ledger_table(view) }
        </section>
    }
}

fn queue_table(view: &MarketView) -> Html {
    html! {
        <table aria-label="Queue">
            <caption>{ "Queue, in serving order" }</caption>
            <thead><tr>
                <th>{ "serve" }</th><th>{ "request" }</th><th>{ "wants" }</th>
                <th class="wide">{ "clock" }</th><th>{ "decided" }</th>
            </tr></thead>
            <tbody>
                { for view.queue.iter().map(queue_row) }
                if view.queue.is_empty() {
                    <tr><td colspan="5" class="soft">{ "nobody waits" }</td></tr>
                }
            </tbody>
        </table>
    }
}

fn queue_row(row: &QueueRow) -> Html {
    html! {
        <tr key={row.request.clone()}>
            <td>{ &row.place }</td>
            <td>{ &row.request }</td>
            <td>{ &row.wants }</td>
            <td class="wide num">{ &row.clock }</td>
            <td><span class={classes!("tag", row.tag)}>{ &row.why }</span></td>
        </tr>
    }
}

fn offers_table(view: &MarketView) -> Html {
    plain_table(
        "Offers",
        "Offers",
        &["seller", "item", "left", "of", "price"],
        view.offers.iter().map(|row| row.as_slice()),
        "nothing is registered yet",
    )
}

fn accounts_table(view: &MarketView) -> Html {
    let table = plain_table(
        "Accounts",
        "Accounts, by the ledger",
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
    caption: &'static str,
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

fn ledger_table(view: &MarketView) -> Html {
    html! {
        <table aria-label="Ledger">
            <caption>{ "Ledger, latest entry first" }</caption>
            <tbody>
                { for view.entries.iter().map(|(place, text, tag)| html! {
                    <tr key={*place}>
                        <td class="num soft">{ *place }</td>
                        <td><span class={classes!("dot", *tag)}></span>{ text }</td>
                    </tr>
                }) }
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
