//! Scenarios: refused with a place, or a world that goes on.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trading_post::scenario::Scenario;
use trading_post::world::World;

fuzz_target!(|text: &str| {
    match Scenario::from_json(text) {
        Ok(scenario) => {
            assert_eq!(Scenario::from_json(&scenario.to_json()).as_ref(), Ok(&scenario));
            let mut world = World::new(&scenario).expect("it was checked");
            let mut events = Vec::new();
            while events.len() < 500 && world.step(&mut events) {}
        }
        Err(problems) => assert!(problems.to_string().contains("(line "), "{problems}"),
    }
});
