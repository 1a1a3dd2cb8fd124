//! What is only printed: presets, schemas, completions, the manual.

use crate::Verdict;
use crate::arguments::{Arguments, SchemaOf};
use crate::summary::table;
use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};
use trading_post::export::{RUN_SCHEMA, TRACE_SCHEMA, scenario_schema};
use trading_post::scenario::{Group, Scenario};

pub fn presets(name: Option<&str>) -> Result<Verdict> {
    match name {
        Some(name) => {
            let expected = "expected one of those that `trading-post presets` lists";
            let preset = Scenario::preset(name);
            let preset = preset.with_context(|| format!("found {name:?}, {expected}"))?;
            writeln!(io::stdout(), "{}", preset.to_json())?;
        }
        None => {
            for group in Group::ALL {
                list(group)?;
            }
        }
    }
    Ok(Verdict::Holds)
}

/// The presets of a group below its title, and an empty line.
fn list(group: Group) -> io::Result<()> {
    let presets = Scenario::presets();
    let presets = presets.iter().filter(|preset| preset.group == group);
    let rows = presets.map(|preset| [preset.name.clone(), preset.sentence.clone()]);
    writeln!(io::stdout(), "{}\n{}\n", group.title(), table(rows).trim_fmt())
}

pub fn schema(file: SchemaOf) -> Result<Verdict> {
    let text = match file {
        SchemaOf::Scenario => scenario_schema(),
        SchemaOf::Run => RUN_SCHEMA.to_owned(),
        SchemaOf::Trace => TRACE_SCHEMA.to_owned(),
    };
    write!(io::stdout(), "{text}")?;
    Ok(Verdict::Holds)
}

pub fn completions(shell: Shell) -> Result<Verdict> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "trading-post", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Verdict::Holds)
}

pub fn man(command: Option<&str>) -> Result<Verdict> {
    let mut program = Arguments::command();
    program.build();
    let page = match command {
        Some(name) => {
            let found = program.find_subcommand(name).cloned();
            clap_mangen::Man::new(
                found.with_context(|| format!("found {name:?}, expected a command"))?,
            )
        }
        None => clap_mangen::Man::new(program),
    };
    let mut text = Vec::new();
    page.render(&mut text)?;
    io::stdout().write_all(&text)?;
    Ok(Verdict::Holds)
}
