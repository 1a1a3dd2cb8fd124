//! The picture of the network, as rules that hold of every one.

use kurbo::{BezPath, Rect, Shape as _};
use trading_post::id::{Epoch, Party, PeerId, RequestId, SaleId, Term};
use trading_post::market::goods::{ItemId, Money};
use trading_post::market::ledger::Entry;
use trading_post::peer::message::{Ballot, Message, Registration, SaleNotice};
use trading_post::run::Run;
use trading_post::scenario::{Disturbance, GoodPlan, Intervention, Links, Rule, Scenario, Stall};
use trading_post::time::{Duration, Instant};
use trading_post::world::{Brief, Envelope, Node, What};
use trading_post_page::scene::envelope::{Look, Sight, sights};
use trading_post_page::scene::figure::{Drawing, Figure};
use trading_post_page::scene::palette::{Palette, Role};
use trading_post_page::scene::seats::Layout;
use trading_post_page::scene::shape::{Anchor, Area, Mark, Point, Shape, Style, text_width};
use trading_post_page::scene::svg::to_svg;
use trading_post_page::scene::{LostEnvelope, View, ground, message_at, network};

const SIZES: [(f64, f64); 6] = [
    (800.0, 590.0),
    (390.0, 400.0),
    (360.0, 360.0),
    (700.0, 520.0),
    (1_600.0, 900.0),
    (340.0, 700.0),
];

fn run_until(scenario: Scenario, at_us: u64) -> Run {
    let mut run = Run::new(scenario).expect("it makes sense");
    run.run_until(Instant(at_us), usize::MAX);
    run
}

/// The report's run at a moment at which several messages are under way.
fn busy() -> Run {
    let mut run = run_until(Scenario::report(), 3_000_000);
    while run.world().in_flight().count() < 3 {
        assert!(run.forward());
    }
    run
}

fn act(run: &mut Run, act: Intervention) {
    let now = run.world().now();
    run.act(act, now).expect("it is possible");
}

fn disturb(run: &mut Run, links: Links, disturbance: Disturbance) {
    act(run, Intervention::Disturb(Rule { links, disturbance }));
}

fn view(run: &Run) -> View<'_> {
    View {
        world: run.world(),
        scenario: run.scenario(),
        now: run.world().now(),
        width: 800.0,
        height: 590.0,
        selected: None,
        picked: None,
        link: None,
        losses: &[],
        reduced_motion: false,
    }
}

/// All shapes, those of groups among them.
fn picture(view: &View<'_>) -> Vec<Shape> {
    let mut shapes = Vec::new();
    network(view, &mut shapes);
    shapes.into_iter().flat_map(members).collect()
}

fn members(shape: Shape) -> Vec<Shape> {
    match shape {
        Shape::Group { shapes, .. } => shapes.into_iter().flat_map(members).collect(),
        single => vec![single],
    }
}

fn draws(shapes: &[Shape], figure: Figure) -> usize {
    let wanted = Drawing::Figure(figure);
    let is = |s: &&Shape| matches!(s, Shape::Drawing { drawing, .. } if *drawing == wanted);
    shapes.iter().filter(is).count()
}

// Messages.

/// Where the only message like this stands at a time.
fn sight_at(run: &Run, envelope: &Envelope, now: Instant) -> Point {
    let view = View { now, ..view(run) };
    let layout = view.layout();
    let same = |s: &Sight<'_>| s.envelope.id == envelope.id && s.envelope.due_at == envelope.due_at;
    sights(&view, &layout).find(same).expect("it is under way").at
}

#[test]
fn a_message_stands_at_its_sender_when_sent_and_at_its_receiver_when_due() {
    let run = busy();
    let layout = view(&run).layout();
    for envelope in run.world().in_flight() {
        let (from, to) = (layout.middle(envelope.from), layout.middle(envelope.to));
        let (start, end) = (layout.edge(envelope.from, to), layout.edge(envelope.to, from));
        assert!(sight_at(&run, envelope, envelope.sent_at).distance(start) < 1e-6);
        assert!(sight_at(&run, envelope, envelope.due_at).distance(end) < 1e-6);
    }
}

