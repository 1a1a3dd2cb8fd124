//! What was recorded, made readable: sentences, clocks, trace lines, the report's three files.

mod clocks;
pub mod files;
mod line;
mod text;

pub use clocks::Clocks;
pub use line::{TraceLine, lines};
pub use text::{kind, sentence};
