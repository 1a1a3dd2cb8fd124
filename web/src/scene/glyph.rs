//! One consistent set of glyphs, drawn on a grid of 24 by 24 for a line of 1.6 with round ends.
//!
//! A glyph is its lines ([`path`]) upon a tint of its body ([`body`]). The page sets the same data
//! inline: `<path class="tint" d=body/><path class="line" d=path/>`.

/// A glyph of the set.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Glyph {
    /// A heap of salt in a bowl.
    Salt,
    /// A boar.
    Boar,
    /// A fish.
    Fish,
    /// A tied sack: any other good.
    Sack,
    /// A basket: a buyer.
    Basket,
    /// A stall: a seller.
    Stall,
    /// A winged helmet: the trader.
    Helmet,
    /// A standing stone: the ledger.
    Stone,
    /// A cross: lost, crashed, broken.
    Cross,
    /// Two bars: pause.
    Pause,
    /// Play, go on.
    Play,
    /// One step on.
    Step,
    /// One step back.
    StepBack,
    /// On to the next message.
    NextMessage,
    /// Around once more: restart.
    Restart,
    /// A bolt: crash.
    Bolt,
    /// A fork: another future.
    Fork,
    /// An arrow out of a box: share.
    Share,
    /// A question mark.
    Help,
    /// By day.
    Sun,
    /// By night.
    Moon,
    /// A screen: presentation.
    Screen,
    /// A signpost: a tour.
    Signpost,
}

impl Glyph {
    /// The glyph for the good of this name: a sack, if the set has none of its own for it.
    #[must_use]
    pub fn of_good(name: &str) -> Self {
        match name {
            "salt" => Self::Salt,
            "boar" => Self::Boar,
            "fish" => Self::Fish,
            _ => Self::Sack,
        }
    }

    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::Salt,
        Self::Boar,
        Self::Fish,
        Self::Sack,
        Self::Basket,
        Self::Stall,
        Self::Helmet,
        Self::Stone,
        Self::Cross,
        Self::Pause,
        Self::Play,
        Self::Step,
        Self::StepBack,
        Self::NextMessage,
        Self::Restart,
        Self::Bolt,
        Self::Fork,
        Self::Share,
        Self::Help,
        Self::Sun,
        Self::Moon,
        Self::Screen,
        Self::Signpost,
    ];
}

