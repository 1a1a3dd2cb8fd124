//! What is wrong with a text that is no scenario: which value of it, and what could stand there.
//!
//! Serde's own error names a line and a column, but no field. So a text that cannot be read is read
//! once more, as a [`Tree`], and the tree as a scenario: on its way out of the tree an error
//! gathers its path. What has been read already, as a link's text, is read as a tree alone.

mod place;
mod tree;

use super::Problem;
use serde::de::{DeserializeOwned, Error, Expected, Unexpected};
use serde_json::Value;
use std::fmt;
use tree::Tree;

pub(crate) use place::{Place, place_of};

/// The longest text of which a value that does not fit is named by its path, in bytes. Of a longer
/// one only the place is told: a tree of it would take too much memory.
const MOST_EXPLAINED: usize = 1 << 20;

/// A text that cannot be read: where, and why.
#[derive(Debug)]
pub(crate) struct Misread {
    pub place: Place,
    pub problem: Problem,
}

impl Misread {
    /// The problem with its place at the end of it.
    pub(super) fn placed(self) -> Problem {
        let Self { place, problem } = self;
        Problem { expected: format!("{} ({place})", problem.expected).into(), ..problem }
    }
}

/// Reads a text in JSON. `whole` is what to call all of it.
pub(crate) fn text<T: DeserializeOwned>(text: &str, whole: &str) -> Result<T, Misread> {
    serde_json::from_str(text).map_err(|error| Misread {
        place: Place { line: error.line().max(1), column: error.column().max(1) },
        problem: misfit::<T>(text, whole).unwrap_or_else(|| unfit(&error, whole)),
    })
}

/// What does not fit in a text that is JSON.
fn misfit<T: DeserializeOwned>(text: &str, whole: &str) -> Option<Problem> {
    let short = text.len() <= MOST_EXPLAINED;
    let tree: Tree = short.then(|| serde_json::from_str(text).ok())??;
    let misfit = T::deserialize(&tree).err()?;
    Some(misfit.found_in(&tree).problem(whole))
}

/// The problem of a text that is no JSON, or too long to say more.
fn unfit(error: &serde_json::Error, whole: &str) -> Problem {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let said = said.strip_suffix(&place).unwrap_or(&said);
    let found = match error.classify() {
        serde_json::error::Category::Data => said.to_owned(),
        serde_json::error::Category::Io
        | serde_json::error::Category::Syntax
        | serde_json::error::Category::Eof => format!("what is no JSON ({said})"),
    };
    Problem { field: whole.to_owned(), found, expected: "an object in JSON".into() }
}

/// Reads what is JSON already. `whole` is what to call all of it.
pub(crate) fn value<T: DeserializeOwned>(value: Value, whole: &str) -> Result<T, Problem> {
    let tree = Tree::of(value);
    T::deserialize(&tree).map_err(|misfit| misfit.found_in(&tree).problem(whole))
}

/// One step of a path, from a value to a part of it.
#[derive(Debug)]
enum Step {
    Field(String),
    Item(usize),
}

/// A value that does not fit.
#[derive(Debug)]
struct Misfit {
    /// The way to it; the last step first.
    way: Vec<Step>,
    /// What stands there, when that is known.
    found: Option<String>,
    expected: String,
}

impl Misfit {
    const fn new(expected: String) -> Self {
        Self { way: Vec::new(), found: None, expected }
    }

    fn of_field(name: &str, found: &str, expected: String) -> Self {
        Self { way: vec![Step::Field(name.to_owned())], found: Some(found.to_owned()), expected }
    }

    fn found_in(mut self, tree: &Tree) -> Self {
        self.found.get_or_insert_with(|| tree.to_string());
        self
    }

    /// The same, seen from what the step to this tree begins at.
    #[cold]
    #[inline(never)]
    fn found_at(self, step: Step, tree: &Tree) -> Self {
        let mut misfit = self.found_in(tree);
        misfit.way.push(step);
        misfit
    }

    fn field(&self) -> String {
        let mut field = String::new();
        for step in self.way.iter().rev() {
            match step {
                Step::Field(name) if field.is_empty() => field.push_str(name),
                Step::Field(name) => field.push_str(&format!(".{name}")),
                Step::Item(place) => field.push_str(&format!("[{place}]")),
            }
        }
        field
    }

