//! Before and after: a row for each, with an arrow from a hollow dot to a filled one.

use super::axis::{Axis, Scale};
use super::canvas::Canvas;
use super::colour::{DOWN, INK, Rgb, UP, WHITE};
use super::layout::{Area, Rows};
use super::legend::{self, Mark};
use super::text::Type;
use super::{Draw, brief};

/// Two editions compared.
#[derive(Clone, Debug, Default)]
pub struct Dumbbell {
    /// What the earlier one is called, such as `2024`.
    pub before: String,
    /// What the later one is called.
    pub after: String,
    /// The rows, from the top. Those with one end only are set apart, below the others.
    pub rows: Vec<Pair>,
    /// What length measures.
    pub axis: Axis,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    /// Whose row it is.
    pub label: String,
    /// A smaller word after the label, left out where there is no room; always said to those who
    /// hear the picture.
    pub note: String,
    /// The earlier value.
    pub before: Option<End>,
    /// The later value.
    pub after: Option<End>,
    /// The change as printed, such as `−29`; empty where it is not known.
    pub change: String,
    /// Of one that merged with others or split, so that nothing on the other side is its other end.
    pub regrouped: bool,
}

/// One end of a row.
#[derive(Clone, Debug, Default)]
pub struct End {
    /// Where it is.
    pub value: f64,
    /// Its value as printed.
    pub text: String,
}

const RADIUS: f64 = 5.0;
/// Between a dot and its value.
const GAP: f64 = 5.0;
const HEAD: f64 = 34.0;
const MOST: f64 = 64.0;
const CHANGE: &str = "Change";
const VALUE: Type = Type::SMALL.fill(INK);

impl Draw for Dumbbell {
    fn texts(&mut self) -> Vec<&mut String> {
        let rows = self.rows.iter_mut().flat_map(|row| {
            let ends = row.before.iter_mut().chain(&mut row.after).map(|end| &mut end.text);
            [&mut row.label, &mut row.note, &mut row.change].into_iter().chain(ends)
        });
        rows.chain([&mut self.before, &mut self.after, &mut self.axis.label]).collect()
    }

    fn is_empty(&self) -> bool {
        !self.rows.iter().any(|row| row.before().or(row.after()).is_some())
    }

    fn describe(&self) -> String {
        let row = |row: &Pair| {
            let label = brief(&row.label);
            let points = match (row.before(), row.after()) {
                (Some(before), Some(after)) => {
                    let change = match row.change.as_str() {
                        "" => "not decided",
                        change => change,
                    };
                    format!("{label} {} → {} ({change})", before.text, after.text)
                }
                (Some(before), None) => {
                    format!("{label} {}, {}{}", before.text, self.before, row.only())
                }
                (None, Some(after)) => {
                    format!("{label} {}, {}{}", after.text, self.after, row.only())
                }
                (None, None) => format!("{label} –"),
            };
            if row.note.is_empty() { points } else { format!("{points}, {}", brief(&row.note)) }
        };
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        let (before, after) = (brief(&self.before), brief(&self.after));
        format!("{before} to {after}, {}. {}", self.axis.label, rows.join("; "))
    }

