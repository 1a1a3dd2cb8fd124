//! What colours things have.

use anyhow::{Context, Result};

use crate::page::Place;
use crate::tree;

impl Place<'_> {
    /// The colour of the letters in a drawing whose name starts so, as CSS writes it: `rgb(1, 2, 3)`.
    ///
    /// # Errors
    ///
    /// If it does not appear, or has no letters.
    pub async fn colour_of_letters(&self, start: &str) -> Result<String> {
        let drawing = self.thing("image", start).await?;
        let colour = "getComputedStyle(this.querySelector('text')).fill";
        let value = tree::evaluate(self.browser, &drawing, colour).await?;
        value.as_str().map(str::to_owned).context("it has no letters")
    }
}
