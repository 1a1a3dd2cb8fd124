//! Readers of other people's formats, written from the formats' rules and not from what we write.

pub mod chrome;
pub mod csv;
pub mod itf;
pub mod shiviz;
