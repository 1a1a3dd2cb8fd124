//! The page of the Trading Post: everything on it is the core's real run.
//!
//! - [`lab`]: the engine that the page drives; with [`index`], [`errands`] ([`hunting`], [`replaying`], [`surveying`], [`measuring`]), [`aim`], [`told`],
//!   [`speed`], [`losses`], [`names`], [`plot`] it knows nothing of the browser.
//! - [`comparing`]: the same scenario under several choices, a laboratory each; no browser in it.
//! - [`scene`]: the picture as plain shapes, made from world and time; [`paint`] draws them.
//! - [`inspect`]: all that there is to tell of one thing, as a tree; no browser in it.
//! - [`tour`]: guided tours over the engine; no browser in them.
//! - [`glossary`]: the words of the page, and what each means.
//! - [`draft`]: a scenario that is being written, and what the core says to it; no browser in it.
//! - [`panels`]: one file a region of the page, each a function of what [`news`] gathered.
//! - [`app`]: puts them together; [`act`], [`offers`], [`keys`], [`choices`] and [`subject`] say what
//!   a person can do and has chosen to see; [`system`], [`settings`], [`files`], [`resize`], [`panic`] are the
//!   browser's side of it.

pub mod act;
pub mod aim;
pub mod app;
pub mod choices;
pub mod comparing;
pub mod draft;
pub mod errands;
pub mod files;
pub mod glossary;
pub mod hunting;
pub mod icon;
pub mod index;
pub mod inspect;
pub mod keys;
pub mod lab;
pub mod losses;
pub mod measuring;
pub mod names;
pub mod news;
pub mod offers;
pub mod paint;
pub mod panels;
pub mod panic;
pub mod plot;
pub mod replaying;
pub mod resize;
pub mod scene;
pub mod settings;
pub mod shared;
pub mod speed;
pub mod subject;
pub mod surveying;
pub mod system;
pub mod told;
pub mod tour;
