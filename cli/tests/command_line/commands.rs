//! Each command, as its help shows it.

use super::Shell;
use serde_json::Value;
use trading_post::scenario::Group;

/// A preset that breaks an invariant by itself, and which.
const RED: (&str, &str) = ("answer-before-durable", "I7");

#[test]
fn a_run_tells_what_it_adds_up_to() {
    let told = Shell::new().prints("run --until 20s --kill 5@5s --restart 5@10s");
    for part in ["The report's six peers", "ELECTION", "SOLD", "I7   holds", "Link: 1."] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn a_run_tells_the_same_as_json() {
    let told = Shell::new().prints("run --peers 4 --seed 5 --events 2000 --json");
    let told: Value = serde_json::from_str(&told).expect("it is JSON");
    assert_eq!((&told["peers"], &told["seed"]), (&Value::from(4), &Value::from(5)));
    assert!(told["events"].as_u64() >= Some(2_000));
    assert!(told["sales"].as_u64() > Some(0));
    assert_eq!(told["checks"].as_array().map(Vec::len), Some(13));
}

#[test]
fn the_same_arguments_make_the_same_run() {
    let shell = Shell::new();
    let line = "run --peers 3 --until 10s --kill 2@3s";
    let [one, other] = ["one", "other"].map(|folder| {
        shell.prints(&format!("{line} --out {folder}"));
        shell.read(&format!("{folder}/trace.jsonl"))
    });
    assert_eq!(one, other);
}

#[test]
fn a_run_that_breaks_an_invariant_exits_with_1_and_says_which() {
    let (preset, invariant) = RED;
    let shell = Shell::new();
    let assert = shell.command(&format!("run --scenario {preset}")).assert().code(1);
    let told = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(told.contains(&format!("{invariant} is broken at event")), "{told}");
    shell.command(&format!("run --scenario {preset}-defended")).assert().code(0);
}

#[test]
fn a_replay_makes_the_run_again_from_its_file_and_from_its_link() {
    let shell = Shell::new();
    let told = shell.prints("run --until 15s --kill 5@5s --restart 5@10s --out first");
    let link = told.lines().find_map(|line| line.strip_prefix("Link: ")).expect("it is short");
    for (folder, source) in [("file", "first/run.jsonl"), ("link", link)] {
        shell.prints(&format!("replay {source} --out {folder}"));
        for name in shell.files("first") {
            let [first, again] = ["first", folder].map(|f| shell.read(&format!("{f}/{name}")));
            assert_eq!(first, again, "{name} of the {folder}");
        }
    }
    shell.prints(&format!("replay https://example.org/post/#run={link}"));
}

#[test]
fn a_replay_of_a_run_that_was_another_where_it_was_recorded_breaks_i12() {
    let shell = Shell::new();
    shell.prints("run --until 5s --out theirs");
    let file = shell.read("theirs/run.jsonl");
    let (_, digest) = file.split_once("\"digest\":\"").expect("a run tells its digest");
    shell.write("other.jsonl", &file.replace(&digest[..16], "00c0ffee00c0ffee"));
    let replayed = shell.command("replay other.jsonl").assert().code(1);
    let told = String::from_utf8_lossy(&replayed.get_output().stdout).into_owned();
    assert!(told.contains("I12 is broken") && told.contains("it is another run"), "{told}");
}

#[test]
fn a_replay_plays_the_run_twice_and_has_the_digest_of_the_first() {
    let shell = Shell::new();
    let told = shell.prints("run --until 15s --kill 5@5s --out first");
    let again = shell.prints("replay first/run.jsonl");
    let digest = |told: &str| {
        let line = told.lines().find(|line| line.contains("digest")).map(str::to_owned);
        line.expect("it is told")
    };
    assert_eq!(digest(&told), digest(&again));
    let judged = |told: &str| {
        let line = told.lines().find(|line| line.trim_start().starts_with("I12"));
        line.expect("it is told").contains("holds")
    };
    assert!(!judged(&told) && judged(&again), "{again}");
}

#[test]
fn a_replay_of_a_broken_run_exits_with_1() {
    let shell = Shell::new();
    shell.command(&format!("run --scenario {} --out red", RED.0)).assert().code(1);
    shell.command("replay red/run.jsonl --json").assert().code(1);
}

#[test]
fn every_format_can_be_exported() {
    let shell = Shell::new();
    shell.prints("run --peers 3 --until 3s --out run");
    let formats = [
        ("run", "{\"format\":1"),
        ("trace", "{\"seq\":0"),
        ("peers", "{"),
        ("sellers", "0"),
        ("result", "0.000 Peer 0 starts."),
        ("shiviz", "(?<host>"),
        ("chrome", "{\"displayTimeUnit\""),
        ("mermaid", "sequenceDiagram"),
        ("itf", "{\"#meta\""),
        ("csv", "seq,"),
        ("figures", "figure,"),
        ("rust-test", "///"),
    ];
    for (format, begins) in formats {
        let text = shell.prints(&format!("export --format {format} run/run.jsonl"));
        assert!(text.starts_with(begins), "{format}: {text:.60}");
    }
    let direct = shell.prints("export --format csv --peers 3 --until 3s");
    assert_eq!(direct, shell.prints("export --format csv run/run.jsonl"));
}

#[test]
fn a_window_is_exported_into_a_file() {
    let shell = Shell::new();
    let line = "export --format trace --peers 3 --until 3s --from 10 --to 20 --output part.jsonl";
    assert_eq!(shell.prints(line), "");
    let text = shell.read("part.jsonl");
    assert_eq!(text.lines().count(), 10);
    assert!(text.starts_with("{\"seq\":10,"), "{text}");
}

#[test]
fn where_a_format_takes_fewer_events_that_is_said() {
    let shell = Shell::new();
    let assert = shell.command("export --format shiviz --events 6000").assert().success();
    let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert_eq!(told, "shiviz takes 5000 events: the earlier ones are left out\n");
}

#[test]
fn presets_are_listed_and_each_is_a_file_to_start_from() {
    let shell = Shell::new();
    let listed = shell.prints("presets");
    let names: Vec<&str> = listed
        .lines()
        .filter(|line| line.starts_with(' ') && !line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.contains(&"report") && names.contains(&RED.0), "{listed}");
    let groups: Vec<_> = Group::ALL.iter().map(|group| listed.find(group.title())).collect();
    assert!(groups.is_sorted() && groups.iter().all(Option::is_some), "{listed}");
    let text = shell.prints("presets report");
    shell.write("mine.json", &text.replace("\"seed\": 77", "\"seed\": 78"));
    let told = shell.prints("run --scenario mine.json --until 2s");
    assert!(told.contains("6, 78"), "{told}");
}

#[test]
fn schemas_are_json_schemas() {
    for file in ["scenario", "run", "trace"] {
        let text = Shell::new().prints(&format!("schema {file}"));
        let schema: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
}

#[test]
fn shells_are_told_of_all_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = Shell::new().prints(&format!("completions {shell}"));
        assert!(script.contains("trading-post") && script.contains("replay"), "{shell}");
    }
}

#[test]
fn the_manual_names_examples_and_exit_codes() {
    let shell = Shell::new();
    for line in ["man", "man run"] {
        let page = shell.prints(line);
        for part in [".TH", "Exit codes", "an invariant does not hold", "Examples"] {
            assert!(page.contains(part), "{part} in {line}");
        }
    }
    assert!(shell.prints("man run").contains("trading\\-post\\-run"));
}

#[test]
fn help_has_examples_and_exit_codes() {
    let shell = Shell::new();
    for line in ["--help", "run --help", "replay --help", "hunt --help", "export --help"] {
        let help = shell.prints(line);
        for part in ["Examples:", "Exit codes:", "trading-post "] {
            assert!(help.contains(part), "{part} in {line}");
        }
    }
}
