//! The files that a run leaves: whole, or absent.

use super::Shell;

pub const ALL: [&str; 5] = ["peers.json", "result.txt", "run.jsonl", "sellers.txt", "trace.jsonl"];

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
