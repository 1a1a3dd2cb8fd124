//! The drawings that shapes can name: glyphs, and the larger figures of the market.

use crate::scene::glyph::{self, Glyph};

/// A drawing of the set. Its outline is SVG path data on a grid of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Drawing {
    /// A glyph's lines, on 24 by 24.
    Lines(Glyph),
    /// A glyph's closed outline, to be filled, on 24 by 24.
    Body(Glyph),
    /// A figure.
    Figure(Figure),
}

impl Drawing {
    /// Its SVG path data.
    #[must_use]
    pub const fn data(self) -> &'static str {
        match self {
            Self::Lines(glyph) => glyph::path(glyph),
            Self::Body(glyph) => glyph::body(glyph),
            Self::Figure(figure) => figure.data(),
        }
    }
}

impl From<Figure> for Drawing {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

/// Its lines.
impl From<Glyph> for Drawing {
    fn from(glyph: Glyph) -> Self {
        Self::Lines(glyph)
    }
}

/// A part of a stall (on 104 by 88) or of the standing stone (on 92 by 116).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Figure {
    /// A stall's awning, seven scallops wide.
    Awning,
    /// Every second strip of it.
    Stripes,
    /// The seams between its strips.
    Seams,
    /// An awning whose right post has given way.
    FallenAwning,
    /// Every second strip of that.
    FallenStripes,
    /// A basket's front, without its handle, on 24 by 24.
    Basket,
    /// The weave of it.
    Weave,
    /// Ice that hangs from an awning.
    Icicles,
    /// A pennant that flies to the right of its pole's top, on 16 by 14.
    Pennant,
    /// The standing stone.
    Stone,
    /// Its side toward the light.
    StoneLit,
    /// Its side away from the light.
    StoneDim,
    /// Its cracks.
    Cracks,
    /// The grass at its foot.
    Grass,
}

impl Figure {
    /// Its SVG path data.
    #[must_use]
    pub const fn data(self) -> &'static str {
        match self {
            Self::Awning => AWNING,
            Self::Stripes => STRIPES,
            Self::Seams => SEAMS,
            Self::FallenAwning => FALLEN_AWNING,
            Self::FallenStripes => FALLEN_STRIPES,
            Self::Basket => BASKET,
            Self::Weave => WEAVE,
            Self::Icicles => ICICLES,
            Self::Pennant => "M0 0C4 2 8-1 15 2.5 11 4 10.5 6 12.5 9 8 7 4 10 0 8.5Z",
            Self::Stone => STONE,
            Self::StoneLit => STONE_LIT,
            Self::StoneDim => STONE_DIM,
            Self::Cracks => CRACKS,
            Self::Grass => GRASS,
        }
    }
}

const AWNING: &str = "M15 2H89Q92 2 93.5 4.5L104 21v2a7.429 8.5 0 0 1-14.857 0a7.429 8.5 0 0 1-14.857 0 \
    a7.429 8.5 0 0 1-14.857 0a7.429 8.5 0 0 1-14.857 0a7.429 8.5 0 0 1-14.857 0 \
    a7.429 8.5 0 0 1-14.857 0a7.429 8.5 0 0 1-14.857 0V21L10.5 4.5Q12 2 15 2Z";
const STRIPES: &str = "M23.430 2H34.860L29.714 21v2a7.429 8.5 0 0 1-14.857 0v-2Z \
    M46.290 2H57.710L59.429 21v2a7.429 8.5 0 0 1-14.857 0v-2Z \
    M69.140 2H80.570L89.143 21v2a7.429 8.5 0 0 1-14.857 0v-2Z";
const SEAMS: &str = "M0 21.5H104";
const FALLEN_AWNING: &str = "M9 8L83 19.7Q87.5 20.3 89 23L99 45Q90.6 54.6 85.1 42.1Q76.7 51.7 71.3 39.3Q62.9 48.9 57.4 36.4Q49 46 43.6 33.6Q35.1 43.1 29.7 30.7Q21.3 40.3 15.9 27.9Q7.4 37.4 2 25L5.5 11Q6.5 7.6 9 8Z";
const FALLEN_STRIPES: &str = "M19.9 9.7L30.7 11.4L29.7 30.7Q21.3 40.3 15.9 27.9ZM41.6 13.1L52.4 14.9L57.4 36.4Q49 46 43.6 33.6ZM63.3 16.6L74.1 18.3L85.1 42.1Q76.7 51.7 71.3 39.3Z";
const ICICLES: &str = "M5 29.5l2.4 9 2.4-8M19.5 31l2 6 2-6M34.5 31l2.7 11 2.4-11M64.5 31l2 7 2-7M79 31l2.6 10 2.4-10M94 30.5 \
    l2 6 2-6";
const STONE: &str =
    "M13 111C7 84 9 44 33 10 36 5 41 3 46 6 58 14 67 28 71 41L76.5 45.5C82 64 83 88 80 111Z";
const STONE_LIT: &str = "M13 111C7 84 9 44 33 10 35 6.6 38 4.8 41.5 4.7 33 18 20 56 23 111Z";
const STONE_DIM: &str =
    "M58.5 20C64 27 68.5 34.5 71 41L76.5 45.5C82 64 83 88 80 111H70.5C73 84 71 50 58.5 20Z";
const CRACKS: &str = "M36 14l-3.5 6 2.5 5M70 70l-4 6 2.5 7M20 86l3.5 5-1.5 6";
const GRASS: &str = "M3 114c1.5-5 1-8-1-11M6 114c.5-6 2.5-9 5.5-11M10 114c.5-4 0-7-1-9M80 114c0-5 1-8 3.5-11M84 114c1-4 3-6 6-7 \
    M88 114c.5-3 .5-5-.5-8M76 114c.5-3 0-6-1.5-8";
const BASKET: &str = "M2.5 10.5H21.5L19.6 19.6Q19.3 21 17.8 21H6.2Q4.7 21 4.4 19.6Z";
const WEAVE: &str = "M3.4 15.3H20.6M8.2 10.5 9 20.8M12 10.5V20.8M15.8 10.5 15 20.8";
