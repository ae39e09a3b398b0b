//! Where things stand: the parts every chart has, and rows with a label each.

use super::Frame;
use super::canvas::Canvas;
use super::colour::{GRID, INK, MUTED};
use super::text::Type;

/// Room to draw in, open downwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
}

impl Area {
    pub(super) fn right(self) -> f64 {
        self.x + self.width
    }
}

/// Room to the left and right of everything.
pub(super) const MARGIN: f64 = 20.0;

/// How much of the width running text takes: a browser without the embedded font may take a wider
/// one, and nothing may leave the picture then.
const TEXT: f64 = 0.88;

/// Title, subtitle and note; gives where the chart may start.
pub(super) fn header(canvas: &mut Canvas, width: f64, frame: &Frame) -> f64 {
    let room = (width - 2.0 * MARGIN) * TEXT;
    let mut y = MARGIN;
    let Frame { title, subtitle, note, .. } = frame;
    let parts = [
        (title, Type { size: if width < NARROW { 18.0 } else { 20.0 }, ..Type::LABEL }.bold(), 4),
        (subtitle, Type { size: 14.0, ..Type::LABEL }.fill(MUTED), 6),
        (note, Type::LABEL, 12),
    ];
    for (text, style, most) in parts.into_iter().filter(|(text, ..)| !text.is_empty()) {
        for line in style.balance(text, room, most) {
            canvas.text(MARGIN, y + style.size * 0.85, &line, style);
            y += style.size * 1.3;
        }
        y += 4.0;
    }
    y + 10.0
}

/// The source below a chart, in as many lines as it needs; gives the height of the whole.
pub(super) fn footer(canvas: &mut Canvas, width: f64, bottom: f64, source: &str) -> f64 {
    let mut y = bottom + 14.0;
    let lines = Type::TINY.wrap(source, (width - 2.0 * MARGIN) * TEXT, usize::MAX);
    if !lines.is_empty() {
        canvas.line([MARGIN, y, width - MARGIN, y], GRID, 1.0);
        y += 10.0;
    }
    for line in lines {
        canvas.text(MARGIN, y + 9.0, &line, Type::TINY);
        y += 15.0;
    }
    y + 12.0
}

/// Where a chart has nothing to show, that is said.
pub(super) fn nothing(canvas: &mut Canvas, area: Area) -> f64 {
    let middle = area.x + area.width / 2.0;
    canvas.text(middle, area.y + 46.0, "There is nothing to show.", Type::LABEL.middle());
    area.y + 84.0
}

/// Pictures narrower than this put labels above what they label.
pub(super) const NARROW: f64 = 480.0;

/// A column of rows: labels to the left or, in narrow pictures, above; a plot; room at the right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    area: Area,
    /// Room for labels.
    pub(super) label_width: f64,
    /// Left end of the plot.
    pub(super) start: f64,
    /// Right end of the plot.
    pub(super) end: f64,
    /// Height of what is drawn in a row.
    pub(super) bar: f64,
    /// Whether labels are above.
    pub(super) stacked: bool,
}

impl Rows {
    /// Lays out rows whose widest label and room at the right are known.
    pub(super) fn new(area: Area, label: f64, right: f64, bar: f64) -> Self {
        let stacked = area.width < NARROW - 2.0 * MARGIN;
        let label_width = if stacked { area.width } else { label.min(area.width * 0.4) };
        let start = if stacked || label == 0.0 { area.x } else { area.x + label_width + 12.0 };
        let end = (area.right() - right).max(start + 1.0);
        Self { area, label_width, start, end, bar, stacked }
    }

    /// Height of a row.
    pub(super) fn pitch(&self) -> f64 {
        self.bar + if self.stacked { 30.0 } else { 8.0 }
    }

    /// Where a label's middle is, in the row that starts at `y`.
    pub(super) fn label_middle(&self, y: f64) -> f64 {
        if self.stacked { y + 12.0 } else { self.middle(y) }
    }

    /// Where the middle of what is drawn is, in the row that starts at `y`.
    pub(super) fn middle(&self, y: f64) -> f64 {
        y + self.bar / 2.0 + if self.stacked { 22.0 } else { 4.0 }
    }

