//! Who is ahead, and with what: one bar for each, made of its parts.

use super::axis::{Axis, Scale};
use super::canvas::Canvas;
use super::colour::{GREY, Style, Texture};
use super::layout::{Area, Rows};
use super::legend::{self, Mark};
use super::text::Type;
use super::{Draw, brief};

/// Ranked bars, stacked by part.
#[derive(Clone, Debug, Default)]
pub struct Bars {
    /// What the parts are called, in order.
    pub parts: Vec<String>,
    /// The bars, from the top.
    pub rows: Vec<Bar>,
    /// What length measures.
    pub axis: Axis,
}

/// One bar.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// The rank as printed, such as `=12`.
    pub rank: String,
    /// Whose bar it is.
    pub label: String,
    /// A smaller word after the label, left out where there is no room.
    pub note: String,
    /// The parts, in the order of their names.
    pub parts: Vec<Part>,
    /// Where the total may still rise to; beyond the sum of the parts the bar is striped.
    pub high: f64,
    /// The total as printed, such as `61–68`.
    pub text: String,
}

/// One part of a bar.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its length.
    pub value: f64,
    /// Its value as printed, inside where it fits.
    pub text: String,
}

impl Bar {
    /// The sum of the parts that are numbers above zero.
    fn low(&self) -> f64 {
        self.parts.iter().map(Part::length).sum()
    }

    fn is_open(&self) -> bool {
        self.high.is_finite() && self.high > self.low() + 1e-9
    }
}

impl Part {
    fn length(&self) -> f64 {
        if self.value.is_finite() { self.value.max(0.0) } else { 0.0 }
    }
}

const OPEN: &str = "not decided yet";
const MOST: f64 = 110.0;

impl Draw for Bars {
    fn texts(&mut self) -> Vec<&mut String> {
        let rows = self.rows.iter_mut().flat_map(|row| {
            let parts = row.parts.iter_mut().map(|part| &mut part.text);
            [&mut row.rank, &mut row.label, &mut row.note, &mut row.text].into_iter().chain(parts)
        });
        rows.chain(&mut self.parts).chain([&mut self.axis.label]).collect()
    }

    fn is_empty(&self) -> bool {
        let number =
            |row: &Bar| row.parts.iter().any(|p| p.value.is_finite()) || row.high.is_finite();
        !self.rows.iter().any(number)
    }

    fn describe(&self) -> String {
        let row = |row: &Bar| {
            let part = |(name, part): (&String, &Part)| format!("{} {}", brief(name), part.text);
            let parts: Vec<String> = self.parts.iter().zip(&row.parts).map(part).collect();
            let parts =
                if parts.len() > 1 { format!(" ({})", parts.join(", ")) } else { String::new() };
            let text = format!("{} {} {}{parts}", row.rank, brief(&row.label), row.text);
            text.trim().to_owned()
        };
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        format!("Ranked bars, {}. {}", self.axis.label, rows.join("; "))
    }

    fn draw(&self, canvas: &mut Canvas, area: Area) -> f64 {
        let (total, rank) = (Type::LABEL.bold(), Type::SMALL.end());
        let ranks = rank.widest(self.rows.iter().map(|row| row.rank.as_str())).min(60.0);
        let indent = if ranks > 0.0 { ranks + 8.0 } else { 0.0 };
        let labels = self.rows.iter().map(|r| Rows::label_width(&r.label, &r.note));
        let right = total.widest(self.rows.iter().map(|r| r.text.as_str())).min(MOST) + 8.0;
        let rows = Rows::new(area, indent + labels.fold(0.0, f64::max), right, 20.0);
        let top = area.y + self.legend(canvas, area);
        let top = rows.axis(canvas, top, &self.axis.label);
        let bottom = top + rows.pitch() * self.rows.len() as f64;
        let ends = self.rows.iter().flat_map(|row| [row.low(), row.high]);
        let scale = Scale::new(&self.axis, ends).between(rows.start, rows.end);
        let starts = (0..self.rows.len()).map(|at| top + rows.pitch() * at as f64);
        let starts: Vec<f64> = starts.collect();
        scale.grid(canvas, top, &rows.spans(&starts));
        for (row, y) in self.rows.iter().zip(starts) {
            let shown_rank = rank.fit(&row.rank, ranks);
            let baseline = Type::LABEL.centred(rows.label_middle(y));
            canvas.text(area.x + ranks, baseline, &shown_rank, rank);
            rows.label(canvas, y, indent, &row.label, &row.note);
            let end = self.bar(canvas, row, scale, rows.middle(y) - rows.bar / 2.0, rows.bar);
            let text = total.fit(&row.text, MOST);
            canvas.text(end + 6.0, total.centred(rows.middle(y)), &text, total);
        }
        bottom
    }
}

impl Bars {
    fn legend(&self, canvas: &mut Canvas, area: Area) -> f64 {
        let mut entries = Vec::new();
        if self.parts.len() > 1 {
            let part = |(n, name): (usize, &String)| (Mark::Look(Style::nth(n)), name.clone());
            entries.extend(self.parts.iter().enumerate().map(part));
        }
        if self.rows.iter().any(Bar::is_open) {
            entries.push((Mark::Hatch(GREY), OPEN.to_owned()));
        }
        let mut height = legend::draw(canvas, area, &entries);
        if self.parts.len() > Style::COUNT {
            let words = format!(
                "After {} parts their looks repeat: in a bar, parts stand in the order above.",
                Style::COUNT
            );
            for line in Type::SMALL.wrap(&words, area.width, 3) {
                canvas.text(area.x, area.y + height + 11.0, &line, Type::SMALL);
                height += 17.0;
            }
        }
        if height > 0.0 { height + 8.0 } else { 0.0 }
    }

    /// Draws the parts of a bar one after the other; gives where it ends.
    fn bar(&self, canvas: &mut Canvas, row: &Bar, scale: Scale, y: f64, height: f64) -> f64 {
        let mut sum = 0.0;
        for (n, part) in row.parts.iter().enumerate() {
            let (start, end) = (scale.at(sum), scale.at(sum + part.length()));
            sum += part.length();
            let gap = if end - start > 3.0 { 1.0 } else { 0.0 };
            if end - start <= 0.0 {
                continue;
            }
            let name = self.parts.get(n).map_or("", String::as_str);
            canvas.open_group(&format!("{}, {name}: {}", brief(&row.label), part.text));
            let style = Style::nth(n);
            let fill = style.fill();
            canvas.look([start, y, end - start - gap, height], style);
            let text = Type::SMALL.on(fill).middle();
            let width = text.width(&part.text);
            if self.parts.len() > 1 && width + 6.0 < end - start {
                let middle = f64::midpoint(start, end - gap);
                if style.texture() != Texture::Plain {
                    // A number is not read on stripes.
                    let ground = [middle - width / 2.0 - 2.0, y + 3.0, width + 4.0, height - 6.0];
                    canvas.block(ground, fill);
                }
                canvas.text(middle, text.centred(y + height / 2.0), &part.text, text);
            }
            canvas.close_group();
        }
        let (low, mut end) = (scale.at(sum), scale.at(sum));
        if row.is_open() {
            end = scale.at(row.high);
            let hatch = canvas.hatch(GREY);
            let inside = [low + 0.5, y + 0.5, end - low - 1.0, height - 1.0];
            let title = format!("{}, {OPEN}: {}", brief(&row.label), row.text);
            canvas.area(inside).attribute("fill", hatch).attribute("stroke", GREY).titled(&title);
        }
        end
    }
}
