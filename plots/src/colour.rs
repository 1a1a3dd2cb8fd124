//! The colours of a plot.

use plotters::style::RGBColor;

/// What a plot is drawn upon.
pub const PAPER: RGBColor = RGBColor(255, 255, 255);
/// Letters and axes.
pub const INK: RGBColor = RGBColor(34, 34, 34);
/// The grid.
pub const FAINT: RGBColor = RGBColor(221, 221, 221);

/// One for each measured line, of which no sweep has more. They can be told apart by those who do not
/// see all of them (Okabe and Ito 2008), and can be seen on white and on black.
pub const SERIES: [RGBColor; 5] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(150, 130, 0),
];

/// In a file: where it is dark, paper and ink change places.
pub(crate) const DARK: &str = "<style>@media (prefers-color-scheme: dark) {\
    [fill=\"#FFFFFF\"]{fill:#16181D} [fill=\"#222222\"]{fill:#E8E8E8} \
    [stroke=\"#222222\"]{stroke:#E8E8E8} [stroke=\"#DDDDDD\"]{stroke:#3A3F4A} \
    }</style>";
