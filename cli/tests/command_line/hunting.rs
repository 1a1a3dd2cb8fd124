//! The hunt: what it finds, that it can be opened elsewhere, and that it is the same on any machine.

use super::Shell;
use serde_json::Value;

/// Nothing is planned in it: the lost sale shows only when the trader is crashed at the right moment.
const LOST_SALE: &str = "hunt --scenario without-durable-answers";

fn found(shell: &Shell, line: &str) -> Value {
    let assert = shell.command(&format!("{line} --json")).assert().code(1);
    serde_json::from_slice(&assert.get_output().stdout).expect("it is JSON")
}

#[test]
fn the_lost_sale_is_found_and_shrunk_to_one_crash() {
    let assert = Shell::new().command(LOST_SALE).assert().code(1);
    let told = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(told.starts_with("I7 is broken at event "), "{told}");
    let acts: Vec<&str> = told.lines().filter(|line| line.starts_with("  step ")).collect();
    assert!(acts.len() == 1 && acts[0].ends_with("s: Crash peer 5"), "{told}");
}

#[test]
fn every_strategy_finds_it_whatever_the_number_of_threads() {
    let shell = Shell::new();
    for strategy in ["random", "depth-first", "reduced"] {
        let line = format!("{LOST_SALE} --strategy {strategy}");
        let one = found(&shell, &format!("{line} --threads 1"));
        assert_eq!(one["breach"]["invariant"], "I7");
        assert_eq!(one, found(&shell, &format!("{line} --threads 5")));
    }
}

#[test]
fn what_was_found_can_be_sent_as_a_link_and_as_a_file() {
    let shell = Shell::new();
    let find = found(&shell, &format!("{LOST_SALE} --out found"));
    let sources = [find["link"].as_str().expect("it is a text"), "found/run.jsonl"];
    for source in sources {
        let assert = shell.command(&format!("replay {source} --json")).assert().code(1);
        let told: Value = serde_json::from_slice(&assert.get_output().stdout).expect("JSON");
        let check =
            told["checks"].as_array().and_then(|all| all.iter().find(|c| c["invariant"] == "I7"));
        let event = check.map(|check| &check["breach"]["event"]);
        assert_eq!(event, Some(&find["breach"]["event"]));
    }
}

#[test]
fn with_all_defences_nothing_is_found_and_that_is_said() {
    let line = "hunt --scenario without-durable-answers-defended --continuations 300";
    let told = Shell::new().prints(line);
    assert!(told.starts_with("Nothing was found in 300 continuations ("), "{told}");
}

#[test]
fn a_hunt_begins_where_a_kept_run_stands() {
    let shell = Shell::new();
    shell.prints("run --scenario without-durable-answers --until 5s --out run");
    let find = found(&shell, "hunt run/run.jsonl");
    let stands: Value = shell
        .read("run/run.jsonl")
        .lines()
        .next()
        .and_then(|header| serde_json::from_str(header).ok())
        .expect("it has a header");
    assert_eq!(find["from"], stands["stands"]["moment"]);
}

#[test]
fn an_act_that_no_hunt_does_is_refused() {
    let shell = Shell::new();
    shell.refuses("hunt --allow explode=1", "expected ACT=N, such as crash=2, ACT one of deliver");
    shell.refuses("hunt --allow crash", "expected ACT=N");
    shell.refuses("hunt --allow crash=999999999", "N at most 1000");
    shell.refuses("hunt --invariant I12", "expected I1 to I11, or I13");
    shell.refuses("hunt --invariant I14", "expected I1 to I11, or I13");
    shell.refuses("hunt --threads 0", "invalid value '0' for '--threads <N>'");
}
