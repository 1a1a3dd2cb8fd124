//! The space-time diagram, as rules that hold of every one.

use trading_post::id::{MessageId, Party, PeerId};
use trading_post::run::Run;
use trading_post::scenario::{Disturbance, Intervention, Links, Rule, Scenario, Touch};
use trading_post::time::Instant;
use trading_post::trace::{Cone, Relation};
use trading_post::world::What;
use trading_post_page::index::Index;
use trading_post_page::scene::diagram::frame::Frame;
use trading_post_page::scene::diagram::minimap::Whole;
use trading_post_page::scene::diagram::plot::{Arrow, End, Hit, MOST, Plot};
use trading_post_page::scene::diagram::target::{Before, Target};
use trading_post_page::scene::diagram::window::{Axis, Window};
use trading_post_page::scene::diagram::{Focus, View, draw};
use trading_post_page::scene::palette::Role;
use trading_post_page::scene::shape::{Dash, Mark, Shape};

const AXES: [Axis; 2] = [Axis::Time, Axis::Depth];

/// The report's run at a moment, indexed.
struct Told {
    run: Run,
    index: Index,
}

impl Told {
    fn until(scenario: Scenario, at_us: u64) -> Self {
        let mut run = Run::new(scenario).expect("it makes sense");
        run.run_until(Instant(at_us), usize::MAX);
        Self { index: Index::of(&run), run }
    }

    fn report(at_us: u64) -> Self {
        Self::until(Scenario::report(), at_us)
    }

    fn act(&mut self, act: Intervention) {
        let now = self.run.world().now();
        self.run.act(act, now).expect("it is possible");
        self.index.catch_up(&self.run);
    }

    fn go_on(&mut self, until_us: u64) {
        self.run.run_until(Instant(until_us), usize::MAX);
        self.index.catch_up(&self.run);
    }

    /// A view of a window.
    fn view(&self, window: Window) -> View<'_> {
        View {
            trace: self.run.trace(),
            lifelines: &self.index.lifelines,
            spans: &self.index.spans,
            scenario: self.run.scenario(),
            world: self.run.world(),
            past: self.run.trace_length(),
            now: self.run.world().now(),
            window,
            scroll: 0.0,
            width: 1_200.0,
            height: Frame::height_of(7),
            focus: Focus::default(),
        }
    }

    /// A view of all there is.
    fn whole(&self, axis: Axis) -> View<'_> {
        let end = self.view(Window { axis, from: 0.0, to: 1.0 }).end();
        self.view(Window::whole(axis, end))
    }

    fn message_named(&self, name: &str) -> Option<MessageId> {
        let mut messages = self.run.world().in_flight();
        messages.find(|e| e.cargo.brief().name() == name).map(|envelope| envelope.id)
    }
}

fn shapes(view: &View<'_>) -> Vec<Shape> {
    let mut shapes = Vec::new();
    draw(view, &Plot::of(view), &mut shapes);
    shapes
}

fn lossy() -> Told {
    let mut told = Told::report(1_000_000);
    let disturbance = Disturbance::Lose { per_mille: 500 };
    told.act(Intervention::Disturb(Rule { links: Links::AllPeers, disturbance }));
    told.go_on(2_500_000);
    told
}

// Arrows.

#[test]
fn an_arrow_leads_from_the_dot_of_its_send_to_the_dot_of_its_arrival() {
    for axis in AXES {
        let told = Told::report(600_000);
        let plot = Plot::of(&told.whole(axis));
        let ended = |arrow: &&Arrow| arrow.end == End::Arrived;
        assert!(plot.arrows.iter().filter(ended).count() > 50);
        for arrow in plot.arrows.iter().filter(ended) {
            let arrival = arrow.ended.expect("it arrived");
            assert_eq!(plot.dot(arrow.sent).map(|dot| dot.at), Some(arrow.from));
            assert_eq!(plot.dot(arrival).map(|dot| dot.at), Some(arrow.to));
            assert_eq!(arrow.to.y, plot.frame.y(arrow.lane));
            assert!(arrow.from.x < arrow.to.x, "causes lie left of what they cause");
        }
    }
}

#[test]
fn every_message_that_was_sent_has_one_arrow() {
    let told = lossy();
    let plot = Plot::of(&told.whole(Axis::Time));
    let sends = told.run.trace().iter().filter(|e| matches!(e.what, What::Send { .. })).count();
    assert!(!plot.dense);
    assert_eq!(plot.arrows.len(), sends);
}

