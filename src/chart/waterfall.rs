//! How one number became another: totals stand on zero, changes hang between them.

use super::axis::{Axis, Scale};
use super::canvas::Canvas;
use super::colour::{DOWN, GREY, MUTED, Rgb, UP};
use super::layout::{Area, Rows};
use super::text::Type;
use super::{Draw, brief};

/// Steps from a start to an end, read downwards.
#[derive(Clone, Debug, Default)]
pub struct Waterfall {
    /// The steps, from the top.
    pub steps: Vec<Step>,
    /// What length measures.
    pub axis: Axis,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// What happened.
    pub label: String,
    /// More about it, in small letters below; at most three lines.
    pub note: String,
    /// How far.
    pub amount: Amount,
    /// The amount as printed, such as `−8.5`.
    pub text: String,
}

/// How far a step goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// To a total: the start, a subtotal, the end.
    Total(f64),
    /// From where the step before ended, by so much.
    Change(f64),
}

/// Room for the text of a value.
const MOST: f64 = 90.0;
const NOTE: f64 = 15.0;

impl Draw for Waterfall {
    fn texts(&mut self) -> Vec<&mut String> {
        let steps = self.steps.iter_mut();
        let texts = steps.flat_map(|s| [&mut s.label, &mut s.note, &mut s.text]);
        texts.chain([&mut self.axis.label]).collect()
    }

    fn is_empty(&self) -> bool {
        let number = |step: &Step| match step.amount {
            Amount::Total(value) | Amount::Change(value) => value.is_finite(),
        };
        !self.steps.iter().any(number)
    }

    fn describe(&self) -> String {
        let step = |step: &Step| format!("{} {}", brief(&step.label), step.text);
        let steps: Vec<String> = self.steps.iter().map(step).collect();
        format!("Steps, {}. {}", self.axis.label, steps.join("; "))
    }

    fn draw(&self, canvas: &mut Canvas, area: Area) -> f64 {
        let style = Type::LABEL.bold();
        let labels = self.steps.iter().map(|s| {
            let label = if s.is_total() { style } else { Type::LABEL };
            label.width(&s.label).max(Type::TINY.width(&s.note).min(230.0))
        });
        let right = style.widest(self.steps.iter().map(|s| s.text.as_str())).min(MOST) + 8.0;
        let rows = Rows::new(area, labels.fold(0.0, f64::max), right, 20.0);
        let top = rows.axis(canvas, area.y, &self.axis.label);
        let notes: Vec<Vec<String>> = self.steps.iter().map(|s| s.notes(rows)).collect();
        let mut bottom = top;
        let starts = notes.iter().map(|note| {
            let start = bottom;
            bottom += rows.pitch() + NOTE * note.len() as f64;
            start
        });
        let starts: Vec<f64> = starts.collect();
        // What is drawn comes below the note where labels are above.
        let below = |note: &Vec<String>| if rows.stacked { NOTE * note.len() as f64 } else { 0.0 };
        let bars: Vec<f64> = starts.iter().zip(&notes).map(|(y, note)| y + below(note)).collect();
        let ways = self.ways();
        let scale = Scale::new(&self.axis, ways.iter().flat_map(|way| [way.0, way.1]));
        let scale = scale.between(rows.start, rows.end);
        scale.grid(canvas, top, &rows.spans(&bars));
        let mut above: Option<(f64, f64)> = None;
        for (at, (step, way)) in self.steps.iter().zip(ways).enumerate() {
            let (y, middle, note) = (starts[at], rows.middle(bars[at]), &notes[at]);
            let (from, to) = (scale.at(way.0), scale.at(way.1));
            let (left, width) = (from.min(to), (to - from).abs().max(2.0));
            if let Some((x, bottom)) = above {
                canvas.line([x, bottom, x, middle - rows.bar / 2.0], GREY, 1.0);
            }
            let (name, colour) = step.looks();
            let title = format!("{}: {}", brief(&step.label), step.text);
            let bar = canvas.area([left, middle - rows.bar / 2.0, width, rows.bar]);
            bar.attribute("fill", colour).titled(&title);
            above = Some((to, middle + rows.bar / 2.0));
            let text = style.fit(&step.text, MOST);
            let style = style.fill(colour.as_text()).halo();
            canvas.text(left + width + 6.0, style.centred(middle), &text, style);
            let label = name.fit(&step.label, rows.label_width);
            canvas.text(area.x, name.centred(rows.label_middle(y)), &label, name);
            for (n, line) in note.iter().enumerate() {
                let baseline = rows.label_middle(y) + 19.0 + NOTE * n as f64;
                canvas.text(area.x, baseline, line, Type::TINY);
            }
        }
        bottom
    }
}

impl Waterfall {
    /// From where to where each step goes. A total goes from zero.
    fn ways(&self) -> Vec<(f64, f64)> {
        let mut at = 0.0;
        let ways = self.steps.iter().map(|step| {
            let (from, to) = match step.amount {
                Amount::Total(value) => (0.0, value),
                Amount::Change(by) => (at, at + by),
            };
            let to = if to.is_finite() { to } else { from };
            at = to;
            (from, to)
        });
        ways.collect()
    }
}

impl Step {
    fn is_total(&self) -> bool {
        matches!(self.amount, Amount::Total(_))
    }

    fn looks(&self) -> (Type, Rgb) {
        match self.amount {
            Amount::Total(_) => (Type::LABEL.bold(), MUTED),
            Amount::Change(by) if by < 0.0 => (Type::LABEL, DOWN),
            Amount::Change(by) if by > 0.0 => (Type::LABEL, UP),
            Amount::Change(_) => (Type::LABEL, MUTED),
        }
    }

    fn notes(&self, rows: Rows) -> Vec<String> {
        Type::TINY.wrap(&self.note, rows.label_width, 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_on_from_each_other() {
        let step = |amount| Step {
            label: String::new(),
            note: String::new(),
            amount,
            text: String::new(),
        };
        let amounts = [
            Amount::Total(3.0),
            Amount::Change(-5.0),
            Amount::Change(f64::NAN),
            Amount::Total(-2.0),
            Amount::Change(4.0),
        ];
        let chart = Waterfall { steps: amounts.map(step).to_vec(), axis: Axis::default() };
        let ways = [(0.0, 3.0), (3.0, -2.0), (-2.0, -2.0), (0.0, -2.0), (-2.0, 2.0)];
        assert_eq!(chart.ways(), ways);
    }
}