    fn problem(self, whole: &str) -> Problem {
        let field = if self.way.is_empty() { whole.to_owned() } else { self.field() };
        Problem { field, found: self.found.unwrap_or_default(), expected: self.expected.into() }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}", self.field(), self.expected)
    }
}

impl std::error::Error for Misfit {}

impl Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(plain(&expected.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(plain(&expected.to_string()))
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::new(plain(&expected.to_string()))
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        Self { found: Some(format!("{variant:?}")), ..Self::new(one_of(known)) }
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::of_field(field, "an unknown field", one_of(known))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::of_field(field, "nothing", "a value".to_owned())
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::of_field(field, "it twice", "it once".to_owned())
    }
}

fn one_of(names: &[&str]) -> String {
    format!("one of {}", names.join(", "))
}

/// What serde expects, in words for those who do not write Rust.
fn plain(expected: &str) -> String {
    let words = match expected {
        "u16" => "a whole number from 0 to 65535",
        "u64" => "a whole number from 0, of at most 19 digits",
        "i64" => "a whole number of at most 18 digits",
        "a boolean" => "true or false",
        "a string" => "a text in quotes",
        "a sequence" => "a list",
        "unit" => "null",
        tuple if tuple.starts_with("tuple ") => {
            let count: String = tuple.chars().filter(char::is_ascii_digit).collect();
            return format!("a list of {count}");
        }
        object if object.starts_with("struct ") => "an object",
        other => other,
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use serde::Deserialize;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let problems = Scenario::from_json(text).expect_err("it is no scenario");
        assert_eq!(problems.to_string(), expected);
    }

    /// A disturbance of these links.
    fn links(links: &str) -> String {
        let rule = format!(r#"{{"links":{links},"disturbance":"cut"}}"#);
        format!(r#"{{"faults":[{{"at_us":1,"act":{{"disturb":{rule}}}}}]}}"#)
    }

    #[test]
    fn a_negative_interval() {
        check(
            r#"{"detector":{"on_demand":{"interval_us":-5,"pong_us":1}}}"#,
            "detector.on_demand.interval_us: found -5, \
             expected a whole number from 0, of at most 19 digits (line 1, column 42)",
        );
    }

    #[test]
    fn a_negative_seed() {
        check(
            "{\n  \"seed\": -1\n}",
            "seed: found -1, \
             expected a whole number from 0, of at most 19 digits (line 2, column 12)",
        );
    }

    #[test]
    fn a_fault_before_the_beginning() {
        check(
            r#"{"faults":[{"at_us":-1,"act":"heal"}]}"#,
            "faults[0].at_us: found -1, \
             expected a whole number from 0, of at most 19 digits (line 1, column 22)",
        );
    }

    #[test]
    fn a_peer_of_a_number_beyond_all() {
        check(
            r#"{"faults":[{"at_us":1,"act":{"crash":70000}}]}"#,
            "faults[0].act.crash: found 70000, \
             expected a whole number from 0 to 65535 (line 1, column 42)",
        );
    }

    #[test]
    fn an_order_that_is_none() {
        check(
            r#"{"order":"foo"}"#,
            "order: found \"foo\", \
             expected one of sum, list, own, largest, smallest (line 1, column 14)",
        );
    }

    #[test]
    fn one_piece_and_a_half() {
        check(
            r#"{"peers":[{"buyer":{"wants":"salt"}},{"seller":{"item":"salt","stock":1.5}}]}"#,
            "peers[1].seller.stock: found 1.5, \
             expected a whole number of at most 18 digits (line 1, column 73)",
        );
    }

    #[test]
    fn what_is_no_json_has_a_line_and_a_column() {
        check(
            "{\n\"seed\" 5}",
            "the scenario: found what is no JSON (expected `:`), \
             expected an object in JSON (line 2, column 8)",
        );
    }

    #[test]
    fn an_unknown_field_deep_inside() {
        check(
            r#"{"goods":[{"name":"salt","prize":1}]}"#,
            "goods[0].prize: found an unknown field, \
             expected one of name, price_cents, restock (line 1, column 32)",
        );
    }

    #[test]
    fn a_defence_that_is_none() {
        let text = r#"{"defences":{"menhir":false}}"#;
        let problems = Scenario::from_json(text).expect_err("it is no scenario");
        let said = problems.to_string();
        assert!(
            said.starts_with("defences.menhir: found an unknown field, expected one of durable")
        );
        assert!(crate::peer::rules::Defence::ALL.iter().all(|d| said.contains(d.name())), "{said}");
    }

    #[test]
    fn a_defence_that_is_half_there() {
        check(
            r#"{"defences":{"fencing":"half"}}"#,
            "defences.fencing: found \"half\", expected true or false (line 1, column 29)",
        );
    }

    #[test]
    fn a_field_that_is_missing() {
        check(
            r#"{"goods":[{"name":"salt","restock":1}]}"#,
            "goods[0].price_cents: found nothing, expected a value (line 1, column 37)",
        );
    }

    #[test]
    fn a_field_that_comes_twice() {
        check(
            r#"{"seed":1,"seed":2}"#,
            "seed: found it twice, expected it once (line 1, column 16)",
        );
    }

    #[test]
    fn what_makes_no_sense_has_a_line_and_a_column_too() {
        let text = "{\n \"goods\": [\n  {\"name\": \"x y\", \"price_cents\": 1, \"restock\": 1}]}";
        let problems = Scenario::from_json(text).expect_err("nobody trades in that").to_string();
        let name = "goods[0].name: found \"x y\", expected one word that no other good has";
        assert!(problems.ends_with(&format!("{name} (line 3, column 12)")), "{problems}");
        check(
            "{\"seed\": 5,\n \"service_us\": -1}",
            "service_us: found -1, expected 0 to 86400000000 (line 2, column 16)",
        );
    }

    #[test]
    fn a_party_that_is_none() {
        check(
            &links(r#"{"one_way":{"from":1,"to":-1}}"#),
            "faults[0].act.disturb.links.one_way.to: found -1, \
             expected a peer's number or \"ledger\" (line 1, column 76)",
        );
        check(
            &links(r#"{"around":[1,"menhir"]}"#),
            "faults[0].act.disturb.links.around[1]: found \"menhir\", \
             expected a peer's number or \"ledger\" (line 1, column 69)",
        );
    }

    #[test]
    fn a_list_of_a_wrong_length() {
        let between = "faults[0].act.disturb.links.between";
        for (written, field, found, expected) in [
            ("[1]", between, "a list of 1", "a list of 2"),
            ("[1,2,3]", &*format!("{between}[2]"), "3", "the end of the list"),
        ] {
            let text = links(&format!(r#"{{"between":{written}}}"#));
            let problems = Scenario::from_json(&text).expect_err("not two parties").0;
            assert_eq!((problems[0].field.as_str(), problems[0].found.as_str()), (field, found));
            let told = problems[0].expected.to_string();
            assert!(told.starts_with(expected), "{told}");
        }
    }

    #[test]
    fn a_choice_without_its_content() {
        check(
            r#"{"faults":[{"at_us":1,"act":"crash"}]}"#,
            "faults[0].act: found \"crash\", \
             expected an object: {\"crash\": ...} (line 1, column 36)",
        );
    }

    #[test]
    fn a_list_where_a_choice_is_expected() {
        check(
            r#"{"think":[1]}"#,
            "think: found a list of 1, expected one of fixed, uniform, skewed (line 1, column 10)",
        );
    }

    #[test]
    fn of_two_problems_the_first_is_named() {
        check(
            r#"{"title":5,"seed":-1}"#,
            "title: found 5, expected a text in quotes (line 1, column 10)",
        );
    }

    #[test]
    fn a_text_that_is_no_object() {
        check("5", "the scenario: found 5, expected an object (line 1, column 1)");
    }

    #[test]
    fn a_value_without_its_text() {
        let read = |written| value::<Scenario>(written, "the whole").expect_err("none").to_string();
        assert_eq!(read(serde_json::json!(5)), "the whole: found 5, expected an object");
        assert_eq!(
            read(serde_json::json!({"think": {"fixed": {"us": "long"}}})),
            "think.fixed.us: found \"long\", expected a whole number of at most 18 digits"
        );
    }

    #[test]
    fn the_tree_reads_whatever_serde_reads() {
        let text = Scenario::report().to_json();
        let tree: Tree = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(Scenario::deserialize(&tree).expect("it fits"), Scenario::report());
    }
}
