//! The market's rules, without peers: goods and money, the order of the queue, the ledger and the
//! books that it adds up to.

pub mod books;
pub mod goods;
pub mod ledger;
pub mod order;
