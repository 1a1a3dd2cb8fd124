//! The regions of the page, one file each: what is shown, as plain data made from the laboratory,
//! and how.

pub mod faults;
pub mod header;
pub mod help;
pub mod inspector;
pub mod log;
pub mod market;
pub mod network;
pub mod saying;
pub mod transport;
