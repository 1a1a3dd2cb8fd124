//! A test in Rust that makes the run again and holds it to what it was.
//!
//! It needs nothing but this core: the run comes from its link, which is in the text.

use crate::check::Checks;
use crate::run::Run;
use crate::trace::digest;
use std::fmt;

/// As many events as making the run again may take, in the test.
const MOST_EVENTS: &str = "10_000_000";

pub(super) fn write(run: &Run, to: &mut dyn fmt::Write) -> fmt::Result {
    let record = run.record();
    let scenario = run.scenario();
    writeln!(
        to,
        "/// {:?}, seed {}, as version {} ran it.",
        scenario.title, scenario.seed, record.version
    )?;
    let mut acts = run.acts().take_while(|(step, _)| *step < run.moment()).peekable();
    if acts.peek().is_some() {
        writeln!(to, "///\n/// What was done by hand on the way:")?;
    }
    for (step, done) in acts {
        writeln!(to, "/// - step {step}, {} s: {}", done.at, done.act)?;
    }
    writeln!(to, "#[test]\nfn the_run_happens_again_as_it_was_copied() {{")?;
    writeln!(to, "    use trading_post::check::Checks;")?;
    writeln!(to, "    use trading_post::run::{{Record, Run}};")?;
    writeln!(to, "    use trading_post::trace::digest;\n")?;
    writeln!(to, "    let link = \"{}\";", record.to_link())?;
    writeln!(
        to,
        "    let record = Record::of_link(link).expect(\"the link is of this version\");"
    )?;
    writeln!(
        to,
        "    let run = Run::of_record(&record, {MOST_EVENTS}).expect(\"it has happened\");"
    )?;
    writeln!(to, "    assert_eq!(run.moment(), {});", run.moment())?;
    writeln!(to, "    assert_eq!(digest(run.past()).to_string(), \"{}\");", digest(run.past()))?;
    writeln!(to, "    let mut checks = Checks::new(run.scenario());")?;
    writeln!(to, "    run.past().for_each(|event| checks.take(event));")?;
    writeln!(
        to,
        "    let broken = checks.breaches().iter().map(|breach| breach.invariant.name());"
    )?;
    writeln!(to, "    assert_eq!(broken.collect::<Vec<_>>(), {});\n}}", broken(run))
}

/// The names of the invariants that the run breaks, as Rust.
fn broken(run: &Run) -> String {
    let mut checks = Checks::new(run.scenario());
    run.past().for_each(|event| checks.take(event));
    let names: Vec<_> = checks.breaches().iter().map(|breach| breach.invariant.name()).collect();
    if names.is_empty() { "Vec::<&str>::new()".to_owned() } else { format!("{names:?}") }
}
