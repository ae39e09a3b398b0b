//! Colours that can be told apart, and read, by everybody.
//!
//! Categories have the hues of Okabe and Ito (2008), which people with any kind of colour blindness
//! can distinguish. Three of the hues are too light to be seen on white: areas in them have a darker
//! edge of the same hue, and lines are drawn in the colour of the edge. Heat is cividis (Nuñez,
//! Anderton and Renslow, 2018). Contrast is that of WCAG 2: at least 3 for what is drawn and 4.5
//! for text.

use std::collections::BTreeSet;
use std::fmt;

/// A colour of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

pub(super) const WHITE: Rgb = Rgb(255, 255, 255);
pub(super) const BLACK: Rgb = Rgb(0, 0, 0);
/// Text.
pub(super) const INK: Rgb = Rgb(26, 26, 26);
/// Text that stands back: axes, notes, sources.
pub(super) const MUTED: Rgb = Rgb(89, 89, 89);
/// Lines that mean something without a hue: zero, connectors, what is out of focus.
pub(super) const GREY: Rgb = Rgb(128, 128, 128);
/// Lines that only lead the eye. Every value they help to read is also printed.
pub(super) const GRID: Rgb = Rgb(222, 222, 222);
/// More than before.
pub(super) const UP: Rgb = Rgb(0, 114, 178);
/// Less than before.
pub(super) const DOWN: Rgb = Rgb(213, 94, 0);

impl Rgb {
    /// Relative luminance, from 0 for black to 1 for white.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// (L₁ + 0.05) / (L₂ + 0.05), the lighter above: from 1 to 21.
    ///
    /// ```
    /// use fmti::chart::colour::Rgb;
    /// let (white, black) = (Rgb(255, 255, 255), Rgb(0, 0, 0));
    /// assert!((white.contrast(black) - 21.0).abs() < 1e-9);
    /// assert!((Rgb(118, 118, 118).contrast(white) - 4.54).abs() < 0.005);
    /// ```
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// White or black, whichever stands out more: always 4.58 or better.
    pub(super) fn ink(self) -> Self {
        if self.contrast(WHITE) >= self.contrast(BLACK) { WHITE } else { BLACK }
    }

    /// The colour mixed with another: `share` of the other, 0 to 1.
    pub(super) fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |a: u8, b: u8| {
            let mixed = f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=255")]
            let byte = mixed.round() as u8;
            byte
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// The colour itself where it stands out on white, else a darker one of its hue that does.
    pub(super) fn edge(self) -> Self {
        self.against_white(3.0)
    }

    /// The colour, darkened as far as text in it needs on white.
    pub(super) fn as_text(self) -> Self {
        self.against_white(4.5)
    }

    fn against_white(self, contrast: f64) -> Self {
        let darker = (0..=20).map(|step| self.mixed(BLACK, f64::from(step) / 20.0));
        darker.into_iter().find(|c| c.contrast(WHITE) >= contrast).unwrap_or(BLACK)
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// Okabe and Ito's hues, those that stand out on white first; yellow is left out.
const HUES: [Rgb; 7] = [
    Rgb(0, 114, 178),   // blue
    Rgb(213, 94, 0),    // vermilion
    Rgb(0, 158, 115),   // bluish green
    Rgb(204, 121, 167), // reddish purple
    Rgb(230, 159, 0),   // orange
    Rgb(86, 180, 233),  // sky blue
    Rgb(0, 0, 0),       // black
];

/// What an area has besides its hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Texture {
    /// Nothing.
    Plain,
    /// Lines that fall to the left.
    Stripes,
    /// Lines both ways.
    Grid,
    /// Dots.
    Dots,
}

/// How one category looks: a hue, and a pattern of dashes for lines or a texture for areas, so that
/// there are 28.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Style(usize);

impl Style {
    /// How many looks there are before they repeat.
    pub const COUNT: usize = HUES.len() * 4;

    /// The look of the nth category.
    pub const fn nth(n: usize) -> Self {
        Self(n)
    }

    /// Areas.
    pub fn fill(self) -> Rgb {
        HUES[self.0 % HUES.len()]
    }

    /// Lines, and the edge of areas: at least 3 to 1 on white.
    pub fn edge(self) -> Rgb {
        self.fill().edge()
    }

    /// What areas have besides their hue.
    pub fn texture(self) -> Texture {
        [Texture::Plain, Texture::Stripes, Texture::Grid, Texture::Dots][self.0 / HUES.len() % 4]
    }

    /// Lengths of dashes and gaps; `None` for an unbroken line.
    pub fn dashes(self) -> Option<&'static str> {
        [None, Some("7 4"), Some("2 3"), Some("9 3 2 3")][self.0 / HUES.len() % 4]
    }
}

/// Looks for a set of ids. The same set gives the same looks in any order, so that a developer keeps
/// its colour in every chart of a report.
///
/// ```
/// use fmti::chart::colour::Palette;
/// let one = Palette::new(["meta", "ibm"]);
/// let other = Palette::new(["ibm", "meta", "ibm"]);
/// assert_eq!(one.style("ibm"), other.style("ibm"));
/// assert_ne!(one.style("ibm"), one.style("meta"));
/// ```
#[derive(Clone, Debug)]
pub struct Palette(Vec<String>);

impl Palette {
    /// Gives each id its look, by alphabet.
    pub fn new<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        let ids: BTreeSet<&str> = ids.into_iter().collect();
        Self(ids.into_iter().map(str::to_owned).collect())
    }

