//! What is measured, as a person and as a program reads it.

use super::Shell;
use serde_json::Value;

#[test]
fn a_sweep_is_told_as_a_table_and_as_json_whatever_the_number_of_threads() {
    let shell = Shell::new();
    let told = shell.prints("sweep fail-over --threads 1");
    assert!(told.starts_with("Time without a trader"), "{told}");
    assert!(told.contains("detection") && told.contains("5.000 s"), "{told}");
    assert_eq!(told, shell.prints("sweep fail-over --threads 3"));
    let json = shell.prints("sweep fail-over --json");
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["points"].as_array().map(Vec::len), Some(7));
    assert_eq!(json["points"][0]["x"], 50_000);
}

#[test]
fn a_sweep_leaves_a_table_and_a_plot_for_light_and_dark() {
    let shell = Shell::new();
    shell.prints("sweep buyers --csv tables --svg plots");
    assert_eq!(shell.files("tables"), ["buyers.csv"]);
    assert!(shell.read("tables/buyers.csv").starts_with("buyers [buyers],"));
    let plot = shell.read("plots/buyers.svg");
    for part in ["<svg", "prefers-color-scheme: dark", "a modern network", "the report"] {
        assert!(plot.contains(part), "{part}");
    }
}

#[test]
fn a_sweep_that_there_is_none_of_is_refused() {
    Shell::new().refuses("sweep menhirs", "[possible values: election-messages, election-time,");
}

#[test]
fn everything_is_measured_at_once_with_the_reports_figures_beside_ours() {
    let shell = Shell::new();
    let told = shell.prints("measure --csv tables --svg plots --json");
    let told: Value = serde_json::from_str(&told).expect("it is JSON");
    let first = &told["experiments"][0];
    assert_eq!(
        (&first["experiment"], &first["report_mean_us"]),
        (&"one-buyer".into(), &211_000.into())
    );
    assert!(first["off_report_per_mille"].as_i64().is_some_and(|off| off.abs() <= 150), "{first}");
    assert_eq!(told["sweeps"].as_array().map(Vec::len), Some(12));
    assert_eq!([shell.files("tables").len(), shell.files("plots").len()], [3 + 12, 2 + 12]);
}
