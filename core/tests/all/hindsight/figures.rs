//! The report's experiments and the sweeps: what comes out is what the report and the formulas say.

use trading_post::figures::{Experiment, Kind, Measured, Measuring, Point, Sweep, Unit};
use trading_post::scenario::{Law, Machine, Scenario};

fn measured(experiment: Experiment, machine: Machine) -> Measured {
    Measuring::new(experiment, &machine.scenario()).expect("it makes sense").finish()
}

fn points(sweep: Sweep, most: u64) -> Vec<Point> {
    let places = sweep.places().iter().filter(|x| **x <= most);
    places.map(|x| sweep.at(*x).finish()).collect()
}

/// The values of one series, which are all known.
fn series(points: &[Point], number: usize) -> Vec<u64> {
    points.iter().map(|point| point.ys[number].expect("it is known")).collect()
}

#[test]
fn on_the_report_s_machine_its_table_comes_out_within_fifteen_per_cent() {
    for experiment in Experiment::ALL {
        let found = measured(experiment, Machine::Report);
        let Some(off) = found.off_report_per_mille() else {
            assert_eq!(experiment, Experiment::Histogram);
            continue;
        };
        assert!(off.abs() <= 150, "{experiment:?} is {off} thousandths off");
    }
}

#[test]
fn each_buyer_asks_twenty_five_times_and_none_waits_longer_than_another() {
    for (experiment, buyers) in
        [(Experiment::OneBuyer, 1), (Experiment::TwoBuyers, 2), (Experiment::ThreeBuyers, 3)]
    {
        let samples = measured(experiment, Machine::Report).samples;
        assert_eq!(samples.len(), buyers);
        assert_eq!(experiment.report().len(), buyers);
        let mean = samples.mean_of_all().expect("they have answers");
        for row in 0..buyers {
            assert_eq!(samples.row(row).len(), 25);
            assert!(samples.mean(row).expect("it has answers").abs_diff(mean) < mean / 20);
        }
    }
}

#[test]
fn of_450_requests_most_take_two_to_three_tenths_of_a_second() {
    let found = measured(Experiment::Histogram, Machine::Report);
    let between = found.samples.all().filter(|us| (200_000..300_000).contains(us)).count();
    assert_eq!(found.samples.all().count(), 450);
    assert!(between > 400, "{between}");
    let bins = found.histogram().expect("there are requests");
    assert_eq!(bins.counts.iter().sum::<u64>(), 450);
}

#[test]
fn a_modern_network_answers_a_hundred_times_as_fast() {
    for experiment in [Experiment::OneBuyer, Experiment::TwoBuyers, Experiment::ThreeBuyers] {
        let [report, modern] = Machine::ALL.map(|machine| measured(experiment, machine));
        let [report, modern] = [report, modern].map(|found| found.samples.mean_of_all());
        assert!(report > modern.map(|us| 100 * us), "{experiment:?}: {report:?}, {modern:?}");
    }
}

#[test]
fn elections_cost_what_the_formulas_say_at_any_size() {
    for point in points(Sweep::ElectionMessages, 100) {
        let n = point.x;
        let [worst, best] = [n * n - n - 1, n - 1].map(Some);
        assert_eq!(point.ys, [worst, worst, best, worst, best], "{n} peers");
    }
    for point in points(Sweep::ElectionTime, 100) {
        let [lowest, others] = if point.x == 2 { [2, 2] } else { [4, 3] }.map(Some);
        assert_eq!(point.ys, [lowest, others, others, lowest, others], "{} peers", point.x);
    }
}

/// Bully, the report's, modified bully, ring, majority vote; then what is worked out.
#[test]
fn side_by_side_every_algorithm_costs_what_is_worked_out_for_it() {
    for Point { x: n, ys } in points(Sweep::AlgorithmMessages, 50) {
        let costs = [n * n - n - 1, 2 * n - 3, 3 * n - 4, 5 * n - 6, 3 * n - 4].map(Some);
        assert_eq!(ys[..5], costs, "{n} peers");
        assert_eq!(ys[5..], [costs[0], costs[1], costs[2], costs[3]], "{n} peers");
    }
    for Point { x: n, ys } in points(Sweep::AlgorithmTime, 50) {
        assert_eq!(ys[..4], [Some(4), None, Some(4), Some(2 * n)], "{n} peers");
        assert!((4..=8).contains(&ys[4].expect("it elects")), "{n} peers: {ys:?}");
    }
    for Point { x: n, ys } in points(Sweep::CrowdMessages, 50) {
        let costs = [n * n - n - 1, n * n - n, n * n + n - 5, 5 * n - 6].map(Some);
        assert_eq!([&ys[..4], &ys[5..]], [costs, costs], "{n} peers");
        assert!(ys[4] >= Some(3 * n - 4), "{n} peers: {ys:?}");
    }
    for Point { x: n, ys } in points(Sweep::CrowdTime, 50) {
        assert_eq!(ys[..4], [3, 3, 4, n + 2].map(Some), "{n} peers");
        assert!(ys[4] >= Some(3), "{n} peers: {ys:?}");
    }
}

