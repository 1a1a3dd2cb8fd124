//! The page, in a real Chromium, by what a person sees and does.
//!
//! Needs the built page in `dist/`, and Chromium with its driver: `cargo xtask test --only browser` sees to both.

mod causality;
mod checks;
mod compare;
mod diagram;
mod faults;
mod figures;
mod files;
mod glossary;
mod history;
mod hunt;
mod inspector;
mod keyboard;
mod links;
mod messages;
mod palette;
mod presets;
mod rules;
mod scenario;
mod screens;
mod stepping;
mod timers;
mod tours;
mod trading;

/// Opens the run that all tests look at.
const SEED_77: &str = "?seed=77";
