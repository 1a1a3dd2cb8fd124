/// "3 peers in the report's pattern", seed 3, as version 0.1.0 ran it.
///
/// What was done by hand on the way:
/// - step 39, 0.976 s: Duplicate message 32
/// - step 40, 0.976 s: Drop message 32
/// - step 41, 0.976 s: Crash peer 2
/// - step 63, 2.458 s: Restart peer 2
#[test]
fn the_run_happens_again_as_it_was_copied() {
    use trading_post::check::Checks;
    use trading_post::run::{Record, Run};
    use trading_post::trace::digest;

    let link = "1.ZYxLCoQwEETvUutGknbMaJ9kIGQxfpa6UBEk9N3t6FJqUdSHl3FA4CpfORAWSE3YIBnbNI2WlNBDYi5lrDvyJuZE2C133-A5kDP5T8sNBxv-930vjNkAfF9xQpXe9e-pBwgXX4snNYp9oqO2SXoBNIjz0w";
    let record = Record::of_link(link).expect("the link is of this version");
    let run = Run::of_record(&record, 10_000_000).expect("it has happened");
    assert_eq!(run.moment(), 85);
    assert_eq!(digest(run.past()).to_string(), "4d6f6e1eff8ccfaa");
    let mut checks = Checks::new(run.scenario());
    run.past().for_each(|event| checks.take(event));
    let broken = checks.breaches().iter().map(|breach| breach.invariant.name());
    assert_eq!(broken.collect::<Vec<_>>(), Vec::<&str>::new());
}
