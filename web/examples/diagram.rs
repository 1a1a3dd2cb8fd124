//! Measures how long the space-time diagram of a long run takes to build, window by window.
//!
//! `cargo run --release -p web --example diagram -- [events]`

use std::hint::black_box;
use std::time::Instant as Wall;
use trading_post::run::Run;
use trading_post::scenario::Scenario;
use trading_post::trace::Cone;
use trading_post_page::index::Index;
use trading_post_page::scene::diagram::minimap::Whole;
use trading_post_page::scene::diagram::plot::Plot;
use trading_post_page::scene::diagram::window::{Axis, Window};
use trading_post_page::scene::diagram::{Focus, View, draw};

const REPEATS: u32 = 60;
const WIDTH: f64 = 1_360.0;
const HEIGHT: f64 = 430.0;

fn main() {
    let events = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    for peers in [6, 50] {
        measure(peers, events);
    }
}

fn measure(peers: usize, events: usize) {
    let mut run = Run::new(Scenario::of_size(peers)).expect("it makes sense");
    while run.trace().len() < events && run.forward() {}
    let index = Index::of(&run);
    println!("{peers} peers, {} events, {} s simulated", run.trace().len(), run.world().now());
    let middle = run.trace().len() / 2;
    let cone = Cone::of(run.trace(), &index.lifelines, middle);
    for axis in [Axis::Time, Axis::Depth] {
        let whole =
            Window::whole(axis, view(&run, &index, Window { axis, from: 0.0, to: 1.0 }).end());
        for zoom in [1.0, 10.0, 100.0, 1e3, 1e4, 1e5] {
            let window = whole.zoomed(0.5, zoom);
            for focus in [Focus::default(), Focus { cone: Some(&cone), ..Focus::default() }] {
                frame(&View { focus, ..view(&run, &index, window) }, zoom);
            }
        }
        minimap(&view(&run, &index, whole));
    }
}

fn view<'a>(run: &'a Run, index: &'a Index, window: Window) -> View<'a> {
    View {
        trace: run.trace(),
        lifelines: &index.lifelines,
        spans: &index.spans,
        scenario: run.scenario(),
        world: run.world(),
        past: run.trace_length(),
        now: run.world().now(),
        window,
        scroll: 0.0,
        width: WIDTH,
        height: HEIGHT,
        focus: Focus::default(),
    }
}

fn frame(view: &View<'_>, zoom: f64) {
    let (mut shapes, mut plot) = (Vec::new(), Plot::default());
    let took = median(|i| {
        let view = View { window: view.window.moved(0.001 * f64::from(i)), ..*view };
        plot = Plot::of(&view);
        draw(&view, &plot, &mut shapes);
        black_box(&shapes);
    });
    println!(
        "  {:?} 1/{zoom}{}: {took:.2} ms, {} shapes, {} dots{}",
        view.window.axis,
        if view.focus.cone.is_some() { " chosen" } else { "" },
        shapes.len(),
        plot.dots.len(),
        if plot.dense { ", dense" } else { "" }
    );
}

fn minimap(view: &View<'_>) {
    let mut shapes = Vec::new();
    let took = median(|_| {
        Whole::of(view).draw(view.window, view.now_value(), &mut shapes);
        black_box(&shapes);
    });
    println!("  {:?} map: {took:.2} ms, {} shapes", view.window.axis, shapes.len());
}

/// How long something takes, in milliseconds: the median, for other work comes in between.
fn median(mut once: impl FnMut(u32)) -> f64 {
    let mut times: Vec<f64> = (0..REPEATS)
        .map(|i| {
            let began = Wall::now();
            once(i);
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