    fn draw(&self, canvas: &mut Canvas, area: Area) -> f64 {
        let (section, sections) = (Type::SMALL.bold().fill(INK), self.sections());
        let labels = self.rows.iter().map(|row| Rows::label_width(&row.label, &row.note));
        let labels = labels.fold(0.0, f64::max);
        let labels = labels.max(section.widest(sections.iter().map(|(head, _)| head.as_str())));
        let change = Type::LABEL.bold().end();
        let changes = change.widest(self.rows.iter().map(|row| row.change.as_str())).min(MOST);
        let changes = if changes > 0.0 { changes.max(Type::SMALL.width(CHANGE)) } else { 0.0 };
        let rows = Rows::new(area, labels, changes + 16.0, 18.0);
        let top = area.y + self.legend(canvas, area) + 8.0;
        let top = rows.axis(canvas, top, &self.axis.label);
        let mut bottom = top;
        let starts = sections.iter().map(|(head, members)| {
            bottom += if head.is_empty() { 0.0 } else { HEAD };
            let start = bottom;
            bottom += rows.pitch() * members.len() as f64;
            (0..members.len()).map(|at| start + rows.pitch() * at as f64).collect::<Vec<f64>>()
        });
        let starts: Vec<Vec<f64>> = starts.collect();
        let ends = || self.rows.iter().flat_map(|r| [r.before(), r.after()]).flatten();
        // The values beside the outermost dots stand inside the plot.
        let side =
            VALUE.bold().widest(ends().map(|end| end.text.as_str())).min(MOST) + RADIUS + GAP + 4.0;
        let scale = Scale::new(&self.axis, ends().map(|end| end.value));
        let scale =
            scale.between(rows.start + side, (rows.end - side).max(rows.start + side + 1.0));
        scale.grid(canvas, top, &rows.spans(&starts.concat()));
        if changes > 0.0 {
            canvas.text(area.right(), top - 6.0, CHANGE, Type::SMALL.end());
        }
        for ((head, members), starts) in sections.iter().zip(&starts) {
            let head = section.fit(head, rows.label_width);
            canvas.text(area.x, starts[0] - HEAD + 25.0, &head, section);
            for (row, y) in members.iter().zip(starts) {
                rows.label(canvas, *y, 0.0, &row.label, &row.note);
                let middle = rows.middle(*y);
                canvas.open_group(&row.title(self));
                row.draw(canvas, scale, middle);
                canvas.close_group();
                let text = change.fit(&row.change, changes);
                let style = change.fill(row.colour().as_text());
                canvas.text(area.right(), change.centred(middle), &text, style);
            }
        }
        bottom
    }
}

impl Dumbbell {
    /// The rows with both ends, those who merged or split, those with the later alone, those with the
    /// earlier alone; rows with neither have nothing to show.
    fn sections(&self) -> Vec<(String, Vec<&Pair>)> {
        let of = |before: bool, after: bool, regrouped: bool| {
            let same = |row: &&Pair| {
                (row.before().is_some(), row.after().is_some()) == (before, after)
                    && row.regrouped == regrouped
            };
            self.rows.iter().filter(same).collect::<Vec<_>>()
        };
        let both = [of(true, true, false), of(true, true, true)].concat();
        let sections = [
            (String::new(), both),
            (format!("Merged or split, {}", self.after), of(false, true, true)),
            (format!("Merged or split, {}", self.before), of(true, false, true)),
            (format!("{} only", self.after), of(false, true, false)),
            (format!("{} only", self.before), of(true, false, false)),
        ];
        sections.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
    }

    fn legend(&self, canvas: &mut Canvas, area: Area) -> f64 {
        let rows = || self.rows.iter().filter(|r| r.before().is_some() && r.after().is_some());
        let mut entries =
            vec![(Mark::Ring(INK), self.before.clone()), (Mark::Dot(INK), self.after.clone())];
        for (colour, words) in [(UP, "more than before"), (DOWN, "less than before")] {
            if rows().any(|row| row.colour() == colour) {
                entries.push((Mark::Block(colour), words.to_owned()));
            }
        }
        legend::draw(canvas, area, &entries)
    }
}

impl Pair {
    fn before(&self) -> Option<&End> {
        self.before.as_ref().filter(|end| end.value.is_finite())
    }

    fn after(&self) -> Option<&End> {
        self.after.as_ref().filter(|end| end.value.is_finite())
    }

