//! On what a plot is drawn.

use crate::Undrawn;
use crate::colour::{DARK, INK, PAPER};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::prelude::SVGBackend;
use plotters::style::IntoFont;

/// The part of a drawing that is still free.
pub(crate) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// How wide and high a file's plot is.
const FILE: (u32, u32) = (900, 540);

/// Nothing can be read on less.
const LEAST: (u32, u32) = (200, 140);

/// The size of letters, the title's and all others': what is drawn is about four fifths of that.
const TITLE_PX: u32 = 25;
pub(crate) const TEXT_PX: u32 = 16;

/// On what a plot is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sheet {
    /// A file of its own, with its title; light or dark as whoever looks at it prefers.
    File,
    /// A part of a page that says by itself what it shows, so many px wide and high.
    Page {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
}

impl Sheet {
    pub(crate) fn draw(
        self,
        title: &str,
        draw: impl FnOnce(Area<'_>) -> Result<(), Undrawn>,
    ) -> Result<String, Undrawn> {
        let mut svg = String::new();
        let area = SVGBackend::with_string(&mut svg, self.size()).into_drawing_area();
        area.fill(&PAPER).map_err(Undrawn::because)?;
        let free = match self {
            Self::File => area
                .margin(10, 10, 16, 16)
                .titled(title, ("sans-serif", TITLE_PX).into_font().color(&INK))
                .map_err(Undrawn::because)?,
            Self::Page { .. } => area.clone(),
        };
        draw(free)?;
        area.present().map_err(Undrawn::because)?;
        drop(area);
        if self == Self::File {
            let end = svg.find('>').map_or(0, |end| end + 1);
            svg.insert_str(end, DARK);
        }
        Ok(svg)
    }

    fn size(self) -> (u32, u32) {
        match self {
            Self::File => FILE,
            Self::Page { width, height } => (width.max(LEAST.0), height.max(LEAST.1)),
        }
    }
}
