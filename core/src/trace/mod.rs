//! What was recorded, made readable: sentences, clocks, trace lines, the report's three files; what
//! happened where, before what, and why; which elections and requests there were; by which rules.

mod awaited;
mod causality;
mod clocks;
mod digest;
pub mod files;
mod lifelines;
mod line;
mod part;
mod raised;
pub mod rule;
mod spans;
mod text;
mod why;

pub use causality::{Cone, Hop, Relation, path, relation};
pub use clocks::Clocks;
pub use digest::digest;
pub use lifelines::{Doubling, Lifelines, Passage, Places, Stretch};
pub use line::{TraceLine, lines};
pub(crate) use part::Part;
pub use raised::raised_by;
pub use rule::{Rule, RuleSet, rules};
pub use spans::{Election, Request, Span, Spans};
pub use text::{entry_text, kind, sentence};
pub use why::{Reason, why};
