//! How text is set.

/// Which family of letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Face {
    /// For names: an old-style serif.
    Serif,
    /// For the rest.
    Sans,
}

impl Face {
    /// The families to try, as CSS writes them.
    #[must_use]
    pub const fn families(self) -> &'static str {
        match self {
            Self::Serif => "'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif",
            Self::Sans => "ui-sans-serif,system-ui,'Segoe UI',sans-serif",
        }
    }
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// How a text is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Font {
    /// The family.
    pub face: Face,
    /// The size, in px.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Which part of it stands at its place.
    pub anchor: Anchor,
}

/// About how wide a text of this size is in the sans face, in px; seldom less than it turns out.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    let of = |c: char| match c {
        'i' | 'l' | 'j' | '.' | ',' | '\'' | ' ' => 0.32,
        'm' | 'w' | 'M' | 'W' => 0.95,
        'f' | 't' | 'r' => 0.42,
        'A'..='Z' | '_' => 0.72,
        _ => 0.62,
    };
    text.chars().map(of).sum::<f64>() * size
}