#[test]
fn a_message_comes_nearer_to_its_receiver_all_the_way() {
    let run = busy();
    let envelope = run.world().in_flight().next().expect("one is under way");
    let layout = view(&run).layout();
    let step = |part: u64| {
        let way = envelope.due_at.since(envelope.sent_at);
        let now = envelope.sent_at + Duration(way.0 * part / 10);
        sight_at(&run, envelope, now)
            .distance(layout.edge(envelope.to, layout.middle(envelope.from)))
    };
    assert!((0..10).all(|part| step(part) > step(part + 1)));
}

#[test]
fn with_reduced_motion_no_message_moves() {
    let run = busy();
    let still = View { reduced_motion: true, ..view(&run) };
    let later = View { now: run.next_at().expect("it goes on"), ..still };
    let layout = still.layout();
    let places = |view: &View<'_>| sights(view, &layout).map(|s| s.at).collect::<Vec<_>>();
    assert_eq!(places(&still), places(&later));
}

#[test]
fn a_message_is_picked_at_its_place_and_nowhere_else() {
    let run = busy();
    let view = view(&run);
    let layout = view.layout();
    let sight = sights(&view, &layout).next().expect("one is under way");
    assert_eq!(message_at(&view, sight.at), Some(sight.envelope.id));
    assert_eq!(message_at(&view, Point::new(-99.0, -99.0)), None);
}

fn crosses(shapes: &[Shape]) -> usize {
    let madder = |s: &&Shape| match s {
        Shape::Marks { mark: Mark::Cross, style, .. } => {
            style.fill.is_some_and(|paint| paint.role == Role::Madder)
        }
        _ => false,
    };
    shapes.iter().filter(madder).count()
}

#[test]
fn a_lost_message_fades_and_ends_in_a_cross() {
    let mut run = run_until(Scenario::report(), 3_000_000);
    let links = Links::AllPeers;
    act(
        &mut run,
        Intervention::Disturb(Rule { links, disturbance: Disturbance::Lose { per_mille: 1_000 } }),
    );
    let lost = loop {
        assert!(run.forward());
        let mut step = run.trace().range(run.last_step());
        if let Some(event) = step.find(|event| matches!(event.what, What::Drop { .. })) {
            break *event;
        }
    };
    let (What::Drop { from, brief, .. }, Some(to)) = (lost.what, lost.party) else {
        panic!("{lost:?} is a loss");
    };
    let loss = LostEnvelope { from, to, lost_at: lost.at, name: brief.name() };
    let before = view(&run);
    let after = View { losses: &[loss], ..before };
    assert_eq!(crosses(&picture(&after)), crosses(&picture(&before)) + 1);
    let names = |s: &Shape| matches!(s, Shape::Text { text, .. } if *text == brief.name());
    assert!(picture(&after).iter().any(names), "a lone loss is named");
}

fn briefs() -> Vec<Brief> {
    let (request, item, price) = (RequestId { buyer: PeerId(1), number: 1 }, ItemId(0), Money(100));
    let (sale, seller, lot) = (SaleId(3), PeerId(0), 1);
    let registration = Registration { lot, item, quantity: 3, price, heard: None };
    let messages = [
        Message::Ping,
        Message::Pong { leads: true },
        Message::Heartbeat,
        Message::Ballot(Ballot::Election),
        Message::Ballot(Ballot::Ok),
        Message::Ballot(Ballot::Coordinator),
        Message::Ballot(Ballot::Next),
        Message::Ballot(Ballot::Grant),
        Message::Ballot(Ballot::Candidate(seller)),
        Message::Ballot(Ballot::Taken),
        Message::Ballot(Ballot::RequestVote(Term(1))),
        Message::Ballot(Ballot::Vote(Term(1))),
        Message::Register(registration),
        Message::Registered { lot },
        Message::Buy { request, item },
        Message::Sold { request, sale, item, price, seller },
        Message::NoSeller { request, item },
        Message::Notice(SaleNotice { sale, lot, item, share: price }),
        Message::Noted { sale },
    ];
    let mut briefs = messages.map(Brief::Message).to_vec();
    briefs.extend([
        Brief::Read,
        Brief::Append(Entry::NoSeller { request, item }),
        Brief::Contents { entries: 2 },
        Brief::Appended { position: 2 },
        Brief::Refused { epoch: Epoch(1) },
    ]);
    briefs
}