#[test]
fn a_lost_message_ends_in_a_cross_short_of_its_lane() {
    for axis in AXES {
        let told = lossy();
        let view = told.whole(axis);
        let plot = Plot::of(&view);
        let lost: Vec<_> = plot.arrows.iter().filter(|arrow| arrow.end == End::Lost).collect();
        assert!(!lost.is_empty());
        let shapes = shapes(&view);
        for arrow in lost {
            assert_ne!(arrow.to.y, plot.frame.y(arrow.lane));
            let crossed = shapes.iter().any(|shape| {
                matches!(shape, Shape::Marks { mark: Mark::Cross, at, .. } if at.as_slice() == [arrow.to])
            });
            assert!(crossed, "{arrow:?}");
        }
    }
}

#[test]
fn a_message_under_way_is_dashed_and_ends_beyond_now_when_it_is_due() {
    let mut told = Told::report(3_000_000);
    while told.run.world().in_flight().next().is_none() {
        assert!(told.run.forward());
    }
    told.index.catch_up(&told.run);
    let now = told.run.world().now().0 as f64;
    let window = Window { axis: Axis::Time, from: now - 200_000.0, to: now + 100_000.0 };
    let view = told.view(window);
    let plot = Plot::of(&view);
    let envelope = told.run.world().in_flight().next().expect("one is under way");
    let arrow = plot.arrow(envelope.id).expect("it is drawn");
    assert_eq!(arrow.end, End::Pending);
    assert!(arrow.to.x > plot.now_at(0));
    assert!((arrow.to.x - plot.frame.x(window, envelope.due_at.0 as f64)).abs() < 20.0);
    let dashed = shapes(&view).iter().any(|shape| {
        matches!(shape, Shape::Line { from, stroke, .. } if *from == arrow.from && stroke.dash == Dash::Dashed)
    });
    assert!(dashed);
}

#[test]
fn a_held_message_is_stuck_and_a_second_one_is_drawn_apart() {
    let mut told = Told::report(3_000_000);
    while told.message_named("PING").is_none() {
        assert!(told.run.forward());
    }
    told.index.catch_up(&told.run);
    let message = told.message_named("PING").expect("it is under way");
    told.act(Intervention::Touch { message, touch: Touch::Duplicate });
    told.act(Intervention::Touch { message, touch: Touch::Hold });
    let plot = Plot::of(&told.whole(Axis::Time));
    assert_eq!(plot.arrow(message).map(|arrow| arrow.end), Some(End::Stuck));
    assert_eq!(plot.arrows.iter().filter(|arrow| arrow.copy).count(), 1);
}

#[test]
fn messages_that_cross_the_whole_window_are_seen() {
    let told = Told::report(600_000);
    let all = Plot::of(&told.whole(Axis::Time));
    let long = all
        .arrows
        .iter()
        .filter(|arrow| arrow.end == End::Arrived)
        .max_by(|a, b| (a.to.x - a.from.x).total_cmp(&(b.to.x - b.from.x)));
    let long = long.expect("there are messages");
    let at = |event: usize| told.run.trace()[event].at.0 as f64;
    let (sent, ended) = (at(long.sent), at(long.ended.expect("it arrived")));
    let (from, to) = (sent + 0.45 * (ended - sent), sent + 0.55 * (ended - sent));
    let near = Plot::of(&told.view(Window { axis: Axis::Time, from, to }));
    assert!(near.arrow(long.message).is_some());
}

// Lanes.

#[test]
fn each_life_of_a_peer_is_a_piece_of_its_own() {
    let mut told = Told::report(1_000_000);
    told.act(Intervention::Crash(PeerId(3)));
    told.go_on(1_400_000);
    told.act(Intervention::Restart(PeerId(3)));
    told.go_on(1_600_000);
    let shapes = shapes(&told.whole(Axis::Time));
    let named = shapes.iter().any(|s| matches!(s, Shape::Text { text, .. } if text == "3#2"));
    assert!(named);
    let plot = Plot::of(&told.whole(Axis::Time));
    let place = |wanted: What| {
        let event = told.run.trace().iter().position(|e| e.what == wanted).expect("it happened");
        plot.dot(event).expect("it is seen").at
    };
    let (crash, restart) = (place(What::Crash), place(What::Restart));
    let covers = |shape: &Shape| match shape {
        Shape::Line { from, to, .. } => {
            from.y == crash.y
                && to.y == crash.y
                && from.x <= crash.x + 1.0
                && to.x >= restart.x - 1.0
        }
        _ => false,
    };
    assert!(!shapes.iter().any(covers), "nothing joins the lives");
}

