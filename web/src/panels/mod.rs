//! The regions of the page, one file each: what is shown, as plain data made from the laboratory,
//! and how.

pub mod checks;
pub mod compare;
pub mod diagram;
pub mod dialog;
pub mod faults;
pub mod figures;
pub mod goal;
pub mod header;
pub mod help;
pub mod history;
pub mod inspector;
pub mod layer;
pub mod log;
pub mod market;
pub mod menu;
pub mod network;
pub mod palette;
pub mod pictures;
pub mod rules;
pub mod saying;
pub mod scenario;
pub mod share;
pub mod term;
pub mod tour;
pub mod transport;
