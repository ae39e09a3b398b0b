//! One against the middle of all: a bar for each measure, and a tick where the median is.

use super::axis::{Axis, Scale};
use super::canvas::Canvas;
use super::colour::{GREY, INK, Style, WHITE};
use super::layout::{Area, Rows};
use super::legend::{self, Mark};
use super::text::Type;
use super::{Draw, brief};

/// A developer's measures against the medians.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Whose bars they are.
    pub name: String,
    /// Its look.
    pub style: Style,
    /// What the ticks are, such as `median of 13 developers`.
    pub median: String,
    /// The measures, from the top; those of one group follow each other.
    pub measures: Vec<Measure>,
    /// What length measures.
    pub axis: Axis,
}

/// One measure.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    /// The group it belongs to; printed where it changes.
    pub group: String,
    /// What is measured.
    pub label: String,
    /// Length of the bar; `None` where it is not known.
    pub value: Option<f64>,
    /// Where the value may still rise to; beyond `value` the bar is striped.
    pub high: Option<f64>,
    /// The value as printed.
    pub text: String,
    /// Where the tick is.
    pub middle: Option<f64>,
    /// The median as printed.
    pub middle_text: String,
}

fn real(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite())
}

const HEAD: f64 = 26.0;
const MOST: f64 = 70.0;
const MEDIAN: &str = "Median";
const OPEN: &str = "not decided yet";

impl Draw for Profile {
    fn texts(&mut self) -> Vec<&mut String> {
        let measures = self.measures.iter_mut().flat_map(|m| {
            [&mut m.group, &mut m.label, &mut m.text, &mut m.middle_text].into_iter()
        });
        measures.chain([&mut self.name, &mut self.median, &mut self.axis.label]).collect()
    }

    fn is_empty(&self) -> bool {
        !self.measures.iter().any(|m| real(m.value).or(real(m.high)).or(real(m.middle)).is_some())
    }

    fn describe(&self) -> String {
        let measure = |m: &Measure| format!("{} {} ({})", brief(&m.label), m.text, m.middle_text);
        let all: Vec<String> = self.measures.iter().map(measure).collect();
        let (name, median) = (brief(&self.name), brief(&self.median));
        format!("Bars of {name} ({median} in brackets), {}. {}", self.axis.label, all.join("; "))
    }

    fn draw(&self, canvas: &mut Canvas, area: Area) -> f64 {
        let (value, median) = (Type::LABEL.bold().end(), Type::SMALL.end());
        let column = |style: Type, texts: &mut dyn Iterator<Item = &str>| {
            style.widest(texts).clamp(30.0, MOST)
        };
        let values = column(value, &mut self.measures.iter().map(|m| m.text.as_str()));
        let middles = column(median, &mut self.measures.iter().map(|m| m.middle_text.as_str()));
        let values = values.max(Type::SMALL.bold().width(&self.name).min(MOST));
        let middles = middles.max(median.width(MEDIAN));
        let group = Type::SMALL.bold().fill(INK);
        let labels =
            self.measures.iter().map(|m| Type::LABEL.width(&m.label).max(group.width(&m.group)));
        let right = values + 14.0 + middles + 26.0;
        let rows = Rows::new(area, labels.fold(0.0, f64::max), right, 16.0);
        let top = area.y + self.legend(canvas, area) + 8.0;
        let top = rows.axis(canvas, top, &self.axis.label);
        let starts = self.starts(top, rows.pitch());
        let bottom = starts.last().map_or(top, |y| y + rows.pitch());
        let ends = self.measures.iter().flat_map(|m| [m.value, m.high, m.middle]).flatten();
        let scale = Scale::new(&self.axis, ends).between(rows.start, rows.end);
        scale.grid(canvas, top, &rows.spans(&starts));
        let head = Type::SMALL.bold().fill(INK).end();
        canvas.text(area.right(), top - 6.0, MEDIAN, median);
        let name = head.fit(&self.name, values);
        canvas.text(area.right() - middles - 14.0, top - 6.0, &name, head);
        for (at, (measure, y)) in self.measures.iter().zip(starts).enumerate() {
            if self.heads(at) {
                let name = group.fit(&measure.group, rows.label_width);
                canvas.text(area.x, y - HEAD + 19.0, &name, group);
            }
            rows.label(canvas, y, 0.0, &measure.label, "");
            let middle = rows.middle(y);
            self.measure(canvas, measure, scale, middle - rows.bar / 2.0, rows.bar);
            let text = value.fit(&measure.text, values);
            canvas.text(area.right() - middles - 14.0, value.centred(middle), &text, value);
            let text = median.fit(&measure.middle_text, middles);
            canvas.text(area.right(), median.centred(middle), &text, median);
        }
        bottom
    }
}

impl Profile {
    /// Whether a measure starts a group with a name.
    fn heads(&self, at: usize) -> bool {
        let group = &self.measures[at].group;
        !group.is_empty() && (at == 0 || self.measures[at - 1].group != *group)
    }

    /// Where each row starts, below its group's name.
    fn starts(&self, top: f64, pitch: f64) -> Vec<f64> {
        let mut y = top - pitch;
        let starts = (0..self.measures.len()).map(|at| {
            y += pitch + if self.heads(at) { HEAD } else { 0.0 };
            y
        });
        starts.collect()
    }

    fn legend(&self, canvas: &mut Canvas, area: Area) -> f64 {
        let mut entries = vec![
            (Mark::Block(self.style.fill()), self.name.clone()),
            (Mark::Tick(INK), self.median.clone()),
        ];
        if self.measures.iter().any(Measure::is_open) {
            entries.insert(1, (Mark::Hatch(GREY), OPEN.to_owned()));
        }
        legend::draw(canvas, area, &entries)
    }

    fn measure(&self, canvas: &mut Canvas, measure: &Measure, scale: Scale, y: f64, height: f64) {
        canvas.open_group(&format!("{}: {}", brief(&measure.label), measure.text));
        let zero = scale.at(0.0);
        let (low, high) = measure.ends();
        // What is certain reaches from zero to the nearer end.
        let sure = if low > 0.0 { low } else { high.min(0.0) };
        if real(measure.value).is_some() || measure.is_open() {
            let (left, right) = (scale.at(sure).min(zero), scale.at(sure).max(zero));
            canvas.block([left, y, right - left, height], self.style.fill());
        }
        if measure.is_open() {
            let (low, high) = (scale.at(low), scale.at(high));
            let hatch = canvas.hatch(GREY);
            let inside = [low + 0.5, y + 0.5, high - low - 1.0, height - 1.0];
            canvas.area(inside).attribute("fill", hatch).attribute("stroke", GREY).end();
        }
        if let Some(median) = real(measure.middle) {
            let x = scale.at(median);
            canvas.rect([x - 3.0, y - 3.0, 6.0, height + 6.0], WHITE);
            canvas.rect([x - 1.5, y - 3.0, 3.0, height + 6.0], INK);
        }
        canvas.close_group();
    }
}

impl Measure {
    /// The value from its lower to its upper end.
    fn ends(&self) -> (f64, f64) {
        let low = real(self.value).unwrap_or(0.0);
        (low, real(self.high).unwrap_or(low).max(low))
    }

    fn is_open(&self) -> bool {
        let (low, high) = self.ends();
        high > low + 1e-9
    }
}