#[test]
fn every_kind_of_message_is_told_without_its_colour() {
    let briefs = briefs();
    let shape = |brief: &Brief| {
        let Look { mark, hollow, detail, .. } = Look::of(brief);
        (mark, hollow, detail)
    };
    for (i, a) in briefs.iter().enumerate() {
        for b in &briefs[..i] {
            assert_ne!(shape(a), shape(b), "{} looks like {}", a.name(), b.name());
        }
    }
}

// What state a peer is in.

#[test]
fn a_trader_flies_pennants() {
    let shapes = picture(&view(&run_until(Scenario::report(), 3_000_000)));
    assert_eq!(draws(&shapes, Figure::Pennant), 2);
    assert_eq!(draws(&shapes, Figure::Awning), 3 * 6);
}

#[test]
fn a_crashed_peer_s_awning_has_come_down() {
    let mut run = run_until(Scenario::report(), 3_000_000);
    act(&mut run, Intervention::Crash(PeerId(0)));
    let shapes = picture(&view(&run));
    assert!(draws(&shapes, Figure::FallenAwning) > 0);
    assert_eq!(draws(&shapes, Figure::Awning), 3 * 5);
}

#[test]
fn a_paused_peer_s_stall_is_frozen() {
    let mut run = run_until(Scenario::report(), 3_000_000);
    act(&mut run, Intervention::Pause(PeerId(0)));
    assert_eq!(draws(&picture(&view(&run)), Figure::Icicles), 1);
}

#[test]
fn a_cut_link_is_broken_by_a_cross() {
    let mut run = run_until(Scenario::report(), 3_000_000);
    let before = crosses(&picture(&view(&run)));
    let links = Links::Between(Party::Peer(PeerId(0)), Party::Peer(PeerId(3)));
    act(&mut run, Intervention::Disturb(Rule { links, disturbance: Disturbance::Cut }));
    assert_eq!(crosses(&picture(&view(&run))), before + 1);
}

#[test]
fn the_stone_bears_a_mark_for_each_entry() {
    let strokes = |run: &Run| {
        let view = view(run);
        let stone = view.layout().stone;
        let inside = |s: &&Shape| match s {
            Shape::Line { from, to, .. } => {
                [from, to].iter().all(|p| Area::around(**p, 0.0, 0.0).crowds(stone, 0.0))
            }
            _ => false,
        };
        picture(&view).iter().filter(inside).count()
    };
    let mut run = run_until(Scenario::report(), 500_000);
    let (before, entries) = (strokes(&run), run.world().ledger().length());
    while run.world().ledger().length() == entries {
        assert!(run.forward());
    }
    assert_eq!(strokes(&run), before + 1);
}

// The whole.

#[test]
fn the_same_world_and_time_give_the_same_picture() {
    let run = run_until(Scenario::report(), 3_000_000);
    assert_eq!(picture(&view(&run)), picture(&view(&run)));
}

#[test]
fn only_a_fault_or_a_look_at_a_link_changes_the_ground() {
    let drawn = |view: &View<'_>| {
        let mut shapes = Vec::new();
        ground(view, &mut shapes);
        shapes
    };
    let mut run = run_until(Scenario::report(), 0);
    let first = drawn(&view(&run));
    assert!(!first.is_empty());
    run.run_until(Instant(60_000_000), usize::MAX);
    act(&mut run, Intervention::Crash(PeerId(5)));
    let look = View { selected: Some(PeerId(2)), reduced_motion: true, ..view(&run) };
    assert_eq!(drawn(&look), first);
    let link = Some((Party::Peer(PeerId(0)), Party::Peer(PeerId(3))));
    assert_ne!(drawn(&View { link, ..view(&run) }), first);
    let cut = Links::Around(vec![Party::Peer(PeerId(0)), Party::Peer(PeerId(1))]);
    disturb(&mut run, cut, Disturbance::Cut);
    assert_ne!(drawn(&view(&run)), first);
}

