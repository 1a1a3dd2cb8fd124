//! Writes pictures of the network at telling moments as SVG files, to be looked at.
//!
//! `cargo run -p web --example pictures -- <folder>`

use std::path::Path;
use trading_post::id::{Party, PeerId};
use trading_post::run::Run;
use trading_post::scenario::{Disturbance, Intervention, Links, Rule, Scenario};
use trading_post::time::Instant;
use trading_post::world::What;
use trading_post_page::scene::palette::Palette;
use trading_post_page::scene::svg::to_svg;
use trading_post_page::scene::{LostEnvelope, View, network};

/// The report's peers, with a trader that serves slowly.
fn slow_trader() -> Scenario {
    Scenario { service_us: 1_500_000, ..Scenario::report() }
}

/// A moment worth a picture.
struct Scene {
    name: &'static str,
    run: Run,
    at: Instant,
    selected: Option<PeerId>,
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "pictures".to_owned());
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for scene in scenes() {
        for (width, height) in [(800.0, 590.0), (390.0, 400.0), (700.0, 520.0)] {
            write(&scene, Path::new(&folder), width, height);
        }
    }
}

fn scenes() -> Vec<Scene> {
    vec![
        scene("start", Scenario::report(), 45_000, &[]),
        scene(
            "election",
            Scenario::report(),
            3_300_000,
            &[
                (3_000_000, Intervention::Crash(PeerId(5))),
                (3_200_000, Intervention::Suspect(PeerId(1))),
            ],
        ),
        scene("trading", Scenario::report(), 6_225_000, &[]),
        scene(
            "crash",
            Scenario::report(),
            4_025_000,
            &[(4_000_000, Intervention::Crash(PeerId(5)))],
        ),
        scene(
            "after",
            Scenario::report(),
            6_240_000,
            &[
                (4_000_000, Intervention::Crash(PeerId(5))),
                (5_700_000, Intervention::Pause(PeerId(2))),
                (
                    5_800_000,
                    Intervention::Disturb(Rule {
                        links: Links::Between(Party::Peer(PeerId(0)), Party::Peer(PeerId(1))),
                        disturbance: Disturbance::Cut,
                    }),
                ),
            ],
        ),
        scene("queue", slow_trader(), 9_310_000, &[]),
        scene("two", Scenario::of_size(2), 3_020_000, &[]),
        scene("eight", Scenario::of_size(8), 3_020_000, &[]),
        scene("twelve", Scenario::of_size(12), 3_020_000, &[]),
        scene(
            "twenty",
            Scenario::of_size(20),
            3_020_000,
            &[(2_000_000, Intervention::Crash(PeerId(7)))],
        ),
        scene(
            "fifty",
            Scenario::of_size(50),
            3_020_000,
            &[(2_000_000, Intervention::Crash(PeerId(7)))],
        ),
        scene("fifty-election", Scenario::of_size(50), 35_000, &[]),
        scene("two-hundred", Scenario::of_size(200), 2_020_000, &[]),
        scene("thousand", Scenario::of_size(1000), 10_000, &[]),
    ]
}

fn scene(
    name: &'static str,
    scenario: Scenario,
    at_us: u64,
    acts: &[(u64, Intervention)],
) -> Scene {
    let mut run = Run::new(scenario).expect("it makes sense");
    for (act_at, act) in acts {
        run.run_until(Instant(*act_at), usize::MAX);
        run.act(act.clone(), Instant(*act_at)).expect("it is possible");
    }
    run.run_until(Instant(at_us), usize::MAX);
    Scene { name, run, at: Instant(at_us), selected: Some(PeerId(3)) }
}

fn losses(run: &Run) -> Vec<LostEnvelope> {
    let events = run.trace().iter().rev().take(500);
    let recent = events.take_while(|event| event.at.0 + 400_000 > run.world().now().0);
    let lost = recent.filter_map(|event| match (event.what, event.party) {
        (What::Drop { from, brief, .. }, Some(to)) => {
            Some(LostEnvelope { from, to, lost_at: event.at, name: brief.name() })
        }
        _ => None,
    });
    lost.collect()
}

fn write(scene: &Scene, folder: &Path, width: f64, height: f64) {
    let view = View {
        world: scene.run.world(),
        scenario: scene.run.scenario(),
        now: scene.at,
        width,
        height,
        selected: scene.selected,
        picked: None,
        link: None,
        losses: &losses(&scene.run),
        reduced_motion: false,
    };
    let mut shapes = Vec::new();
    network(&view, &mut shapes);
    shapes.clear();
    let before = std::time::Instant::now();
    network(&view, &mut shapes);
    println!("{} {width}: {} shapes, {:?}", scene.name, shapes.len(), before.elapsed());
    for (theme, palette) in [("light", Palette::LIGHT), ("dark", Palette::DARK)] {
        let file = folder.join(format!("{}-{width}-{theme}.svg", scene.name));
        std::fs::write(file, to_svg(&shapes, &palette, width, height)).expect("it can be written");
    }
}
