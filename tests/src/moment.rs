//! Where the run on the page is.

use anyhow::{Context, Result, bail};

/// All that tells where the run is: equal for two looks at the same moment of the same run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// How many steps were taken.
    pub step: u64,
    /// The simulated time, as Transport tells it.
    pub time: String,
    /// The sentence on what happens.
    pub sentence: String,
    /// The peers' names, in which their role, goods and money are told.
    pub peers: Vec<String>,
}

/// The number in "step 123 of 456" in Transport's text.
pub(crate) fn step(transport: &str) -> Result<u64> {
    let (_, rest) = transport
        .split_once("step ")
        .with_context(|| format!("expected \"step 123 of 456\", found: {transport}"))?;
    let number = rest.split_whitespace().next().unwrap_or_default();
    number.parse().with_context(|| format!("expected a step's number, found \"{number}\""))
}

/// The time such as "13.214 s" in Transport's text: the first number with decimals that has the unit after it.
pub(crate) fn time(transport: &str) -> Result<String> {
    let mut before = "";
    for word in transport.split_whitespace() {
        if word == "s" && before.contains('.') && before.parse::<f64>().is_ok() {
            return Ok(format!("{before} s"));
        }
        before = word;
    }
    bail!("expected a time such as \"13.214 s\", found: {transport}")
}

#[cfg(test)]
mod tests {
    use super::{step, time};

    const TRANSPORT: &str = "Pause Step Step back 1x 13.214 s step 123 of 456 Seed Use seed";

    #[test]
    fn the_step_is_read_out_of_the_transports_text() {
        assert_eq!(step(TRANSPORT).ok(), Some(123));
        assert!(step("Pause Step").is_err());
    }

    #[test]
    fn the_time_is_read_out_of_the_transports_text() {
        assert_eq!(time(TRANSPORT).ok().as_deref(), Some("13.214 s"));
        assert!(time("Pause Step s").is_err());
    }
}
