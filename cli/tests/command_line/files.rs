//! The files that a run leaves: whole, or absent.

use super::Shell;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ALL: [&str; 5] = ["peers.json", "result.txt", "run.jsonl", "sellers.txt", "trace.jsonl"];

#[test]
fn a_run_leaves_five_files_and_nothing_else() {
    let shell = Shell::new();
    shell.prints("run --peers 3 --until 5s --out some/where");
    assert_eq!(shell.files("some/where"), ALL);
    let trace = shell.read("some/where/trace.jsonl");
    assert_eq!(trace.lines().count(), shell.read("some/where/result.txt").lines().count());
    assert!(shell.read("some/where/peers.json").contains("\"amt_earned\""));
}

#[test]
fn what_is_written_while_it_runs_is_what_is_exported_after_it() {
    let shell = Shell::new();
    shell.prints("run --until 8s --kill 5@3s --restart 5@6s --out run");
    for (format, name) in
        [("trace", "trace.jsonl"), ("result", "result.txt"), ("peers", "peers.json")]
    {
        let exported = shell.prints(&format!("export --format {format} run/run.jsonl"));
        assert_eq!(exported, shell.read(&format!("run/{name}")), "{name}");
    }
}

#[test]
fn a_run_replaces_the_files_of_an_earlier_one() {
    let shell = Shell::new();
    shell.prints("run --peers 3 --until 8s --out run");
    let long = shell.read("run/trace.jsonl").len();
    shell.prints("run --peers 3 --until 4s --out run");
    assert!(shell.read("run/trace.jsonl").len() < long);
    assert_eq!(shell.files("run"), ALL);
}

/// Begins a run that takes longer than anybody waits.
fn begin(shell: &Shell, events: u64) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("trading-post"))
        .args(["run", "--events", &events.to_string(), "--out", "run"])
        .current_dir(shell.folder.path())
        .stdout(Stdio::null())
        .spawn()
        .expect("it is built")
}

/// Kills a run at once when this holds of its folder.
fn kill_when(shell: &Shell, run: &mut Child, ready: impl Fn(&[String]) -> bool) {
    let start = Instant::now();
    while !ready(&shell.files("run")) {
        assert!(start.elapsed() < Duration::from_secs(60), "{:?}", shell.files("run"));
        std::thread::yield_now();
    }
    run.kill().expect("it runs still, or has just ended");
    run.wait().expect("it is over");
}

fn named(files: &[String]) -> Vec<&String> {
    files.iter().filter(|name| !name.starts_with('.')).collect()
}

#[test]
fn a_run_that_is_killed_while_it_runs_leaves_no_file() {
    let shell = Shell::new();
    let mut run = begin(&shell, 1_000_000_000);
    kill_when(&shell, &mut run, |files| files.len() == 2);
    assert_eq!(named(&shell.files("run")), Vec::<&String>::new());
}

#[test]
fn a_run_that_is_killed_at_its_end_leaves_whole_files_only() {
    let whole = Shell::new();
    whole.prints("run --events 3000 --out run");
    for count in 0..=ALL.len() {
        let shell = Shell::new();
        let mut run = begin(&shell, 3_000);
        kill_when(&shell, &mut run, |files| named(files).len() >= count);
        for name in named(&shell.files("run")) {
            let name = format!("run/{name}");
            assert_eq!(shell.read(&name), whole.read(&name), "{name}, killed at {count} files");
        }
    }
}

#[test]
fn what_was_there_before_a_run_that_is_killed_is_there_after_it() {
    let shell = Shell::new();
    shell.prints("run --peers 3 --until 2s --out run");
    let before = ALL.map(|name| shell.read(&format!("run/{name}")));
    let mut run = begin(&shell, 1_000_000_000);
    kill_when(&shell, &mut run, |files| files.len() == ALL.len() + 2);
    assert_eq!(ALL.map(|name| shell.read(&format!("run/{name}"))), before);
}