/// The lines of a glyph: SVG path data on a grid of 24 by 24, to be stroked, not filled.
#[must_use]
pub const fn path(glyph: Glyph) -> &'static str {
    match glyph {
        Glyph::Salt => {
            "M3.5 13h17c0 4.6-3.2 7.5-8.5 7.5S3.5 17.6 3.5 13ZM6 13C7.6 8.3 9.8 5.5 12 5.5S16.4 8.3 18 13 \
            M11.2 9.4h.01M13.4 8.2h.01M13.6 10.7h.01M9.7 11h.01M6.5 5.2v1.6M5.7 6h1.6M17.8 4.2v1.6M17 5h1.6"
        }
        Glyph::Boar => {
            "M2.8 13.6 2.6 11.6C4 11.2 4.9 10.3 5.5 9.2L5.4 6.6 8 8.1C9.9 6.6 12.4 6 14.9 6.5 18.1 7.2 20.2 9.5 20.4 12.4 \
            20.5 13.9 20.1 15.1 19.3 16V19.5H16.9V17C15 17.5 12.6 17.5 10.7 17V19.5H8.3V15.9C6.7 15.5 5.6 14.8 4.9 13.9Z \
            M8 10.8h.01M6.4 14.8C5.4 14.4 4.9 13.3 5.3 12.2M20.3 11C21.3 10.7 21.9 9.9 21.7 8.8 \
            M10.8 6.6 10.6 4.7M13.3 6.2 13.5 4.3M15.7 6.7 16.5 5"
        }
        Glyph::Fish => {
            "M2.5 12.2C5.5 7.6 10.7 6.2 15 8.5 16.4 9.3 17.5 10.3 18.3 11.3L21.6 8V16.4L18.3 13.1C17.5 14.1 16.4 15.1 15 15.9 \
            10.7 18.2 5.5 16.8 2.5 12.2ZM6.6 11h.01M9.3 8.7C10.6 10.8 10.6 13.6 9.3 15.7M13.3 10.6C14 11.6 14 12.8 13.3 13.8 \
            M9.8 7C11 5.4 12.7 4.9 14.3 5.3L14 8"
        }
        Glyph::Sack => {
            "M8.7 7.8C5.6 10.1 4 13.5 4 16.5 4 19.4 6.3 20.5 12 20.5S20 19.4 20 16.5C20 13.5 18.4 10.1 15.3 7.8Z \
            M8.7 7.8 7.3 3.7C8.9 4.8 10.3 3.2 12 4.2 13.7 3.2 15.1 4.8 16.7 3.7L15.3 7.8M10 12.5C8.7 13.6 8 15 8 16.5"
        }
        Glyph::Basket => {
            "M3.5 11H20.5L18.9 19.1Q18.6 20.5 17.2 20.5H6.8Q5.4 20.5 5.1 19.1ZM6.4 11C6.6 6.3 8.8 3.5 12 3.5S17.4 6.3 17.6 11 \
            M4.3 15.3H19.7M8.6 11 9.3 20.3M12 11V20.3M15.4 11 14.7 20.3"
        }
        Glyph::Stall => {
            "M5.5 3.5H18.5L21 9a3 2.8 0 0 1-6 0 3 2.8 0 0 1-6 0 3 2.8 0 0 1-6 0ZM4.5 12.5V20.5M19.5 12.5V20.5M3 16.5H21M8.6 3.8 8 9M15.4 3.8 16 9"
        }
        Glyph::Helmet => {
            "M6.2 16.5C6.2 10.8 8.4 7.5 12 7.5S17.8 10.8 17.8 16.5ZM4.8 16.5H19.2V19.7H4.8ZM12 7.5V16.5M12 7.4V5.6 \
            M6.9 12.4C4.2 11 2.3 7.7 2 2.8 3.5 3.5 4.4 4.2 5 5.1 5.1 4.4 5 3.8 4.9 3.2 7 4.7 8.5 6.6 9 8.5 \
            M17.1 12.4C19.8 11 21.7 7.7 22 2.8 20.5 3.5 19.6 4.2 19 5.1 18.9 4.4 19 3.8 19.1 3.2 17 4.7 15.5 6.6 15 8.5"
        }
        Glyph::Stone => {
            "M6 20.5C5 14.5 5.6 8 9.8 3.7 15 5.5 18.5 12.5 18.2 20.5ZM3.5 20.5H20.5M9.2 12V16M11.7 12V16M14.2 12.5V16.5"
        }
        Glyph::Share => "M12 15V3.5M7.8 7.5 12 3.5 16.2 7.5M6 11.5H4.5V20.5H19.5V11.5H18",
        Glyph::Cross => "M6 6 18 18M18 6 6 18",
        Glyph::Pause => "M7 5H10V19H7ZM14 5H17V19H14Z",
        Glyph::Play => "M7.5 4.8 19 12 7.5 19.2Z",
        Glyph::Step => "M8 5.5 18 12 8 18.5ZM5 5.5V18.5",
        Glyph::StepBack => "M16 5.5 6 12 16 18.5ZM19 5.5V18.5",
        Glyph::NextMessage => "M3 7.5 10.5 12 3 16.5ZM12.5 8H21.5V16H12.5ZM12.5 8.3 17 12 21.5 8.3",
        Glyph::Restart => "M19.5 12a7.5 7.5 0 1 1-2.4-5.5M17.6 2.8V6.8H13.6",
        Glyph::Bolt => "M13.5 2.8 5.5 13.5H11L10 21.2 18.5 10H12.8Z",
        Glyph::Fork => {
            "M4 12H9C14 12 13 5.5 20 5.5M9 12C14 12 13 18.5 20 18.5M17 2.8 20 5.5 17 8.2M17 15.8 20 18.5 17 21.2"
        }
        Glyph::Help => {
            "M8.5 9C8.5 6.5 10 5 12.2 5 14.4 5 15.8 6.4 15.8 8.3 15.8 11.2 12 11.3 12 14.5M12 18.8h.01"
        }
        Glyph::Sun => {
            "M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8ZM12 2.5V4.5M12 19.5V21.5M2.5 12H4.5M19.5 12H21.5M5.3 5.3 6.7 6.7M17.3 17.3 18.7 18.7M5.3 18.7 6.7 17.3M17.3 6.7 18.7 5.3"
        }
        Glyph::Moon => "M19.5 14.5A8.2 8.2 0 1 1 10 4.2 6.6 6.6 0 0 0 19.5 14.5Z",
        Glyph::Signpost => "M12 21V3M12 4.5H18.5L21 7 18.5 9.5H12M12 11.5H5.5L3 14 5.5 16.5H12",
        Glyph::Screen => "M3.5 4.5H20.5V16H3.5ZM12 16V20.5M8 20.5H16M10.3 7.8 14.5 10.2 10.3 12.7Z",
    }
}