    /// Where lines behind the rows that start at these heights may run: through all of them, or only
    /// behind what is drawn where labels are between.
    pub(super) fn spans(&self, starts: &[f64]) -> Vec<(f64, f64)> {
        if self.stacked {
            let half = self.bar / 2.0 + 3.0;
            return starts
                .iter()
                .map(|y| (self.middle(*y) - half, self.middle(*y) + half))
                .collect();
        }
        let (first, last) = (starts.first(), starts.last());
        first.zip(last).map(|(first, last)| (*first, last + self.pitch())).into_iter().collect()
    }

    /// Writes what the axis measures beside its numbers, or above where there is no room; gives
    /// where the rows may start. The numbers are written just above.
    pub(super) fn axis(&self, canvas: &mut Canvas, y: f64, label: &str) -> f64 {
        let beside = !self.stacked && Type::SMALL.width(label) <= self.start - self.area.x - 30.0;
        let mut y = y;
        if beside {
            canvas.text(self.area.x, y + 14.0, label, Type::SMALL);
        } else {
            for line in Type::SMALL.wrap(label, self.area.width, 3) {
                canvas.text(self.area.x, y + 11.0, &line, Type::SMALL);
                y += 17.0;
            }
        }
        y + 20.0
    }

    /// Writes a name, and a note after it where there is room for both.
    pub(super) fn label(&self, canvas: &mut Canvas, y: f64, indent: f64, name: &str, note: &str) {
        let (x, room) = (self.area.x + indent, self.label_width - indent);
        let middle = self.label_middle(y);
        let name = Type::LABEL.fit(name, room);
        canvas.text(x, Type::LABEL.centred(middle), &name, Type::LABEL.fill(INK));
        let used = Type::LABEL.width(&name) + GAP;
        let fitting = Type::SMALL.fit(note, room - used);
        // Two letters of a longer note would say nothing.
        if fitting == note || fitting.chars().count() > 3 {
            canvas.text(x + used, Type::LABEL.centred(middle), &fitting, Type::SMALL);
        }
    }

    /// Width of a name and its note.
    pub(super) fn label_width(name: &str, note: &str) -> f64 {
        let note = if note.is_empty() { 0.0 } else { GAP + Type::SMALL.width(note) };
        Type::LABEL.width(name) + note
    }
}

/// Between a name and its note.
const GAP: f64 = 7.0;

/// Heights at least `gap` apart and as near as can be to those wanted, which rise; between `low` and
/// `high` if they have room there.
pub(super) fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    // Groups that touch: where the first member stands, and how many there are.
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for y in wanted {
        let mut group = (*y, 1);
        while let Some((start, count)) = groups.pop() {
            let next = start + gap * count as f64;
            if next <= group.0 {
                groups.push((start, count));
                break;
            }
            let all = (count + group.1) as f64;
            let shifted = group.0 - gap * count as f64;
            group = ((start * count as f64 + shifted * group.1 as f64) / all, count + group.1);
        }
        groups.push(group);
    }
    let each = groups.iter().flat_map(|(start, n)| (0..*n).map(move |k| start + gap * k as f64));
    let mut places: Vec<f64> = each.collect();
    let count = places.len();
    for (at, place) in places.iter_mut().enumerate() {
        let (above, below) = (at as f64 + 0.5, (count - at) as f64 - 0.5);
        *place = place.min(high - gap * below).max(low + gap * above);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_move_no_farther_than_needed() {
        assert_eq!(spread(&[50.0, 80.0], 10.0, 0.0, 100.0), [50.0, 80.0]);
        assert_eq!(spread(&[50.0, 50.0, 50.0], 10.0, 0.0, 100.0), [40.0, 50.0, 60.0]);
        assert_eq!(spread(&[0.0, 0.0], 10.0, 0.0, 100.0), [5.0, 15.0]);
        assert_eq!(spread(&[99.0, 100.0], 10.0, 0.0, 100.0), [85.0, 95.0]);
    }

    proptest! {
        #[test]
        fn labels_never_touch(mut wanted in prop::collection::vec(0.0..400.0, 0..20)) {
            wanted.sort_by(f64::total_cmp);
            let places = spread(&wanted, 17.0, 0.0, 400.0);
            prop_assert_eq!(places.len(), wanted.len());
            prop_assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 17.0 - 1e-6));
            prop_assert!(places.iter().all(|y| (8.4..=391.6).contains(y)));
        }
    }
}
