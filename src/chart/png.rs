//! PNG pictures from SVG, drawn with the embedded fonts alone: the same bytes on every machine.

use thiserror::Error;

/// How large a picture becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// So many pixels for each of the SVG.
    Scale(f32),
    /// Exactly so many pixels, as social networks want them. The chart is as large as fits inside a
    /// white edge of 60 pixels, which networks may cut off; it fills the place best if its frame has
    /// the shape of what is inside, as a ranking of ten in a frame 1,000 wide has for 1200 × 630.
    Card {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
    },
}

impl Default for Size {
    /// Sharp on today's screens.
    fn default() -> Self {
        Self::Scale(2.0)
    }
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PngError {
    /// The program was built without the feature `png`.
    #[error("this build cannot draw PNG pictures: it was made without the feature `png`")]
    NotBuilt,
    /// What should be drawn is no SVG.
    #[error("not an SVG picture: {0}")]
    NotSvg(String),
    /// The picture is drawn and its file cannot be made.
    #[error("the picture cannot be packed: {0}")]
    NotPacked(String),
    /// More pixels than anybody can look at.
    #[error("a picture of {0} × {1} pixels is too large, write SVG instead")]
    TooLarge(u64, u64),
}

/// Draws an SVG picture.
#[cfg(not(feature = "png"))]
pub fn png(_svg: &str, _size: Size) -> Result<Vec<u8>, PngError> {
    Err(PngError::NotBuilt)
}

#[cfg(feature = "png")]
pub use draw::png;

#[cfg(feature = "png")]
mod draw {
    use std::sync::{Arc, LazyLock};

    use resvg::tiny_skia::{Color, Pixmap, Transform};
    use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb::Database};

    use super::{PngError, Size};
    use crate::chart::metrics::{FAMILY, FONTS};

    /// White around a chart on a card.
    const EDGE: f32 = 60.0;
    /// Pixels in the largest picture: 64 million, a quarter of a gibibyte to draw.
    const MOST: f64 = 64e6;

    static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut database = Database::new();
        for font in FONTS {
            database.load_font_data(font.to_vec());
        }
        database.set_sans_serif_family(FAMILY);
        Arc::new(database)
    });

    /// Draws an SVG picture. Nothing outside its text is read: no system font, no linked image.
    pub fn png(svg: &str, size: Size) -> Result<Vec<u8>, PngError> {
        let options = Options {
            fontdb: Arc::clone(&DATABASE),
            font_family: FAMILY.to_owned(),
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).map_err(|e| PngError::NotSvg(e.to_string()))?;
        let (width, height) = (tree.size().width(), tree.size().height());
        let (pixels, scale, shift) = match size {
            Size::Scale(scale) => ([width * scale, height * scale], scale, [0.0, 0.0]),
            Size::Card { width: w, height: h } => {
                #[expect(clippy::cast_precision_loss, reason = "sides are small")]
                let [w, h] = [w as f32, h as f32];
                let room = |side: f32| (side - 2.0 * EDGE).max(side * 0.5);
                let scale = (room(w) / width).min(room(h) / height);
                ([w, h], scale, [(w - width * scale) / 2.0, (h - height * scale) / 2.0])
            }
        };
        let sides = pixels.map(|side| f64::from(side).round().max(1.0));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 on")]
        let [w, h] = sides.map(|side| side as u64);
        let too_large = || PngError::TooLarge(w, h);
        if !pixels.iter().all(|side| side.is_finite()) || sides[0] * sides[1] > MOST {
            return Err(too_large());
        }
        let [w, h] = [w, h].map(|side| u32::try_from(side).unwrap_or(u32::MAX));
        let mut pixmap = Pixmap::new(w, h).ok_or_else(too_large)?;
        pixmap.fill(Color::WHITE);
        let place = Transform::from_row(scale, 0.0, 0.0, scale, shift[0], shift[1]);
        resvg::render(&tree, place, &mut pixmap.as_mut());
        pack(&pixmap).map_err(|error| PngError::NotPacked(error.to_string()))
    }

    /// The file: three bytes a pixel, as nothing shines through. Without filters flat colours pack
    /// best.
    fn pack(pixmap: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, pixmap.width(), pixmap.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::Balanced);
        encoder.set_filter(png::Filter::NoFilter);
        let pixels = pixmap.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]);
        let bytes: Vec<u8> = pixels.collect();
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&bytes)?;
        writer.finish()?;
        Ok(file)
    }
}
