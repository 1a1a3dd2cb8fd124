//! What a long run costs: `cargo bench -p core --bench history`.
//!
//! To reach: any moment of a run of 6 peers with a million events within 50 ms (the slowest of the
//! seeks), the whole of that run in 160 MB, one of 100 peers with 200,000 events in 300 MB ("max
//! alloc" of the runs).

use divan::{AllocProfiler, Bencher};
use std::cell::RefCell;
use trading_post::id::PeerId;
use trading_post::random::Random;
use trading_post::run::{BranchId, Run};
use trading_post::scenario::{Intervention, Scenario};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// The peers and the events of the two runs.
const LONG: (usize, usize) = (6, 1_000_000);
const WIDE: (usize, usize) = (100, 200_000);

fn main() {
    divan::main();
}

fn run_of((peers, events): (usize, usize)) -> Run {
    let mut run = Run::new(Scenario::of_size(peers)).expect("a preset makes sense");
    go_on(&mut run, events);
    run
}

fn go_on(run: &mut Run, events: usize) {
    while run.trace().len() < events && run.forward() {}
}

/// All that a run keeps: its trace, its branches, its checkpoints.
#[divan::bench(args = [LONG, WIDE], sample_count = 3, sample_size = 1)]
fn the_whole_of_a_run(size: (usize, usize)) -> Run {
    run_of(size)
}

/// To anywhere from anywhere.
#[divan::bench(args = [LONG, WIDE], sample_count = 200, sample_size = 1)]
fn seek(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let run = RefCell::new(run_of(size));
    let mut random = Random::new(1);
    bencher
        .with_inputs(|| {
            let event = random.below(size.1 as u64) as usize;
            run.borrow().moment_of_event(event)
        })
        .bench_local_values(|moment| run.borrow_mut().seek(moment));
}

/// Steps back, one after another, from anywhere.
#[divan::bench(args = [LONG, WIDE], sample_count = 200, sample_size = 1)]
fn back(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let run = RefCell::new(run_of(size));
    bencher.bench_local(|| run.borrow_mut().back());
}

/// Between two branches that have half of a long run in common.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn switch(bencher: Bencher<'_, '_>) {
    let mut run = run_of(LONG);
    run.seek(run.moment_of_event(LONG.1 / 2));
    let now = run.world().now();
    run.act(Intervention::Crash(PeerId(5)), now).expect("it is up");
    go_on(&mut run, LONG.1);
    let run = RefCell::new(run);
    bencher.bench_local(|| {
        let run = &mut *run.borrow_mut();
        let other = if run.branch_id() == BranchId(0) { BranchId(1) } else { BranchId(0) };
        run.switch(other)
    });
}
