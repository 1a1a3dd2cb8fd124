//! The exhibit of I12: chance that is as wide as a machine's word makes another run on another machine.
//! These tests hold natively and as 32-bit WebAssembly.

use crate::common::{pass, run_of};
use trading_post::check::Invariant;
use trading_post::digest::Digest;
use trading_post::export::{Format, export};
use trading_post::run::{Record, Run};
use trading_post::scenario::Scenario;
use trading_post::time::Duration;
use trading_post::trace::digest;

/// Of the defended run, on every machine.
const DEFENDED: Digest = Digest(15_517_072_485_630_343_521);

/// Of the run without the defence, where a word has 64 bits, and where it has 32.
const OF_64_BITS: Digest = Digest(17_695_637_028_652_523_395);
const OF_32_BITS: Digest = Digest(5_356_572_117_286_572_859);

/// The run without the defence as a machine of 64 bits recorded it:
/// `RECORD_STORIES=1 cargo test -p core --test all word_width::` writes it anew there.
const FILE: &str = include_str!("../../word_width/run.jsonl");

const SPAN: Duration = Duration::from_millis(15_000);

/// What this machine makes of the run without the defence, and what another one does.
const fn here_and_there() -> (Digest, Digest) {
    if usize::BITS == 64 { (OF_64_BITS, OF_32_BITS) } else { (OF_32_BITS, OF_64_BITS) }
}

fn played(preset: &str) -> Run {
    let mut run = run_of(&Scenario::preset(preset).expect("there is such a preset"));
    pass(&mut run, SPAN).expect("it goes on");
    run
}

/// The invariant that breaks when a file is opened in which this is the run's digest.
fn broken_by(run: &Run, recorded: Digest) -> Option<Invariant> {
    let file = run.record().with_digest(recorded).to_jsonl();
    let record = Record::of_jsonl(&file).expect("it was written");
    assert_eq!(record.digest, Some(recorded));
    let again = Run::of_record(&record, 100_000).expect("it can be made again");
    again.reproduces(&record).err().map(|breach| breach.invariant)
}

#[test]
fn defended_every_machine_makes_the_same_run() {
    let run = played("word-wide-chance-defended");
    assert_eq!(digest(run.past()), DEFENDED);
    assert_eq!(broken_by(&run, DEFENDED), None);
}

#[test]
fn without_the_defence_a_run_that_another_machine_recorded_breaks_i12() {
    let run = played("word-wide-chance");
    let (here, there) = here_and_there();
    assert_eq!(digest(run.past()), here);
    assert_ne!(here, there);
    assert_eq!(broken_by(&run, here), None);
    assert_eq!(broken_by(&run, there), Some(Invariant::Replay));
}

#[test]
fn the_file_of_a_64_bit_machine_breaks_i12_where_a_word_has_32() {
    if std::env::var_os("RECORD_STORIES").is_some() {
        let path = format!("{}/tests/word_width/run.jsonl", env!("CARGO_MANIFEST_DIR"));
        let now = export(Format::Run, &played("word-wide-chance"), 0..0);
        std::fs::write(path, now).expect("the file lies in the project");
        return;
    }
    let record = Record::of_jsonl(FILE).expect("it was written");
    assert_eq!(record.digest, Some(OF_64_BITS));
    let again = Run::of_record(&record, 100_000).expect("it can be made again");
    let broken = again.reproduces(&record).err().map(|breach| breach.invariant);
    assert_eq!(broken, (usize::BITS != 64).then_some(Invariant::Replay));
}

#[test]
fn a_saved_run_tells_the_digest_of_what_led_to_where_it_stands() {
    let mut run = played("report");
    run.seek(500);
    let record = Record::of_jsonl(&export(Format::Run, &run, 0..0)).expect("it was written");
    assert_eq!(record.digest, Some(digest(run.past())));
    let again = Run::of_record(&record, 100_000).expect("it can be made again");
    assert_eq!(again.reproduces(&record), Ok(()));
    run.seek(501);
    assert!(run.reproduces(&record).is_err(), "one step more is another trace");
}