/// The smallest rectangle that holds all of these places.
fn holding(places: impl IntoIterator<Item = Point>) -> Area {
    let mut places = places.into_iter();
    let first = places.next().expect("there is one at least");
    let (from, to) = places.fold((first, first), |(from, to), at| {
        (Point::new(from.x.min(at.x), from.y.min(at.y)), Point::new(to.x.max(at.x), to.y.max(at.y)))
    });
    Area { x: from.x, y: from.y, w: to.x - from.x, h: to.y - from.y }
}

/// How far a shape of a group reaches, with its outline.
fn reach(shape: &Shape) -> Area {
    match shape {
        Shape::Line { from, to, stroke } => holding([*from, *to]).grown(stroke.width / 2.0),
        Shape::Rect { area, style, .. } => area.grown(outline(style)),
        Shape::Ellipse { centre, rx, ry, style } => {
            Area::around(*centre, 2.0 * rx, 2.0 * ry).grown(outline(style))
        }
        Shape::Drawing { drawing, at, scale, style } => {
            let Rect { x0, y0, x1, y1 } = extent(*drawing);
            let ends = [(x0, y0), (x1, y1)].map(|(x, y)| at.offset(x * scale, y * scale));
            holding(ends).grown(outline(style))
        }
        Shape::Marks { mark, radius, at, style } => {
            let corner = |at: &Point, (x, y): &(f64, f64)| at.offset(x * radius, y * radius);
            let corners = |at| mark.corners().iter().map(move |offset| corner(at, offset));
            holding(at.as_slice().iter().flat_map(corners)).grown(outline(style))
        }
        Shape::Text { .. } => bounds(shape).expect("it is a text").0,
        Shape::Curve { .. } | Shape::Arc { .. } | Shape::Group { .. } => {
            panic!("how far does it reach? {shape:?}")
        }
    }
}

fn outline(style: &Style) -> f64 {
    style.stroke.map_or(0.0, |stroke| stroke.width / 2.0)
}

/// How far a drawing reaches on its grid.
fn extent(drawing: Drawing) -> Rect {
    BezPath::from_svg(drawing.data()).expect("it is a path").bounding_box()
}

/// The shapes of a picture's groups, each of which lies in the area of its group.
fn grouped(view: &View<'_>) -> Vec<Shape> {
    let mut shapes = Vec::new();
    network(view, &mut shapes);
    let mut found = Vec::new();
    for shape in shapes {
        let Shape::Group { area, shapes } = shape else { continue };
        for shape in &shapes {
            let reach = reach(shape);
            let inside = reach.corners().into_iter().all(|corner| area.holds(corner));
            assert!(inside, "{shape:?} reaches {reach:?}, beyond {area:?}");
        }
        found.extend(shapes);
    }
    found
}

#[test]
fn what_is_grouped_lies_in_the_area_of_its_group() {
    // Stalls and rows of the stone; booths; tokens.
    for (peers, at_us) in [(6, 60_000_000), (12, 3_020_000), (20, 3_020_000), (50, 3_020_000)] {
        let mut run = run_until(Scenario::of_size(peers), at_us);
        act(&mut run, Intervention::Crash(PeerId(0)));
        act(&mut run, Intervention::Pause(PeerId(1)));
        let leads = |node: &Node| node.peer().is_some_and(|peer| peer.desk().is_some());
        assert!(run.world().nodes().any(|(_, node)| leads(node)), "{peers} peers have a trader");
        let shapes = grouped(&View { selected: Some(PeerId(2)), ..view(&run) });
        assert!(shapes.len() >= 2 * peers, "{peers} peers, not {}", shapes.len());
    }
}

