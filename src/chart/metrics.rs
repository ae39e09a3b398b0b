//! How wide is a character? Read from the fonts that PNG pictures are drawn with, so that what was
//! measured is what is drawn.

use std::sync::LazyLock;

use unicode_width::UnicodeWidthChar;

/// The family of the embedded fonts, first in every picture's font list.
pub(super) const FAMILY: &str = "Inter";

/// The embedded fonts, regular and semibold.
pub(super) const FONTS: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
];

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Width of a character in ems. Characters the fonts lack are drawn by some other font: those a
/// terminal gives two columns get a full em, others three quarters, which few letters exceed.
pub(super) fn advance(c: char, weight: Weight) -> f64 {
    let font = &TABLES[weight as usize];
    if let Some(units) = font.advances.get(c as usize).copied().flatten() {
        return f64::from(units) / font.units_per_em;
    }
    match (c, c.width()) {
        // One character each, but a whole sentence to look at.
        ('\u{fdf0}'..='\u{fdfd}', _) => 10.0,
        // Cuneiform, hieroglyphs, long dashes.
        ('\u{12000}'..='\u{143ff}' | '\u{2e3a}' | '\u{2e3b}' | '\u{a9c4}' | '\u{102a}', _) => 3.0,
        (_, Some(2)) => 1.0,
        // Marks too: where there is no font for them, they are drawn as boxes of their own.
        _ => 0.75,
    }
}

static TABLES: LazyLock<[Table; 2]> =
    LazyLock::new(|| FONTS.map(|font| Table::read(font).expect("the embedded fonts are whole")));

/// Advance widths by code point, `None` for what the font lacks.
struct Table {
    advances: Vec<Option<u16>>,
    units_per_em: f64,
}

impl Table {
    /// Reads the tables `head`, `hhea`, `hmtx` and `cmap` (format 4) of an OpenType font.
    fn read(font: &[u8]) -> Option<Self> {
        let table = |tag: &[u8; 4]| {
            let records = (0..usize::from(u16_at(font, 4)?)).map(|i| 12 + 16 * i);
            let at = records.into_iter().find(|at| font.get(*at..at + 4) == Some(tag))?;
            font.get(u32_at(font, at + 8)?..)
        };
        let (metrics, cmap) = (table(b"hmtx")?, table(b"cmap")?);
        let long_metrics = u16_at(table(b"hhea")?, 34)?;
        let width = |glyph: u16| u16_at(metrics, 4 * usize::from(glyph.min(long_metrics - 1)));
        let formats = (0..usize::from(u16_at(cmap, 2)?)).map(|i| u32_at(cmap, 4 + 8 * i + 4));
        let mut subtables = formats.filter_map(|at| cmap.get(at?..));
        let map = subtables.find(|map| u16_at(map, 0) == Some(4))?;
        let segments = usize::from(u16_at(map, 6)?); // twice their count: bytes of each array
        let mut advances = Vec::new();
        for at in (0..segments).step_by(2) {
            let end = u16_at(map, 14 + at)?;
            let start = u16_at(map, 16 + segments + at)?;
            let delta = u16_at(map, 16 + 2 * segments + at)?;
            let offset_at = 16 + 3 * segments + at;
            let offset = usize::from(u16_at(map, offset_at)?);
            if start == 0xffff {
                continue;
            }
            for code in start..=end {
                let glyph = if offset == 0 {
                    code.wrapping_add(delta)
                } else {
                    match u16_at(map, offset_at + offset + 2 * usize::from(code - start))? {
                        0 => 0,
                        glyph => glyph.wrapping_add(delta),
                    }
                };
                advances.resize(advances.len().max(usize::from(code) + 1), None);
                advances[usize::from(code)] = if glyph == 0 { None } else { width(glyph) };
            }
        }
        Some(Self { advances, units_per_em: f64::from(u16_at(table(b"head")?, 18)?) })
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_have_what_charts_write() {
        for weight in [Weight::Regular, Weight::Bold] {
            let table = &TABLES[weight as usize];
            for c in ('!'..='~').chain("−–—…·×≥≤→←▲▼’“”€£¥§ÄéßŁőΩλЖя₂²½‰№".chars())
            {
                assert!(
                    table.advances.get(c as usize).copied().flatten().is_some(),
                    "{c} is missing"
                );
            }
        }
    }

    #[test]
    fn widths_are_those_of_the_fonts() {
        // As fonttools reads them from `hmtx`.
        for (c, regular, bold) in [('0', 1292, 1351), ('i', 496, 536), ('M', 1850, 1889)] {
            for (weight, units) in [(Weight::Regular, regular), (Weight::Bold, bold)] {
                assert!((advance(c, weight) - f64::from(units) / 2048.0).abs() < 1e-12, "{c}");
            }
        }
        assert!(advance('\u{301}', Weight::Regular).abs() < f64::EPSILON);
        assert!((advance('漢', Weight::Regular) - 1.0).abs() < f64::EPSILON);
    }
}