/// A vote's time is a mean of eight: it may be two latencies off.
#[test]
fn an_oracle_belongs_to_the_line_that_lies_on_it() {
    for sweep in Sweep::ALL.into_iter().filter(|sweep| *sweep != Sweep::Buyers) {
        for (number, series) in sweep.series().iter().enumerate() {
            let Kind::Oracle { of } = series.kind else { continue };
            for point in points(sweep, 10).iter().filter(|point| point.x > 2) {
                let [line, oracle] = [of, number].map(|row| point.ys[row].expect("it is known"));
                let off = if series.title.contains("T'") { 2 } else { 0 };
                assert!(line.abs_diff(oracle) <= off, "{sweep:?}, {}: {point:?}", series.title);
            }
        }
    }
}

#[test]
fn many_buyers_wait_for_one_sale_each_and_the_formula_says_so() {
    for point in points(Sweep::Buyers, 12).iter().filter(|point| point.x > 1) {
        let [ours, formula] = [0, 2].map(|number| point.ys[number].expect("it is known"));
        assert!(ours.abs_diff(formula) < formula / 50, "{}: {ours}, {formula}", point.x);
    }
}

#[test]
fn whoever_waits_for_slower_things_waits_longer() {
    for sweep in [Sweep::Loss, Sweep::Latency, Sweep::Storage] {
        let points = points(sweep, u64::MAX);
        let means = series(&points, 0);
        assert!(means[0] * 2 < means[means.len() - 1], "{sweep:?}: {means:?}");
        assert!(means.windows(2).all(|two| two[0] < two[1] * 21 / 20), "{sweep:?}: {means:?}");
    }
}

#[test]
fn a_fail_over_is_detection_election_and_recovery_and_only_the_first_depends_on_checks() {
    let points = points(Sweep::FailOver, u64::MAX);
    let [detection, election, recovery, whole] = [0, 1, 2, 3].map(|row| series(&points, row));
    assert!(detection.is_sorted(), "{detection:?}");
    for place in 0..points.len() {
        let sum = detection[place] + election[place] + recovery[place];
        assert!(sum.abs_diff(whole[place]) <= 3, "means are rounded");
        // A read of the ledger, a write, and the ways of both: 25 ms each.
        assert_eq!(recovery[place], 100_000);
        assert!((130_000..200_000).contains(&election[place]), "{election:?}");
    }
}

#[test]
fn a_clock_in_full_has_four_bytes_a_peer() {
    for point in points(Sweep::ClockBytes, 50) {
        let [full, packed, trade] = [0, 1, 2].map(|number| point.ys[number].expect("it is known"));
        assert_eq!(full, 4 * point.x);
        assert!(packed < full && 0 < trade && trade < full, "{point:?}");
    }
}

#[test]
fn slices_change_nothing() {
    let scenario = Machine::Modern.scenario();
    for experiment in Experiment::ALL {
        let mut measuring = Measuring::new(experiment, &scenario).expect("it makes sense");
        let sliced = std::iter::repeat_with(|| measuring.go_on(7)).find_map(|found| found);
        assert_eq!(sliced, Some(measured(experiment, Machine::Modern)));
        assert_eq!(measuring.progress().0, measuring.progress().1);
    }
    for sweep in Sweep::ALL {
        let x = sweep.places()[1];
        let mut pointing = sweep.at(x);
        let sliced = std::iter::repeat_with(|| pointing.go_on(11)).find_map(|point| point);
        assert_eq!(sliced, Some(sweep.at(x).finish()), "{sweep:?}");
    }
}

#[test]
fn a_machine_that_makes_no_sense_is_refused() {
    let machine = Scenario { network: Law::Fixed { us: -1 }, ..Scenario::report() };
    let refused =
        Measuring::new(Experiment::OneBuyer, &machine).expect_err("time does not go back");
    assert!(refused.to_string().starts_with("network.fixed.us: found -1"), "{refused}");
}

#[test]
fn every_point_has_a_number_for_each_series_and_tables_have_a_column_for_each() {
    for sweep in Sweep::ALL {
        let points = [sweep.at(sweep.places()[1]).finish()];
        let series = sweep.series();
        assert_eq!(points[0].ys.len(), series.len(), "{sweep:?}");
        for table in [sweep.told(&points), sweep.raw(&points)] {
            assert_eq!([table.head.len(), table.rows[0].len()], [series.len() + 1; 2], "{sweep:?}");
        }
        assert!(series.iter().any(|series| series.kind == Kind::Measured));
        assert!(sweep.places().is_sorted());
    }
}

#[test]
fn tables_say_units_to_people_and_plain_numbers_to_programs() {
    let points = [Point { x: 3, ys: vec![Some(642_000), Some(2_345), Some(642_000), None] }];
    let told = Sweep::Buyers.told(&points);
    assert_eq!(told.rows, [["3", "0.642 s", "2.34 ms", "0.642 s", "–"].map(str::to_owned)]);
    let csv = Sweep::Buyers.raw(&points).csv();
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("buyers [buyers],the report's machine [us],"), "{csv}");
    assert_eq!(lines[1], "3,642000,2345,642000,");
    assert_eq!(Unit::Micros.told(100_000), "0.100 s");
}