#[test]
fn a_large_stock_and_a_long_queue_lie_in_the_area_of_their_groups() {
    let mut scenario = Scenario::of_size(8);
    let (salt, wish) = ("salt".to_owned(), Stall::Buyer { wants: "salt".to_owned() });
    scenario.peers = vec![wish; 8];
    scenario.peers[0] = Stall::Seller { item: salt, stock: 1_000 };
    let mut run = run_until(scenario, 0);
    let waiting = |node: &Node| node.peer()?.desk().map(|desk| desk.queue().tickets().len());
    while run.world().nodes().filter_map(|(_, node)| waiting(node)).max() < Some(5) {
        assert!(run.forward());
    }
    let shapes = grouped(&view(&run));
    let reads = |shape: &Shape, wanted: &str| {
        bounds(shape).is_some_and(|(_, text)| text.starts_with(wanted))
    };
    for wanted in ["99+", "+"] {
        assert!(shapes.iter().any(|shape| reads(shape, wanted)), "{wanted} is drawn");
    }
}

fn bounds(shape: &Shape) -> Option<(Area, &str)> {
    let Shape::Text { at, text, font, .. } = shape else {
        return None;
    };
    let w = text_width(text, font.size) * 0.93; // It errs on the wide side.
    let x = match font.anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - w / 2.0,
        Anchor::End => at.x - w,
    };
    Some((Area { x, y: at.y - font.size * 0.75, w, h: font.size }, text))
}

#[test]
fn no_text_is_cut_off_at_the_picture_s_sides() {
    for n in [2, 5, 6, 8, 12, 20, 50] {
        let mut run = run_until(Scenario::of_size(n), 3_020_000);
        act(&mut run, Intervention::Crash(PeerId(1)));
        for (width, height) in SIZES {
            let shapes = picture(&View { width, height, ..view(&run) });
            for (area, text) in shapes.iter().filter_map(bounds) {
                assert!(area.fits(width, height), "{text:?} of {n} at {width}: {area:?}");
            }
        }
    }
}

#[test]
fn no_caption_lies_upon_another_seat_or_the_stone() {
    let mut run = run_until(Scenario::report(), 3_020_000);
    act(&mut run, Intervention::Crash(PeerId(1)));
    act(&mut run, Intervention::Pause(PeerId(4)));
    for (width, height) in SIZES {
        let view = View { width, height, ..view(&run) };
        let Layout { seats, stone, .. } = view.layout();
        for (area, text) in picture(&view).iter().filter_map(bounds) {
            let own = |room: Area| room.grown(1.0).crowds(area, -area.h / 2.0);
            let near = seats.iter().filter(|seat| own(seat.room)).count();
            assert!(near <= 1, "{text:?} lies upon two seats at {width}");
            assert!(near == 0 || !area.crowds(stone, 0.0), "{text:?} lies upon the stone");
        }
    }
}

/// Whether every tag is closed in its place, and no bare sign of XML is left in a text.
fn well_formed(svg: &str) -> bool {
    let mut open = Vec::new();
    for piece in svg.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else {
            return false;
        };
        let name = tag.trim_end_matches('/').split(' ').next().unwrap_or("");
        match tag.strip_prefix('/') {
            Some(closed) if open.pop() != Some(closed) => return false,
            None if !tag.ends_with('/') => open.push(name),
            Some(_) | None => {}
        }
        let entity = |after: &str| {
            ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|e| after.starts_with(e))
        };
        if tag.matches('"').count() % 2 == 1 || !text.split('&').skip(1).all(entity) {
            return false;
        }
    }
    open.is_empty()
}

#[test]
fn a_picture_as_svg_is_well_formed_whatever_goods_are_called() {
    let odd = r#"<b>&"salt'</b>"#;
    let mut scenario = Scenario::report();
    scenario.goods.push(GoodPlan { name: odd.to_owned(), price_cents: 100, restock: 1 });
    scenario.peers[0] = Stall::Seller { item: odd.to_owned(), stock: 3 };
    let run = run_until(scenario, 3_000_000);
    let svg = to_svg(&picture(&view(&run)), &Palette::LIGHT, 800.0, 590.0);
    assert!(well_formed(&svg), "{svg}");
    assert!(!svg.contains("<b>") && !svg.contains("NaN"));
}
