//! Everybody on everything: a field of colours with the value in each cell.

use std::ops::Range;

use super::axis::{Axis, Scale};
use super::canvas::Canvas;
use super::colour::{GREY, INK, MUTED, heat, heat_strip};
use super::layout::Area;
use super::legend::{self, Mark};
use super::text::Type;
use super::{Draw, brief};

/// A table of cells.
#[derive(Clone, Debug, Default)]
pub struct Heat {
    /// The columns, from the left; those of one group follow each other.
    pub columns: Vec<Heading>,
    /// The rows, from the top; those of one group follow each other.
    pub rows: Vec<HeatRow>,
    /// What heads the totals at the right; empty for none.
    pub totals: String,
    /// What colour measures.
    pub axis: Axis,
}

/// What a column or row is called.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// The group it belongs to; printed where it changes.
    pub group: String,
    /// Its name.
    pub label: String,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct HeatRow {
    /// What it is called.
    pub heading: Heading,
    /// One cell for each column; those that lack are missing.
    pub cells: Vec<HeatCell>,
    /// The total as printed.
    pub total: String,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct HeatCell {
    /// Its colour; `None` where nothing is known, which is not zero.
    pub value: Option<f64>,
    /// Its value as printed.
    pub text: String,
}

const ROW: f64 = 25.0;
/// Room for a group's name.
const HEAD: f64 = 26.0;
/// Width of cells.
const CELL: (f64, f64) = (24.0, 72.0);
/// Longest heading before it is cut.
const HEADING: f64 = 170.0;
/// What a text at 45 degrees takes up and to the right, of its length.
const SLANT: f64 = std::f64::consts::FRAC_1_SQRT_2;
/// Longest label of a row before it is cut.
const LABEL: f64 = 210.0;
/// Width of the legend.
const LEGEND: f64 = 150.0;
const VALUE: Type = Type::SMALL;

impl Draw for Heat {
    fn texts(&mut self) -> Vec<&mut String> {
        let columns = self.columns.iter_mut().flat_map(|h| [&mut h.group, &mut h.label]);
        let rows = self.rows.iter_mut().flat_map(|row| {
            let Heading { group, label } = &mut row.heading;
            let cells = row.cells.iter_mut().map(|cell| &mut cell.text);
            [group, label, &mut row.total].into_iter().chain(cells)
        });
        columns.chain(rows).chain([&mut self.totals, &mut self.axis.label]).collect()
    }

    fn is_empty(&self) -> bool {
        let known = |row: &HeatRow| row.cells.iter().take(self.columns.len()).any(HeatCell::known);
        !self.rows.iter().any(known)
    }

    fn describe(&self) -> String {
        let rows: Vec<String> = self.rows.iter().map(|row| self.describe_row(row)).collect();
        format!("Table of colours, {}. {}", self.axis.label, rows.join("; "))
    }

    fn width(&self, wanted: f64) -> f64 {
        let layout = Layout::new(self, wanted);
        layout.right(self).max(wanted)
    }

    fn draw(&self, canvas: &mut Canvas, area: Area) -> f64 {
        let layout = Layout::new(self, area.width);
        let scale = Scale::new(&self.axis, self.values()).between(0.0, 1.0);
        let legend = Area { width: LEGEND.min(area.width), ..area };
        let legend_height = self.legend(canvas, legend, scale);
        // The legend stands to the left of the first heading, which leans to the right.
        let lean = LEGEND + 14.0 - layout.x(0) - layout.cell / 2.0;
        let top = area.y + layout.headings.max(legend_height + lean.max(0.0)) + 4.0;
        layout.draw_headings(self, canvas, area.x, top);
        let mut y = top;
        let mut before = "";
        for row in &self.rows {
            let Heading { group, label } = &row.heading;
            if !group.is_empty() && group != before {
                let style = Type::SMALL.bold().fill(INK);
                canvas.text(area.x, y + 18.0, &style.fit(group, area.width), style);
                y += HEAD;
            }
            before = group;
            let label = Type::LABEL.fit(label, layout.labels);
            let baseline = Type::LABEL.centred(y + ROW / 2.0);
            canvas.text(area.x, baseline, &label, Type::LABEL);
            for (n, column) in self.columns.iter().enumerate() {
                let at = [area.x + layout.x(n), y + 0.5, layout.cell - 1.0, ROW - 1.0];
                let title = (brief(&row.heading.label), brief(&column.label));
                draw_cell(canvas, row.cells.get(n), at, scale, title);
            }
            if layout.totals > 0.0 {
                let style = Type::LABEL.bold().end();
                let total = style.fit(&row.total, layout.totals - 8.0);
                canvas.text(area.x + layout.end(self) + layout.totals, baseline, &total, style);
            }
            y += ROW;
        }
        layout.draw_groups(self, canvas, area.x, y)
    }
}

impl HeatCell {
    fn known(&self) -> bool {
        self.value.is_some_and(f64::is_finite)
    }
}

impl Heat {
    fn values(&self) -> impl Iterator<Item = f64> {
        self.rows.iter().flat_map(|row| row.cells.iter().filter_map(|cell| cell.value))
    }

    /// Columns of one group that follow each other.
    fn groups(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let mut at = 0;
        self.columns.chunk_by(|one, next| one.group == next.group).map(move |chunk| {
            let columns = at..at + chunk.len();
            at = columns.end;
            (chunk[0].group.as_str(), columns)
        })
    }

    fn describe_row(&self, row: &HeatRow) -> String {
        let cells = self.columns.iter().enumerate().map(|(n, column)| {
            let cell = row.cells.get(n).filter(|cell| cell.known());
            format!("{} {}", brief(&column.label), cell.map_or("–", |cell| cell.text.as_str()))
        });
        let cells: Vec<String> = cells.collect();
        format!("{}: {}", brief(&row.heading.label), cells.join(", "))
    }

    /// A strip of the colours from least to most, and what a missing cell looks like.
    fn legend(&self, canvas: &mut Canvas, area: Area, scale: Scale) -> f64 {
        let (mut y, style) = (area.y, Type::SMALL);
        for line in style.wrap(&self.axis.label, area.width, 3) {
            canvas.text(area.x, y + 10.0, &line, style);
            y += 17.0;
        }
        let (width, height) = (area.width, 12.0);
        let fill = canvas.gradient("heat", &heat_strip());
        let strip = canvas.area([area.x + 0.5, y + 0.5, width - 1.0, height - 1.0]);
        strip.attribute("fill", fill).attribute("stroke", GREY).end();
        let strip = scale.between(area.x, area.x + width);
        let mut free = f64::NEG_INFINITY;
        for (value, text) in scale.ticks(2) {
            let (x, half) = (strip.at(value), style.width(&text) / 2.0);
            let x = x.clamp(area.x + half, (area.x + width - half).max(area.x + half));
            if x - half > free {
                canvas.text(x, y + height + 14.0, &text, style.middle());
                free = x + half + 4.0;
            }
        }
        let missing = self.rows.iter().any(|row| {
            row.cells.len() < self.columns.len() || row.cells.iter().any(|cell| !cell.known())
        });
        y += height + 22.0;
        if missing {
            let below = Area { y, ..area };
            y += legend::draw(canvas, below, &[(Mark::Hatch(GREY), "no value".to_owned())]);
        }
        y - area.y
    }
}

/// Draws one cell, with its row's and column's name as its tooltip.
fn draw_cell(
    canvas: &mut Canvas,
    cell: Option<&HeatCell>,
    at: [f64; 4],
    scale: Scale,
    (row, column): (String, String),
) {
    let Some((cell, value)) = cell.and_then(|c| Some((c, c.value.filter(|v| v.is_finite())?)))
    else {
        canvas.open_group(&format!("{row}, {column}: no value"));
        canvas.missing(at);
        return canvas.close_group();
    };
    let fill = heat(scale.at(value));
    canvas.open_group(&format!("{row}, {column}: {}", cell.text));
    canvas.block(at, fill);
    let style = VALUE.middle().on(fill);
    let [x, y, width, height] = at;
    let text = style.fit(&cell.text, width - 2.0);
    canvas.text(x + width / 2.0, style.centred(y + height / 2.0), &text, style);
    canvas.close_group();
}

/// How wide things are.
struct Layout {
    /// Room for the labels of rows.
    labels: f64,
    /// Width of a cell.
    cell: f64,
    /// Room for the totals; 0 without.
    totals: f64,
    /// Height of the slanted headings.
    headings: f64,
}

impl Layout {
    fn new(heat: &Heat, width: f64) -> Self {
        let labels = heat.rows.iter().map(|row| row.heading.label.as_str());
        let labels = Type::LABEL.widest(labels).min(LABEL);
        let values = heat.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str());
        let words = heat.groups().map(|(group, columns)| {
            (Type::SMALL.widest(group.split(' ')) + 4.0) / columns.len() as f64
        });
        let least = words.fold(VALUE.widest(values) + 6.0, f64::max).clamp(CELL.0, CELL.1);
        let totals = Type::LABEL.bold().widest(heat.rows.iter().map(|row| row.total.as_str()));
        let totals = if totals > 0.0 { totals.clamp(20.0, 80.0) + 10.0 } else { 0.0 };
        let headings = heat.columns.iter().map(|c| c.label.as_str()).chain([heat.totals.as_str()]);
        let headings = Type::SMALL.widest(headings).min(HEADING) * SLANT + 10.0;
        let mut layout = Self { labels, cell: least, totals, headings };
        // The last headings lean over the right edge: cells are as wide as leaves room for them.
        while layout.cell < CELL.1 {
            let wider = Self { cell: layout.cell + 0.5, ..layout };
            if wider.right(heat) > width {
                break;
            }
            layout = wider;
        }
        layout
    }

    /// Left edge of a column.
    fn x(&self, column: usize) -> f64 {
        self.labels + 12.0 + self.cell * column as f64
    }

    /// Right edge of the last column.
    fn end(&self, heat: &Heat) -> f64 {
        self.x(heat.columns.len())
    }

    /// Right edge of everything.
    fn right(&self, heat: &Heat) -> f64 {
        let lean = |(n, column): (usize, &Heading)| {
            self.x(n) + self.cell / 2.0 + Type::SMALL.width(&column.label).min(HEADING) * SLANT
        };
        let total = self.end(heat) + self.totals;
        let of_total = total - 8.0 + Type::SMALL.bold().width(&heat.totals).min(HEADING) * SLANT;
        let headings = heat.columns.iter().enumerate().map(lean);
        headings.fold(total, f64::max).max(if self.totals > 0.0 { of_total } else { 0.0 }) + 12.0
    }

    fn draw_headings(&self, heat: &Heat, canvas: &mut Canvas, left: f64, bottom: f64) {
        for (n, column) in heat.columns.iter().enumerate() {
            let style = Type::SMALL.fill(INK);
            let x = left + self.x(n) + self.cell / 2.0 + 3.0;
            canvas.turned_text(x, bottom - 5.0, &style.fit(&column.label, HEADING), style, -45);
        }
        if self.totals > 0.0 {
            let style = Type::SMALL.fill(INK).bold();
            let x = left + self.end(heat) + self.totals - 8.0;
            canvas.turned_text(x, bottom - 5.0, &style.fit(&heat.totals, HEADING), style, -45);
        }
    }

    /// The groups of columns, each under a bracket; gives where they end.
    fn draw_groups(&self, heat: &Heat, canvas: &mut Canvas, left: f64, top: f64) -> f64 {
        let mut bottom = top;
        for (group, columns) in heat.groups().filter(|(group, _)| !group.is_empty()) {
            let start = left + self.x(columns.start) + 2.0;
            let end = left + self.x(columns.end) - 3.0;
            canvas.line([start, top + 6.0, end, top + 6.0], MUTED, 1.5);
            let style = Type::SMALL.middle();
            for (n, line) in style.wrap(group, end - start + 2.0, 3).iter().enumerate() {
                let y = top + 20.0 + 15.0 * n as f64;
                canvas.text(f64::midpoint(start, end), y, line, style);
                bottom = bottom.max(y + 4.0);
            }
        }
        bottom
    }
}