    /// What is said of a single end: one that merged or split is not said to be in one edition only.
    fn only(&self) -> &'static str {
        if self.regrouped { ", merged or split" } else { " only" }
    }

    /// The colour of the way from one end to the other. Where the change is not known, neither is
    /// whether it is one for the better.
    fn colour(&self) -> Rgb {
        if self.change.is_empty() {
            return INK;
        }
        match (self.before(), self.after()) {
            (Some(before), Some(after)) if after.value > before.value => UP,
            (Some(before), Some(after)) if after.value < before.value => DOWN,
            _ => INK,
        }
    }

    fn title(&self, chart: &Dumbbell) -> String {
        let end = |name: &str, end: Option<&End>| {
            end.map_or_else(String::new, |end| format!(", {name}: {}", end.text))
        };
        let (before, after) = (&chart.before, &chart.after);
        brief(&self.label) + &end(before, self.before()) + &end(after, self.after())
    }

    fn draw(&self, canvas: &mut Canvas, scale: Scale, y: f64) {
        let colour = self.colour();
        let write = |canvas: &mut Canvas, x: f64, text: &str, style: Type, side: f64| {
            let text = style.fit(text, MOST);
            canvas.text(x + side * (RADIUS + GAP), style.centred(y), &text, style);
        };
        match (self.before(), self.after()) {
            (Some(before), Some(after)) => {
                let (from, to) = (scale.at(before.value), scale.at(after.value));
                let right = to >= from;
                let sign = if right { 1.0 } else { -1.0 };
                let together = (to - from).abs() < RADIUS - 1.0;
                if (to - from).abs() > 2.0 * RADIUS + 8.0 {
                    arrow(canvas, from + sign * RADIUS, to - sign * (RADIUS + 1.0), y, colour);
                } else if !together {
                    canvas.line([from, y, to, y], colour, 2.0);
                }
                let radius = if together { RADIUS - 2.0 } else { RADIUS };
                canvas.circle(to, y, radius, colour, colour);
                if together {
                    // The hollow dot goes around the filled one.
                    let ring = canvas.element("circle").number("cx", from).number("cy", y);
                    let ring = ring.number("r", RADIUS + 3.0).attribute("fill", "none");
                    ring.attribute("stroke", colour).number("stroke-width", 1.5).end();
                } else {
                    canvas.circle(from, y, RADIUS, WHITE, colour);
                }
                let (old, new) = (VALUE, VALUE.bold());
                let ring = if together { 3.0 } else { 0.0 };
                if right {
                    write(canvas, from - ring, &before.text, old.end(), -1.0);
                    write(canvas, to + ring, &after.text, new, 1.0);
                } else {
                    write(canvas, to - ring, &after.text, new.end(), -1.0);
                    write(canvas, from + ring, &before.text, old, 1.0);
                }
            }
            (None, Some(after)) => {
                let to = scale.at(after.value);
                canvas.circle(to, y, RADIUS, INK, INK);
                write(canvas, to, &after.text, VALUE.bold(), 1.0);
            }
            (Some(before), None) => {
                let from = scale.at(before.value);
                canvas.circle(from, y, RADIUS, WHITE, INK);
                write(canvas, from, &before.text, VALUE, 1.0);
            }
            (None, None) => {}
        }
    }
}

/// A line with a head at its end.
fn arrow(canvas: &mut Canvas, from: f64, to: f64, y: f64, colour: Rgb) {
    let back = if to > from { -6.0 } else { 6.0 };
    canvas.line([from, y, to + back, y], colour, 2.0);
    let points =
        format!("{:.1},{y:.1} {:.1},{:.1} {:.1},{:.1}", to, to + back, y - 4.0, to + back, y + 4.0);
    canvas.element("polygon").attribute("points", points).attribute("fill", colour).end();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_one_end_are_set_apart() {
        let end = |value: f64| Some(End { value, text: value.to_string() });
        let pair = |label: &str, before, after| Pair {
            label: label.into(),
            before,
            after,
            ..Pair::default()
        };
        let chart = Dumbbell {
            before: "2024".into(),
            after: "2025".into(),
            rows: vec![
                pair("left", end(1.0), None),
                pair("new", None, end(2.0)),
                pair("both", end(1.0), end(2.0)),
                pair("neither", end(f64::NAN), None),
            ],
            axis: Axis::default(),
        };
        let sections: Vec<(String, Vec<&str>)> = chart
            .sections()
            .into_iter()
            .map(|(head, rows)| (head, rows.iter().map(|row| row.label.as_str()).collect()))
            .collect();
        let expected = [("", "both"), ("2025 only", "new"), ("2024 only", "left")];
        assert_eq!(sections, expected.map(|(head, row)| (head.to_owned(), vec![row])));
    }

    #[test]
    fn who_merged_or_split_is_not_said_to_be_in_one_edition_only() {
        let end = |value: f64| Some(End { value, text: value.to_string() });
        let pair = |label: &str, before, after| Pair {
            label: label.into(),
            before,
            after,
            regrouped: true,
            ..Pair::default()
        };
        let chart = Dumbbell {
            before: "2024".into(),
            after: "2025".into(),
            rows: vec![pair("Union", None, end(2.0)), pair("North", end(1.0), None)],
            ..Dumbbell::default()
        };
        let heads: Vec<String> = chart.sections().into_iter().map(|(head, _)| head).collect();
        assert_eq!(heads, ["Merged or split, 2025", "Merged or split, 2024"]);
        assert!(!chart.describe().contains("only"), "{}", chart.describe());
    }
}
