//! How much memory imports take: alone in its program, so that nothing else is counted. Natively alone:
//! Node 20 crashes when it ends after a WebAssembly program that took as much memory.
#![cfg(not(target_family = "wasm"))]

use peak_alloc::PeakAlloc;
use trading_post::run::{Record, Run};
use trading_post::scenario::Scenario;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What an import may take at most, in bytes.
const MOST_MEMORY: usize = 256 << 20;

/// The longest texts that are read, and the longest that are looked into for what is wrong.
const SIZES: [usize; 2] = [4_000_000, 1_000_000];

/// Texts of a size, each dear in a way of its own.
fn monsters(size: usize) -> Vec<String> {
    let repeat = |piece: &str| piece.repeat(size / piece.len());
    let list = |field: &str, piece: &str| {
        format!("{{\"{field}\":[{}]}}", repeat(&format!("{piece},")).trim_end_matches(','))
    };
    let around = repeat("9,");
    let around = around.trim_end_matches(',');
    let act = format!("{{\"heal_links\":{{\"around\":[{around}]}}}}");
    vec![
        repeat("["),
        repeat("{\"a\":"),
        list("peers", "0"),
        list("peers", "{\"buyer\":{\"wants\":\"x\"}}"),
        list("goods", "{\"name\":\"x\",\"price_cents\":0,\"restock\":0}"),
        list("faults", "{\"at_us\":1,\"act\":\"heal\"}"),
        list("faults", "{\"at_us\":1,\"act\":{\"crash\":999}}"),
        format!("{{\"faults\":[{{\"at_us\":1,\"act\":{act}}}]}}"),
        format!("{{\"title\":\"{}\"}}", repeat("x")),
        repeat("\u{1f3e0}"),
    ]
}

/// The header of a file whose scenario is this text.
fn header(scenario: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{{\"format\":1,\"version\":\"{version}\",\"seed\":77,\"scenario\":{scenario},\
         \"stands\":{{\"branch\":0,\"moment\":0}}}}\n"
    )
}

/// What reading a text took of memory at most, beside the text.
fn memory_of(read: impl FnOnce()) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    read();
    MEMORY.peak_usage() - before
}

#[track_caller]
fn check(name: &str, read: impl FnOnce()) {
    let taken = memory_of(read);
    println!("{name} took {} MB", taken >> 20);
    assert!(taken < MOST_MEMORY, "{name} took {} MB", taken >> 20);
}

#[test]
fn whatever_comes_is_read_or_refused_in_bounded_memory() {
    for (number, text) in SIZES.into_iter().flat_map(monsters).enumerate() {
        check(&format!("scenario {number}"), || {
            Scenario::from_json(&text).expect_err("it makes no sense");
        });
        let header = header(&text);
        check(&format!("run {number}"), || {
            Record::of_jsonl(&header).expect_err("it makes no sense");
        });
    }
    for line in ["\n", "{\"act\":{\"step\":1,\"time_us\":1,\"what\":\"heal\"}}\n"] {
        let text = header("{}") + &line.repeat(16_000_000 / line.len());
        check("a file of very many lines", || {
            if let Ok(record) = Record::of_jsonl(&text) {
                Run::of_record(&record, 1_000).expect_err("it is out of order");
            }
        });
    }
}
