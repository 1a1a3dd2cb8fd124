//! Files of runs: refused with a place, or the same after they were written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trading_post::run::{Record, Run};

/// As many events as making a run again may take here.
const MOST_EVENTS: usize = 2_000;

fuzz_target!(|text: &str| {
    match Record::of_jsonl(text) {
        Ok(record) => {
            assert_eq!(Record::of_jsonl(&record.to_jsonl()).as_ref(), Ok(&record));
            if let Ok(run) = Run::of_record(&record, MOST_EVENTS) {
                assert_eq!(run.record(), record);
            }
        }
        Err(error) => assert!(error.line >= 1 && error.column >= 1, "{error}"),
    }
});