#[test]
fn the_lanes_are_named_with_the_roles_of_the_moment_shown() {
    let told = Told::report(600_000);
    let shapes = shapes(&told.whole(Axis::Time));
    for name in ["0 seller", "1 buyer", "5 trader", "ledger", "election, epoch 1"] {
        assert!(
            shapes.iter().any(|s| matches!(s, Shape::Text { text, .. } if text == name)),
            "{name}"
        );
    }
}

// Colours.

#[test]
fn colours_say_how_events_lie_to_the_one_looked_at() {
    let told = Told::report(600_000);
    let (trace, lifelines) = (told.run.trace(), &told.index.lifelines);
    let cone = Cone::of(trace, lifelines, trace.len() / 2);
    for axis in AXES {
        let view =
            View { focus: Focus { cone: Some(&cone), ..Focus::default() }, ..told.whole(axis) };
        let (plot, shapes) = (Plot::of(&view), shapes(&view));
        for dot in &plot.dots {
            let role = match cone.relation_to(trace, lifelines, dot.event) {
                Relation::Same => Role::Ink,
                Relation::Before => Role::Woad,
                Relation::After => Role::Ochre,
                Relation::Concurrent => Role::Stone,
            };
            let drawn = shapes.iter().any(|shape| match shape {
                Shape::Marks { mark: Mark::Disc, at, style, .. } => {
                    let paint = style.stroke.map(|stroke| stroke.paint).or(style.fill);
                    at.as_slice().contains(&dot.at) && paint.is_some_and(|paint| paint.role == role)
                }
                _ => false,
            });
            assert!(drawn, "{dot:?} {role:?}");
        }
    }
}

#[test]
fn what_is_still_to_come_is_fainter() {
    let mut told = Told::report(600_000);
    told.run.seek(told.run.known_steps() / 2);
    let view = told.whole(Axis::Time);
    let plot = Plot::of(&view);
    let alpha = |event: usize| {
        let at = plot.dot(event).expect("it is seen").at;
        shapes(&view).iter().find_map(|shape| match shape {
            Shape::Marks { mark: Mark::Disc, at: places, style, .. } => {
                let paint = style.stroke.map(|stroke| stroke.paint).or(style.fill);
                paint.filter(|_| places.as_slice().contains(&at)).map(|paint| paint.alpha)
            }
            _ => None,
        })
    };
    assert!(alpha(view.past) < alpha(view.past - 1));
    let (before, after) = (plot.dot(view.past - 1), plot.dot(view.past));
    let now = plot.now_at(0);
    assert!(before.is_some_and(|dot| dot.at.x < now) && after.is_some_and(|dot| dot.at.x > now));
}

// Very many.

#[test]
fn many_events_are_drawn_by_their_density() {
    let told = Told::report(40_000_000);
    for axis in AXES {
        let view = told.whole(axis);
        let plot = Plot::of(&view);
        assert!(told.run.trace().len() > MOST && plot.dense && plot.dots.is_empty());
        let rects = |view: &View<'_>| {
            shapes(view).iter().filter(|s| matches!(s, Shape::Rect { .. })).count()
        };
        assert!(rects(&view) > 100);
        let near = told.view(view.window.zoomed(0.5, 60.0));
        let plot = Plot::of(&near);
        assert!(!plot.dense && !plot.dots.is_empty());
    }
}

#[test]
fn the_map_shows_the_whole_run_wherever_the_window_is() {
    let told = Told::report(2_000_000);
    for axis in AXES {
        let view = told.whole(axis);
        let whole = Whole::of(&view);
        assert!(whole.window.from <= 0.0 && whole.window.to >= view.end());
        for part in [0.0, 0.3, 1.0] {
            let value = whole.window.at(part);
            let x = 2.0 + part * (view.width - 4.0);
            assert!((whole.value(x) - value).abs() < 1e-6 * whole.window.length());
        }
    }
}

// Picking.

#[test]
fn what_is_drawn_at_a_place_is_what_is_picked_there() {
    for axis in AXES {
        let told = lossy();
        let end = told.whole(axis).end();
        let tenth = Window::whole(axis, end).zoomed(1.0, 12.0);
        let plot = Plot::of(&told.view(tenth));
        let spots = plot.spots();
        assert!(spots.len() > 20, "{}", spots.len());
        for spot in spots {
            assert_eq!(plot.hit(spot.at), Some(spot.hit));
        }
    }
}

