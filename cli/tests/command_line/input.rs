//! Bad input: exit code 2, and a sentence with what was found, where, and what was expected.

use super::Shell;

#[test]
fn a_preset_that_is_none() {
    let sentence = "--scenario: found \"menhir\", expected a file, or a preset";
    Shell::new().refuses("run --scenario menhir", sentence);
}

#[test]
fn a_scenario_that_makes_no_sense_is_refused_with_line_and_column() {
    let shell = Shell::new();
    shell.write("mine.json", "{\n \"service_us\": -1\n}");
    let sentence = "--scenario: mine.json: service_us: found -1, \
                    expected 0 to 86400000000 (line 2, column 16)";
    shell.refuses("run --scenario mine.json", sentence);
}

#[test]
fn a_file_that_is_no_text() {
    let shell = Shell::new();
    std::fs::write(shell.folder.path().join("mine.json"), b"{\n\xff\xfe").expect("written");
    let sentence = "mine.json: line 2, column 1: found other bytes, expected UTF-8";
    shell.refuses("run --scenario mine.json", sentence);
}

#[test]
fn too_many_peers() {
    Shell::new().refuses("run --peers 1001", "--peers: found 1001, expected 2 to 1000");
}

#[test]
fn a_duration_that_is_none() {
    let sentence = "invalid value '5x' for '--until <DURATION>': expected a duration, such as 90s";
    Shell::new().refuses("run --until 5x", sentence);
}

#[test]
fn a_blow_that_is_none() {
    let sentence = "invalid value '5' for '--kill <PEER@TIME>': expected a peer and a time";
    Shell::new().refuses("run --kill 5", sentence);
    let stranger = "--kill: found peer 6, expected a peer from 0 to 5";
    Shell::new().refuses("run --kill 6@5s", stranger);
}

#[test]
fn a_blow_that_is_not_possible_then() {
    let shell = Shell::new();
    let sentence = "--restart 5 at 3.000 s is not possible: peer 5 has not crashed";
    shell.refuses("run --restart 5@3s --out run", sentence);
    assert!(shell.files("run").is_empty(), "nothing is left of it");
    shell.refuses("run --until 5s --kill 5@6s", "--kill: found 6.000 s, expected at most 5.000 s");
}

#[test]
fn a_file_of_a_run_is_refused_with_line_and_column() {
    let shell = Shell::new();
    shell.prints("run --peers 3 --until 2s --kill 2@1s --out run");
    let text = shell.read("run/run.jsonl");
    shell.write("run.jsonl", &text.replace("{\"crash\":2}", "{\"crush\":2}"));
    let sentence = "run.jsonl: line 2, column ";
    shell.refuses("replay run.jsonl", sentence);
    let expected = "act.what: found \"crush\", expected one of crash, restart";
    shell.refuses("replay run.jsonl", expected);
}

#[test]
fn a_run_that_cannot_have_happened() {
    let shell = Shell::new();
    shell.prints("run --peers 3 --until 2s --kill 2@1s --out run");
    let text = shell.read("run/run.jsonl");
    shell.write("run.jsonl", &text.replace("{\"crash\":2}", "{\"restart\":2}"));
    shell.refuses("replay run.jsonl", "run.jsonl: branch 0, what was done as step ");
}

#[test]
fn a_link_that_is_damaged() {
    let shell = Shell::new();
    shell.refuses("replay 1.AAAA", "this link is ");
    shell.refuses("replay nowhere.jsonl", "found \"nowhere.jsonl\", expected a file run.jsonl");
}

#[test]
fn a_window_that_is_none() {
    let shell = Shell::new();
    let line = "export --format csv --peers 3 --until 1s";
    shell.refuses(&format!("{line} --to 100000"), "--to: found 100000, expected at most ");
    shell.refuses(&format!("{line} --from 9 --to 8"), "--from: found 9, expected at most 8");
}

#[test]
fn a_folder_that_cannot_be_written() {
    let shell = Shell::new();
    shell.write("taken", "");
    shell.refuses("run --until 1s --out taken", "cannot be written");
}

#[test]
fn a_command_that_is_none() {
    Shell::new().refuses("dance", "unrecognized subcommand 'dance'");
    Shell::new().refuses("export --format bmp", "invalid value 'bmp' for '--format <FORMAT>'");
    Shell::new().refuses("presets menhir", "found \"menhir\", expected one of those");
    Shell::new().refuses("man dance", "found \"dance\", expected a command");
}

#[cfg(unix)]
#[test]
fn a_file_without_an_end_is_read_no_further_than_a_file_can_be_long() {
    Shell::new().refuses("replay /dev/zero", "found more bytes, expected at most 16777216");
}
