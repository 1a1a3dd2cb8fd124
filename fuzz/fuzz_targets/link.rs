//! Share links: refused, or the same run after they were written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trading_post::run::Record;

fuzz_target!(|text: &str| {
    if let Ok(record) = Record::of_link(text) {
        assert_eq!(Record::of_link(&record.to_link()).as_ref(), Ok(&record));
    }
});