#[test]
fn what_is_picked_is_told_apart_also_where_the_future_is_known() {
    let mut told = Told::report(3_000_000);
    told.run.seek(told.run.known_steps() - 20);
    while told.run.world().in_flight().next().is_none() {
        assert!(told.run.back());
    }
    let now = told.run.world().now().0 as f64;
    for axis in AXES {
        let value = if axis == Axis::Time { now } else { told.whole(axis).now_value() };
        let length = if axis == Axis::Time { 400_000.0 } else { 50.0 };
        let window = Window { axis, from: value - length / 2.0, to: value + length / 2.0 };
        let plot = Plot::of(&told.view(window));
        assert!(plot.heads().next().is_some());
        for spot in plot.spots() {
            assert_eq!(plot.hit(spot.at), Some(spot.hit));
        }
    }
}

#[test]
fn the_middle_of_an_arrow_means_its_message() {
    let told = Told::report(600_000);
    let window = Window { axis: Axis::Time, from: 380_000.0, to: 480_000.0 };
    let plot = Plot::of(&told.view(window));
    let arrow = plot.arrows.iter().find(|arrow| arrow.brief.name() == "SOLD").expect("a sale");
    assert_eq!(plot.hit(arrow.from.toward(arrow.to, 0.35)), Some(Hit::Way(arrow.message)));
}

// Dragging.

#[test]
fn a_dropped_message_lies_right_behind_what_its_receiver_does_before() {
    let mut told = Told::report(3_000_000);
    while told.message_named("PING").is_none() {
        assert!(told.run.forward());
    }
    let world = told.run.world();
    let message = told.message_named("PING").expect("it is under way");
    let envelope = world.in_flight().find(|e| e.id == message).expect("it is under way");
    let Party::Peer(receiver) = envelope.to else { panic!("peers check peers") };
    let timers = world.node(receiver).timers.iter();
    let timer = timers.min_by_key(|running| running.key.at).expect("a trader waits for something");
    let due = timer.key.at;
    assert!(due > envelope.due_at);
    let dropped = |at| Target::of(world, message, at).expect("it is under way");
    let behind = dropped(Instant(due.0 + 50_000));
    assert_eq!(behind.behind, Some(Before::Timer(receiver, timer.timer)));
    assert_eq!(behind.at, Instant(due.0 + 1));
    let free = dropped(Instant(envelope.due_at.0 + 10));
    assert_eq!((free.at, free.behind), (Instant(envelope.due_at.0 + 10), None));
    assert_eq!(world.possible(&free.act()), Ok(()));
    assert!(world.possible(&dropped(envelope.sent_at).act()).is_err(), "nothing arrives earlier");
}

// Windows.

const WINDOW: Window = Window { axis: Axis::Time, from: 1e6, to: 3e6 };

#[test]
fn zooming_keeps_what_is_under_the_pointer_there() {
    for times in [0.25, 1.0, 4.0] {
        let zoomed = WINDOW.zoomed(0.3, times);
        assert!((zoomed.part(WINDOW.at(0.3)) - 0.3).abs() < 1e-9);
        assert!((zoomed.length() * times - WINDOW.length()).abs() < 1e-3);
    }
    assert!(WINDOW.zoomed(0.5, 1e12).length() > 100.0, "there is a shortest window");
}

#[test]
fn a_window_that_follows_stays_until_now_nears_its_end_and_then_makes_a_large_step() {
    assert_eq!(WINDOW.following(2.5e6), WINDOW);
    let moved = WINDOW.following(2.9e6);
    assert!(moved.from > WINDOW.from && (moved.length() - WINDOW.length()).abs() < 1e-6);
    assert!((0.4..0.7).contains(&moved.part(2.9e6)));
    assert_eq!(moved.following(3e6), moved);
}

#[test]
fn a_window_does_not_lose_sight_of_the_run() {
    let far = Window { from: 90e6, to: 92e6, ..WINDOW };
    let kept = far.kept_near(10e6);
    assert!(kept.from < 10e6 && kept.to > 10e6);
    let early = Window { from: -50e6, to: -48e6, ..WINDOW };
    assert!(early.kept_near(10e6).to > 0.0);
    let wide = Window { from: 0.0, to: 1e9, ..WINDOW };
    assert!(wide.kept_near(10e6).length() < 20e6);
}
