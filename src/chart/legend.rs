//! What the marks of a chart mean: small pictures with words, in as many lines as they need.

use super::canvas::Canvas;
use super::colour::{Rgb, Style, WHITE};
use super::layout::Area;
use super::text::Type;

/// A mark to explain.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    /// A filled area.
    Block(Rgb),
    /// One in a category's look.
    Look(Style),
    /// A striped one, by the colour of the stripes.
    Hatch(Rgb),
    /// A filled dot.
    Dot(Rgb),
    /// A hollow one.
    Ring(Rgb),
    /// An upright line.
    Tick(Rgb),
}

const HEIGHT: f64 = 20.0;
const SIZE: f64 = 12.0;

/// Draws a legend from the top of an area; gives the height it took, 0 without entries.
pub(super) fn draw(canvas: &mut Canvas, area: Area, entries: &[(Mark, String)]) -> f64 {
    let (mut x, mut y) = (area.x, area.y);
    for (mark, words) in entries {
        let words = Type::SMALL.fit(words, area.width - SIZE - 6.0);
        let width = SIZE + 6.0 + Type::SMALL.width(&words);
        if x > area.x && x + width > area.right() {
            (x, y) = (area.x, y + HEIGHT);
        }
        mark.draw(canvas, x, y + 2.0);
        canvas.text(x + SIZE + 6.0, Type::SMALL.centred(y + 8.0), &words, Type::SMALL);
        x += width + 18.0;
    }
    if entries.is_empty() { 0.0 } else { y + HEIGHT - area.y }
}

impl Mark {
    fn draw(self, canvas: &mut Canvas, x: f64, y: f64) {
        let (whole, middle) = ([x, y, SIZE, SIZE], SIZE / 2.0);
        match self {
            Self::Block(fill) => canvas.block(whole, fill),
            Self::Look(style) => canvas.look(whole, style),
            Self::Hatch(colour) => {
                let hatch = canvas.hatch(colour);
                let inside = [x + 0.5, y + 0.5, SIZE - 1.0, SIZE - 1.0];
                canvas.area(inside).attribute("fill", hatch).attribute("stroke", colour).end();
            }
            Self::Dot(fill) => canvas.circle(x + middle, y + middle, 5.0, fill, fill),
            Self::Ring(colour) => canvas.circle(x + middle, y + middle, 5.0, WHITE, colour),
            Self::Tick(colour) => canvas.rect([x + middle - 1.5, y, 3.0, SIZE], colour),
        }
    }
}
