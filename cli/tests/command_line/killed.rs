//! What a run leaves that is killed. On Linux alone: when to kill it is seen in `/proc`.

use super::Shell;
use super::files::ALL;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Begins a run that takes longer than anybody waits.
fn begin(shell: &Shell, events: u64) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("trading-post"))
        .args(["run", "--events", &events.to_string(), "--out", "run"])
        .current_dir(shell.folder.path())
        .stdout(Stdio::null())
        .spawn()
        .expect("it is built")
}

/// So many files in the folder a run writes at this moment.
fn written(run: &Child, shell: &Shell) -> usize {
    let folder = shell.folder.path().canonicalize().expect("it is there").join("run");
    let Ok(open) = std::fs::read_dir(format!("/proc/{}/fd", run.id())) else {
        return 0;
    };
    let targets = open.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
    targets.filter(|target| target.starts_with(&folder)).count()
}

/// Kills a run at once when this holds of its folder and of how many files it writes there.
fn kill_when(shell: &Shell, run: &mut Child, ready: impl Fn(&[String], usize) -> bool) {
    let start = Instant::now();
    while !ready(&shell.files("run"), written(run, shell)) {
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
    kill_when(&shell, &mut run, |_, written| written == 2);
    assert_eq!(shell.files("run"), Vec::<String>::new());
}

#[test]
fn a_run_that_is_killed_at_its_end_leaves_whole_files_only() {
    let whole = Shell::new();
    whole.prints("run --events 3000 --out run");
    for count in 0..=ALL.len() {
        let shell = Shell::new();
        let mut run = begin(&shell, 3_000);
        kill_when(&shell, &mut run, |files, _| named(files).len() >= count);
        for name in named(&shell.files("run")) {
            let name = format!("run/{name}");
            assert_eq!(shell.read(&name), whole.read(&name), "{name}, killed at {count} files");
        }
        for hidden in shell.files("run").iter().filter(|name| name.starts_with('.')) {
            let text = shell.read(&format!("run/{hidden}"));
            let is_whole = ALL.iter().any(|name| whole.read(&format!("run/{name}")) == text);
            assert!(is_whole, "{hidden}, killed at {count} files, is half written");
        }
    }
}

#[test]
fn what_was_there_before_a_run_that_is_killed_is_there_after_it() {
    let shell = Shell::new();
    shell.prints("run --peers 3 --until 2s --out run");
    let before = ALL.map(|name| shell.read(&format!("run/{name}")));
    let mut run = begin(&shell, 1_000_000_000);
    kill_when(&shell, &mut run, |_, written| written == 2);
    assert_eq!(shell.files("run"), ALL);
    assert_eq!(ALL.map(|name| shell.read(&format!("run/{name}"))), before);
}
