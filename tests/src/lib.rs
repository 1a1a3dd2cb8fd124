//! A visit to the page in a real browser: what the browser tests and the measuring commands of `xtask` share.
//!
//! - [`site`] serves the built page from `dist/` on this machine.
//! - [`driver`] starts and stops chromedriver, which speaks WebDriver.
//! - [`browser`] is one Chromium session behind it.
//! - [`tree`] finds things in the page by their role and accessible name, never by selectors.
//! - `landmarks` keeps in mind where the page's regions are.
//! - [`page`] is what a person sees and does there; [`hands`] what one does beyond a click.
//! - [`colour`] tells what colours things have.
//! - [`files`] lets files leave the page and come to it.
//! - [`moment`] tells where the run on the page is, [`market`] the money it shows, [`post`] the messages under way.
//! - [`travel`] moves the run along.
//! - [`relay`] hands a browser on from one test to the next.
//! - [`story`] opens all of these for one test and closes them again, whatever happens.
//! - [`wait`] looks again and again until something is so.
//!
//! Nothing here knows the protocol; the tests read the page as a person would.

pub mod browser;
pub mod colour;
pub mod driver;
pub mod files;
pub mod hands;
mod landmarks;
pub mod market;
pub mod moment;
pub mod page;
pub mod post;
pub mod relay;
pub mod site;
pub mod story;
pub mod travel;
pub mod tree;
pub mod wait;
