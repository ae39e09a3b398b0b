//! Where the stages of a bump chart stand, and what is written beside its dots.

use super::{Bump, Dot, Height};
use crate::chart::canvas::Canvas;
use crate::chart::colour::GREY;
use crate::chart::layout::{Area, spread};
use crate::chart::text::Type;

/// Labels are at least so far below each other.
pub(super) const LABEL: f64 = 17.0;
/// Names at the outer stages are at most so long.
const NAME: f64 = 140.0;
pub(super) const RANK: Type = Type::TINY.bold();
const SCORE: Type = Type::LABEL.bold();
const SCORE_MOST: f64 = 60.0;
/// Room for the numbers of the axis of scores.
pub(super) const AXIS: f64 = 34.0;

/// Where the stages stand.
pub(super) struct Columns {
    first: f64,
    pub(super) gap: f64,
    /// Half the width of a dot.
    pub(super) half: f64,
    /// From the middle of a dot to its labels.
    label: f64,
    /// Room for scores beside the outer dots.
    scores: f64,
    /// Room for names beside the outer scores.
    names: [f64; 2],
    pub(super) last: usize,
}

impl Columns {
    pub(super) fn new(chart: &Bump, dots: &[Dot<'_>], area: Area) -> Self {
        let last = chart.stages.len() - 1;
        let ranks = RANK.widest(dots.iter().map(|dot| dot.stop.rank_text.as_str()));
        let (half, label) = match chart.by {
            Height::Rank => {
                let half = (ranks.min(40.0) + 10.0).max(22.0) / 2.0;
                (half, half + 6.0)
            }
            Height::Score => (4.5, 20.0),
        };
        let names = |stage| {
            let here = dots.iter().filter(|dot| dot.stage == stage);
            let names = here.map(|dot| chart.name(dot));
            Type::LABEL.widest(names).min(NAME)
        };
        let scores = SCORE.widest(dots.iter().map(|dot| dot.stop.score_text.as_str()));
        let scores = scores.min(SCORE_MOST);
        let names = [names(0), names(last)];
        let side = |name: f64| name + 8.0 + scores + label;
        let axis = if chart.by == Height::Score { AXIS } else { 0.0 };
        let first = area.x + axis + side(names[0]);
        let end = area.right() - side(names[1]);
        let gap = if last == 0 { area.width } else { (end - first) / last as f64 };
        Self { first, gap, half, label, scores, names, last }
    }

    pub(super) fn x(&self, stage: usize) -> f64 {
        self.first + self.gap * if self.last == 0 { 0.0 } else { stage as f64 }
    }
}

/// A side of a dot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    pub(super) const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// The direction away from the dot.
    const fn sign(self) -> f64 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }

    const fn away(self, style: Type) -> Type {
        match self {
            Self::Left => style.end(),
            Self::Right => style,
        }
    }
}

/// The words at one side of a dot.
pub(super) struct Label<'a> {
    dot: &'a Dot<'a>,
    side: Side,
    /// Whether it stands at the outer side of the first or last stage.
    outer: bool,
    name: &'a str,
    score: &'a str,
    y: f64,
}

impl Label<'_> {
    pub(super) fn leader(&self, canvas: &mut Canvas, columns: &Columns) {
        if (self.y - self.dot.y).abs() > 2.0 {
            let (x, sign) = (columns.x(self.dot.stage), self.side.sign());
            let (from, to) = (x + sign * columns.half, x + sign * (columns.label - 2.0));
            canvas.line([from, self.dot.y, to, self.y], GREY, 1.0);
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, columns: &Columns) {
        let (x, sign) =
            (columns.x(self.dot.stage) + self.side.sign() * columns.label, self.side.sign());
        let baseline = Type::LABEL.centred(self.y);
        let outer = |style: Type| if self.outer { style } else { style.halo() };
        let score = if self.outer { SCORE } else { Type::SMALL };
        let text = score.fit(self.score, SCORE_MOST);
        canvas.text(x, baseline, &text, self.side.away(outer(score)));
        let (used, room) = if self.outer {
            (columns.scores + 8.0, columns.names[usize::from(self.side == Side::Right)])
        } else {
            let used = if text.is_empty() { 0.0 } else { score.width(&text) + 6.0 };
            // Lines that arrive from the left cross most of the way; those that leave do not.
            let share = if self.side == Side::Left { 0.45 } else { 0.75 };
            (used, columns.gap * share - columns.label - used)
        };
        let name = Type::LABEL.fit(self.name, room);
        // Two letters tell nothing; the line has its name at its other end, or the rank its tooltip.
        let told = name == self.name || name.chars().count() > 3;
        let name = if told { name } else { String::new() };
        canvas.text(x + sign * used, baseline, &name, self.side.away(outer(Type::LABEL)));
    }
}

/// The labels at one side of every stage. At the outer stages: score and name. Between them a
/// name stands where a line starts or ends, and at ranks the score of everybody.
pub(super) fn labels<'a>(
    chart: &'a Bump,
    dots: &'a [Dot<'a>],
    side: Side,
    columns: &Columns,
    (top, bottom): (f64, f64),
) -> Vec<Label<'a>> {
    let ranks = chart.by == Height::Rank;
    let label = |dot: &'a Dot<'a>| {
        let outer = match side {
            Side::Left => dot.stage == 0,
            Side::Right => dot.stage == columns.last && columns.last > 0,
        };
        let inner = dot.stage > 0 && dot.stage < columns.last;
        let (named, scored) = match side {
            Side::Left => (inner && !dot.from && dot.on, !ranks),
            Side::Right => (inner && !dot.on, true),
        };
        let name = if outer || named { chart.name(dot) } else { "" };
        let scored = outer || named && scored || inner && ranks && side == Side::Right;
        let score = if scored { dot.stop.score_text.as_str() } else { "" };
        (named || scored).then_some(Label { dot, side, outer, name, score, y: dot.y })
    };
    let mut all = Vec::new();
    for stage in 0..chart.stages.len() {
        let here = dots.iter().filter(|dot| dot.stage == stage).filter_map(label);
        let start = all.len();
        all.extend(here);
        let wanted: Vec<f64> = all[start..].iter().map(|label: &Label<'_>| label.y).collect();
        for (label, y) in all[start..].iter_mut().zip(spread(&wanted, LABEL, top, bottom)) {
            label.y = y;
        }
    }
    all
}
