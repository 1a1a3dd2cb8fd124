//! The colours: what each is for, and what it is by day and by night.

/// What a colour is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// The ground of the picture.
    Ground,
    /// The canvas of a stall, and whatever is lighter than the ground.
    Canvas,
    /// What is read first.
    Ink,
    /// What is read second.
    Soft,
    /// Hairlines.
    Rule,
    /// Buyers, the causal past, what is selected.
    Woad,
    /// The trader, elections, the causal future.
    Ochre,
    /// What is lost or crashed.
    Madder,
    /// Sellers and goods.
    Moss,
    /// The standing stone, and what is concurrent.
    Stone,
    /// The stone's side toward the light.
    StoneLit,
    /// The stone's side away from the light.
    StoneDim,
    /// Counters and posts.
    Wood,
    /// The grain and the edges of wood.
    WoodDim,
    /// What lies in shadow.
    Shade,
    /// What is drawn upon woad, ochre, madder and moss.
    OnColour,
    /// What is carved into the stone.
    Carved,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Ground,
        Self::Canvas,
        Self::Ink,
        Self::Soft,
        Self::Rule,
        Self::Woad,
        Self::Ochre,
        Self::Madder,
        Self::Moss,
        Self::Stone,
        Self::StoneLit,
        Self::StoneDim,
        Self::Wood,
        Self::WoodDim,
        Self::Shade,
        Self::OnColour,
        Self::Carved,
    ];
}

/// One colour for each role, as CSS writes it: `#rrggbb`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Palette {
    colours: [&'static str; Role::ALL.len()],
}

impl Palette {
    /// By day.
    pub const LIGHT: Self = Self {
        colours: [
            "#fbf6ea", "#fffaf0", "#2a2119", "#6f604b", "#ddceb2", "#2d5f91", "#c0761c", "#ad3527",
            "#5b7737", "#9b9384", "#b5ac9a", "#7d7566", "#d9b98a", "#a47c4a", "#4a3b26", "#fffaf0",
            "#f6efdf",
        ],
    };

    /// By night.
    pub const DARK: Self = Self {
        colours: [
            "#1c1f27", "#272b36", "#ece3d2", "#a89d88", "#363a46", "#7db3e6", "#eba646", "#f0735f",
            "#a3c373", "#8a8578", "#a09a8b", "#6b675d", "#5e4a33", "#8b7048", "#05060a", "#15171d",
            "#211f1b",
        ],
    };

    /// The one by day or the one by night.
    #[must_use]
    pub const fn of(dark: bool) -> &'static Self {
        if dark { &Self::DARK } else { &Self::LIGHT }
    }

    /// The colour for a role.
    #[must_use]
    pub const fn colour(&self, role: Role) -> &'static str {
        self.colours[role as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 defines it, from 0 (black) to 1 (white).
    fn luminance(colour: &str) -> f64 {
        let channel = |i: usize| {
            let value = u8::from_str_radix(&colour[i..i + 2], 16).expect("it is hexadecimal");
            let part = f64::from(value) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(palette: Palette, a: Role, b: Role) -> f64 {
        let (a, b) = (luminance(palette.colour(a)), luminance(palette.colour(b)));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_stands_out_from_its_ground_in_both_themes() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for text in [Role::Ink, Role::Soft, Role::Madder] {
                for ground in [Role::Ground, Role::Canvas] {
                    let contrast = contrast(palette, text, ground);
                    assert!(contrast >= 4.5, "{text:?} on {ground:?}: {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn marks_stand_out_from_the_ground_in_both_themes() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for mark in [Role::Woad, Role::Ochre, Role::Madder, Role::Moss] {
                assert!(contrast(palette, mark, Role::Ground) >= 3.0, "{mark:?}");
                assert!(contrast(palette, mark, Role::OnColour) >= 3.0, "{mark:?}");
            }
        }
    }
}
