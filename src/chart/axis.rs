//! From numbers to places on the picture.

use super::canvas::Canvas;
use super::colour::{GREY, GRID};
use super::text::Type;
use crate::text::words::grouped;

/// What a chart's length or height measures.
#[derive(Clone, Debug, Default)]
pub struct Axis {
    /// The unit in words, such as `Points out of 100`.
    pub label: String,
    /// Where the axis ends; `None` for a round number beyond the largest value.
    pub max: Option<f64>,
}

/// A stretch of numbers laid on a stretch of pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) start: f64,
    pub(super) end: f64,
}

/// Numbers beyond are drawn at the end of the axis: nothing that is scored reaches it.
const FARTHEST: f64 = 1e9;

impl Scale {
    /// A scale that holds zero, every value that is a number, and the axis' own end.
    pub(super) fn new(axis: &Axis, values: impl IntoIterator<Item = f64>) -> Self {
        let real = |value: &f64| value.is_finite();
        let (mut from, mut to) = (0_f64, 0_f64);
        for value in values.into_iter().filter(real) {
            from = from.min(value.max(-FARTHEST));
            to = to.max(value.min(FARTHEST));
        }
        let wanted = axis.max.filter(|max| *max > 0.0 && real(max)).map(|max| max.min(FARTHEST));
        if to - from <= 0.0 && wanted.is_none() {
            to = 1.0;
        }
        let step = step(to.max(wanted.unwrap_or(0.0)) - from, 5);
        to = wanted.filter(|max| *max >= to).unwrap_or_else(|| (to / step).ceil() * step);
        from = (from / step).floor() * step;
        if to - from < step {
            to = from + step;
        }
        Self { from, to, start: 0.0, end: 1.0 }
    }

    /// The same numbers between other pixels.
    pub(super) const fn between(self, start: f64, end: f64) -> Self {
        Self { start, end, ..self }
    }

    /// The place of a number; what lies outside, or is no number, is put at the nearer end.
    pub(super) fn at(&self, value: f64) -> f64 {
        let value = if value.is_nan() { self.from } else { value.clamp(self.from, self.to) };
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    /// Round numbers, about as many as asked for, with what to write at them.
    pub(super) fn ticks(&self, about: u8) -> Vec<(f64, String)> {
        let step = step(self.to - self.from, about);
        let mut ticks = Vec::new();
        let mut nth = (self.from / step).ceil();
        while nth * step <= self.to + step * 1e-6 {
            ticks.push((nth * step, number(nth * step, step)));
            nth += 1.0;
        }
        ticks
    }

    /// Vertical lines at round numbers, from height to height, with the numbers above `top`.
    pub(super) fn grid(&self, canvas: &mut Canvas, top: f64, spans: &[(f64, f64)]) {
        let room = (self.end - self.start).abs();
        // Numbers may stand out to the sides, but not over the edge of the picture.
        let place = |x: f64, half: f64| x.max(half + 1.0);
        let widest = Type::SMALL.width(&number(self.to, step(self.to - self.from, 5))) + 24.0;
        let about = if room < 2.5 * widest {
            1
        } else if room < 6.0 * widest {
            3
        } else {
            6
        };
        let mut free = f64::NEG_INFINITY;
        for (value, text) in self.ticks(about) {
            let (x, half) = (self.at(value).round(), Type::SMALL.width(&text) / 2.0);
            let colour = if value == 0.0 { GREY } else { GRID };
            for (from, to) in spans {
                canvas.line([x, *from, x, *to], colour, 1.0);
            }
            let x = place(x, half);
            if x - half > free {
                canvas.text(x, top - 6.0, &text, Type::SMALL.middle());
                free = x + half + 4.0;
            }
        }
    }
}

/// 1, 2 or 5 times a power of ten, so that a range has at most about that many steps.
fn step(range: f64, about: u8) -> f64 {
    let range = if range > 0.0 { range.clamp(1e-3, FARTHEST * 2.0) } else { 1.0 };
    let raw = range / f64::from(about.max(1)) * (1.0 - 1e-9);
    let mut power = 1e-6;
    while power * 10.0 <= raw {
        power *= 10.0;
    }
    // Powers below one are not exact: 10 divided by them is.
    let power = if power < 0.5 { 1.0 / (1.0 / power).round() } else { power.round() };
    [1.0, 2.0, 5.0].into_iter().map(|n| n * power).find(|s| *s >= raw).unwrap_or(10.0 * power)
}

/// A number at a tick: as many decimals as the step has, commas, a real minus sign; from millions
/// on in millions.
fn number(value: f64, step: f64) -> String {
    if step >= 1e6 {
        let text = number(value / 1e6, step / 1e6);
        return if value == 0.0 { text } else { text + "M" };
    }
    let sign = if value < 0.0 { "−" } else { "" };
    let mut decimals = 0_usize;
    let mut scaled = step;
    while (scaled - scaled.round()).abs() > 1e-6 && decimals < 4 {
        scaled *= 10.0;
        decimals += 1;
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) =
        text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    fraction.map_or_else(|| format!("{sign}{whole}"), |f| format!("{sign}{whole}.{f}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(max: Option<f64>, values: &[f64], about: u8) -> Vec<String> {
        let scale = Scale::new(&Axis { label: String::new(), max }, values.iter().copied());
        scale.ticks(about).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(texts(Some(100.0), &[95.0], 5), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(texts(None, &[57.9], 6), ["0", "10", "20", "30", "40", "50", "60"]);
        assert_eq!(texts(None, &[-3.0, 4.0], 5), ["−4", "−2", "0", "2", "4"]);
        assert_eq!(texts(Some(1.0), &[0.2], 5), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(texts(None, &[4200.0], 5), ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]);
        assert_eq!(texts(None, &[], 1), ["0", "1"]);
        assert_eq!(texts(None, &[2e7], 2), ["0", "10M", "20M"]);
        assert_eq!(texts(None, &[f64::MAX, -1e300], 2), ["−1,000M", "0", "1,000M"]);
        assert_eq!(texts(None, &[1e-30], 5).len(), 2);
    }

    proptest! {
        #[test]
        fn every_number_has_a_place(values in prop::collection::vec(any::<f64>(), 0..9), max in any::<f64>()) {
            let axis = Axis { label: String::new(), max: Some(max) };
            let scale = Scale::new(&axis, values.iter().copied()).between(100.0, 200.0);
            for value in values {
                prop_assert!((100.0..=200.0).contains(&scale.at(value)), "{value} {scale:?}");
            }
            prop_assert!((1..20).contains(&scale.ticks(5).len()), "{scale:?}");
        }
    }
}