/// The body of a glyph: SVG path data of closed outlines on a grid of 24 by 24, to be filled with
/// a tint beneath the lines; empty for a glyph of lines alone.
#[must_use]
pub const fn body(glyph: Glyph) -> &'static str {
    match glyph {
        Glyph::Salt => "M3.5 13h17c0 4.6-3.2 7.5-8.5 7.5S3.5 17.6 3.5 13Z",
        Glyph::Boar => {
            "M2.8 13.6 2.6 11.6C4 11.2 4.9 10.3 5.5 9.2L5.4 6.6 8 8.1C9.9 6.6 12.4 6 14.9 6.5 18.1 7.2 20.2 9.5 20.4 12.4 \
            20.5 13.9 20.1 15.1 19.3 16V19.5H16.9V17C15 17.5 12.6 17.5 10.7 17V19.5H8.3V15.9C6.7 15.5 5.6 14.8 4.9 13.9Z"
        }
        Glyph::Fish => {
            "M2.5 12.2C5.5 7.6 10.7 6.2 15 8.5 16.4 9.3 17.5 10.3 18.3 11.3L21.6 8V16.4L18.3 13.1C17.5 14.1 16.4 15.1 15 15.9 \
            10.7 18.2 5.5 16.8 2.5 12.2Z"
        }
        Glyph::Sack => {
            "M8.7 7.8C5.6 10.1 4 13.5 4 16.5 4 19.4 6.3 20.5 12 20.5S20 19.4 20 16.5C20 13.5 18.4 10.1 15.3 7.8Z"
        }
        Glyph::Basket => "M3.5 11H20.5L18.9 19.1Q18.6 20.5 17.2 20.5H6.8Q5.4 20.5 5.1 19.1Z",
        Glyph::Stall => "M5.5 3.5H18.5L21 9a3 2.8 0 0 1-6 0 3 2.8 0 0 1-6 0 3 2.8 0 0 1-6 0Z",
        Glyph::Helmet => {
            "M6.2 16.5C6.2 10.8 8.4 7.5 12 7.5S17.8 10.8 17.8 16.5ZM4.8 16.5H19.2V19.7H4.8Z \
            M6.9 12.4C4.2 11 2.3 7.7 2 2.8 3.5 3.5 4.4 4.2 5 5.1 5.1 4.4 5 3.8 4.9 3.2 7 4.7 8.5 6.6 9 8.5Z \
            M17.1 12.4C19.8 11 21.7 7.7 22 2.8 20.5 3.5 19.6 4.2 19 5.1 18.9 4.4 19 3.8 19.1 3.2 17 4.7 15.5 6.6 15 8.5Z"
        }
        Glyph::Stone => "M6 20.5C5 14.5 5.6 8 9.8 3.7 15 5.5 18.5 12.5 18.2 20.5Z",
        Glyph::Pause => "M7 5H10V19H7ZM14 5H17V19H14Z",
        Glyph::Play => "M7.5 4.8 19 12 7.5 19.2Z",
        Glyph::Step => "M8 5.5 18 12 8 18.5Z",
        Glyph::StepBack => "M16 5.5 6 12 16 18.5Z",
        Glyph::NextMessage => "M3 7.5 10.5 12 3 16.5ZM12.5 8H21.5V16H12.5Z",
        Glyph::Bolt => "M13.5 2.8 5.5 13.5H11L10 21.2 18.5 10H12.8Z",
        Glyph::Sun => "M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8Z",
        Glyph::Moon => "M19.5 14.5A8.2 8.2 0 1 1 10 4.2 6.6 6.6 0 0 0 19.5 14.5Z",
        Glyph::Screen => "M3.5 4.5H20.5V16H3.5Z",
        Glyph::Signpost => "M12 4.5H18.5L21 7 18.5 9.5H12ZM12 11.5H5.5L3 14 5.5 16.5H12Z",
        Glyph::Cross | Glyph::Restart | Glyph::Fork | Glyph::Share | Glyph::Help => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_is_drawn_within_its_grid() {
        for glyph in Glyph::ALL {
            assert!(path(glyph).starts_with('M'), "{glyph:?}");
            for data in [path(glyph), body(glyph)] {
                let numbers = data.split(|c: char| !(c.is_ascii_digit() || c == '.'));
                let mut numbers = numbers.filter_map(|number| number.parse::<f64>().ok());
                assert!(numbers.all(|number| number <= 24.0), "{glyph:?}");
                assert!(
                    data.chars().all(|c| c.is_ascii_digit() || "MLHVCSQAZmlhvcsqaz .-".contains(c))
                );
            }
        }
    }
}
