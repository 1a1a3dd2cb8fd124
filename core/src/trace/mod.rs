//! What was recorded, made readable: sentences, clocks, trace lines, the report's three files.

mod clocks;
pub mod files;
mod line;
mod raised;
mod text;

pub use clocks::Clocks;
pub use line::{TraceLine, lines};
pub use raised::raised_by;
pub use text::{entry_text, kind, sentence};