    /// The look of an id; ids outside the set share one.
    pub fn style(&self, id: &str) -> Style {
        let at = self.0.binary_search_by(|known| known.as_str().cmp(id));
        Style::nth(at.unwrap_or(self.0.len()))
    }
}

/// Every sixteenth colour of cividis.
const CIVIDIS: [u32; 17] = [
    0x0000_224e,
    0x0000_2e6a,
    0x001a_386f,
    0x0032_436d,
    0x0043_4e6c,
    0x0053_5a6d,
    0x0061_656f,
    0x006f_7073,
    0x007d_7c78,
    0x008b_8778,
    0x009a_9376,
    0x00aa_a073,
    0x00bb_ad6d,
    0x00cc_ba64,
    0x00dd_c858,
    0x00ef_d748,
    0x00fe_e838,
];

/// The colours of shares from 0 to 1, in even steps.
pub(super) fn heat_strip() -> Vec<Rgb> {
    (0..CIVIDIS.len()).map(|n| heat(n as f64 / (CIVIDIS.len() - 1) as f64)).collect()
}

/// The colour of a share: dark blue for 0 to yellow for 1.
pub(super) fn heat(share: f64) -> Rgb {
    let at = share.clamp(0.0, 1.0) * (CIVIDIS.len() - 1) as f64;
    let below = at.floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=16")]
    let index = below as usize;
    let colour = |at: usize| {
        let [_, r, g, b] = CIVIDIS[at.min(CIVIDIS.len() - 1)].to_be_bytes();
        Rgb(r, g, b)
    };
    colour(index).mixed(colour(index + 1), at - below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_drawn_stands_out_on_white() {
        for n in 0..HUES.len() {
            assert!(Style::nth(n).edge().contrast(WHITE) >= 3.0, "{n}");
        }
        for colour in [GREY, UP, DOWN] {
            assert!(colour.contrast(WHITE) >= 3.0, "{colour}");
        }
        for colour in [INK, MUTED] {
            assert!(colour.contrast(WHITE) >= 4.5, "{colour}");
        }
    }

    #[test]
    fn text_can_be_read_on_every_colour() {
        let shares = (0..=1000).map(|n| heat(f64::from(n) / 1000.0));
        let grey = (0..=255).map(|n| Rgb(n, n, n));
        for ground in HUES.into_iter().chain(shares).chain(grey) {
            assert!(ground.ink().contrast(ground) >= 4.5, "{ground}");
        }
    }

    #[test]
    fn heat_runs_from_dark_to_light() {
        let steps: Vec<f64> = (0..=64).map(|n| heat(f64::from(n) / 64.0).luminance()).collect();
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(heat(f64::NAN.max(0.0)), Rgb(0, 0x22, 0x4e));
        assert_eq!(heat(9.0), Rgb(0xfe, 0xe8, 0x38));
    }

    #[test]
    fn looks_repeat_only_after_28() {
        let line = |n| (Style::nth(n).fill(), Style::nth(n).dashes());
        let area = |n| (Style::nth(n).fill(), Style::nth(n).texture());
        assert_eq!((0..28).map(line).collect::<BTreeSet<_>>().len(), Style::COUNT);
        assert_eq!((0..28).map(area).collect::<BTreeSet<_>>().len(), Style::COUNT);
    }
}
