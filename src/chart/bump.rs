//! Ranks or scores over time: a line for each, broken where there was nothing.

mod beside;

use super::axis::{Axis, Scale};
use super::canvas::Canvas;
use super::colour::{GREY, GRID, Rgb, Style, WHITE};
use super::layout::Area;
use super::text::Type;
use super::{Draw, brief};
use beside::{AXIS, Columns, LABEL, RANK, Side, labels};

/// Lines through stages.
#[derive(Clone, Debug, Default)]
pub struct Bump {
    /// What the stages are called, from the left.
    pub stages: Vec<String>,
    /// The lines, in any order.
    pub lines: Vec<Line>,
    /// Lines that merged with others or split on the way to a stage, with that stage.
    pub regrouped: Vec<(usize, usize)>,
    /// What height means.
    pub by: Height,
    /// What is shown, and for scores where the axis ends.
    pub axis: Axis,
}

/// What height means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Height {
    /// The best rank is on top. Those who share a rank stand below each other, by name.
    #[default]
    Rank,
    /// The best score is on top. Those who share a score share a place.
    Score,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose line it is.
    pub label: String,
    /// Its look.
    pub style: Style,
    /// Grey, so that others stand out.
    pub muted: bool,
    /// One stop for each stage; `None` where it was absent.
    pub stops: Vec<Option<Stop>>,
    /// Stages without a stop at which it was there all the same, without a rank: drawn as a loose
    /// end, which is not absence.
    pub unranked: Vec<usize>,
}

/// One line at one stage.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    /// The rank.
    pub rank: f64,
    /// The rank as printed, such as `=12`.
    pub rank_text: String,
    /// The score.
    pub score: f64,
    /// The score as printed.
    pub score_text: String,
    /// Whose it was, where it was not called what the line is: before one took another's place.
    pub name: String,
}

/// Height of a rank.
const PITCH: f64 = 27.0;
/// Stages are at least so far beside each other.
const GAP: f64 = 150.0;

impl Draw for Bump {
    fn texts(&mut self) -> Vec<&mut String> {
        let lines = self.lines.iter_mut().flat_map(|line| {
            let places = line.stops.iter_mut().flatten();
            let texts = places.flat_map(|p| [&mut p.rank_text, &mut p.score_text, &mut p.name]);
            std::iter::once(&mut line.label).chain(texts)
        });
        lines.chain(&mut self.stages).chain([&mut self.axis.label]).collect()
    }

    fn is_empty(&self) -> bool {
        self.dots().is_empty()
    }

    fn describe(&self) -> String {
        let line = |line: &Line| {
            let stages = self.stages.iter().zip(&line.stops).enumerate();
            let places = stages.map(|(at, (stage, place))| match place {
                Some(p) => {
                    let was = match p.name.as_str() {
                        "" => String::new(),
                        name => format!(" as {}", brief(name)),
                    };
                    format!("{}{was} rank {} score {}", brief(stage), p.rank_text, p.score_text)
                }
                None if line.unranked.contains(&at) => format!("{} no rank", brief(stage)),
                None => format!("{} absent", brief(stage)),
            });
            format!("{}: {}", brief(&line.label), places.collect::<Vec<_>>().join(", "))
        };
        let lines: Vec<String> = self.lines.iter().map(line).collect();
        format!("Lines over time, {}. {}", self.axis.label, lines.join("; "))
    }

    fn width(&self, wanted: f64) -> f64 {
        let columns = Columns::new(self, &self.dots(), Area { x: 0.0, y: 0.0, width: wanted });
        wanted + (GAP - columns.gap).max(0.0) * columns.last as f64
    }

    fn draw(&self, canvas: &mut Canvas, area: Area) -> f64 {
        let mut dots = self.dots();
        let mut y = area.y;
        for line in Type::SMALL.wrap(&self.axis.label, area.width, 3) {
            canvas.text(area.x, y + 10.0, &line, Type::SMALL);
            y += 17.0;
        }
        let columns = Columns::new(self, &dots, area);
        let heads = y + 20.0;
        let most = (0..self.stages.len()).map(|s| dots.iter().filter(|d| d.stage == s).count());
        let most = most.max().unwrap_or(0) as f64;
        let top = heads + 10.0;
        let bottom = top
            + match self.by {
                Height::Rank => most * PITCH,
                Height::Score => (most * LABEL * 1.4).max(420.0),
            };
        match self.by {
            Height::Rank => rank_heights(&mut dots, top),
            Height::Score => self.score_heights(canvas, &mut dots, area, &columns, (top, bottom)),
        }
        for (stage, name) in self.stages.iter().enumerate() {
            let (style, x) = (Type::LABEL.bold().middle(), columns.x(stage));
            let room = 2.0 * (x - area.x).min(area.right() - x);
            canvas.text(x, heads, &style.fit(name, room.min(columns.gap - 8.0)), style);
        }
        for (line, path) in self.lines.iter().zip(self.curves(&dots, &columns)) {
            line.draw(canvas, path);
        }
        let labels = Side::BOTH.map(|side| labels(self, &dots, side, &columns, (top, bottom)));
        for label in labels.iter().flatten() {
            label.leader(canvas, &columns);
        }
        for dot in &dots {
            self.loose_ends(canvas, dot, &columns);
            self.dot(canvas, dot, &columns);
        }
        for label in labels.iter().flatten() {
            label.draw(canvas, &columns);
        }
        self.note(canvas, area, &dots, bottom)
    }
}

/// A line at a stage.
struct Dot<'a> {
    line: usize,
    stage: usize,
    stop: &'a Stop,
    /// Whether the line was at the stage before.
    from: bool,
    /// Whether it is at the next.
    on: bool,
    y: f64,
}

/// Ranks stand below each other, whoever shares them.
fn rank_heights(dots: &mut [Dot<'_>], top: f64) {
    let mut slot = (0, 0);
    for dot in dots {
        slot = if slot.0 == dot.stage { slot } else { (dot.stage, 0) };
        dot.y = top + (f64::from(slot.1) + 0.5) * PITCH;
        slot.1 += 1;
    }
}

impl Bump {
    /// Every stop that can be drawn, stage by stage, from the top.
    fn dots(&self) -> Vec<Dot<'_>> {
        let at = |line: &'_ Line, stage: usize| {
            line.stops
                .get(stage)
                .is_some_and(|stop| stop.as_ref().is_some_and(|stop| self.height(stop).is_finite()))
        };
        let mut dots = Vec::new();
        for stage in 0..self.stages.len() {
            let start = dots.len();
            for (number, line) in self.lines.iter().enumerate().filter(|(_, line)| at(line, stage))
            {
                if let Some(stop) = &line.stops[stage] {
                    let from = stage > 0 && at(line, stage - 1);
                    let on = stage + 1 < self.stages.len() && at(line, stage + 1);
                    dots.push(Dot { line: number, stage, stop, from, on, y: 0.0 });
                }
            }
            dots[start..].sort_by(|a, b| {
                let name = |dot: &Dot<'_>| self.lines[dot.line].label.to_lowercase();
                let order = self.height(a.stop).total_cmp(&self.height(b.stop));
                order.then_with(|| name(a).cmp(&name(b))).then(a.line.cmp(&b.line))
            });
        }
        dots
    }

    /// What orders the dots of a stage: less is higher up.
    fn height(&self, stop: &Stop) -> f64 {
        match self.by {
            Height::Rank => stop.rank,
            Height::Score => 0.0 - stop.score,
        }
    }

    /// Scores stand on an axis, which is drawn.
    fn score_heights(
        &self,
        canvas: &mut Canvas,
        dots: &mut [Dot<'_>],
        area: Area,
        columns: &Columns,
        (top, bottom): (f64, f64),
    ) {
        let scores = dots.iter().map(|dot| dot.stop.score);
        let scale = Scale::new(&self.axis, scores).between(bottom - 8.0, top + 8.0);
        for (value, text) in scale.ticks(5) {
            let y = scale.at(value).round();
            canvas.line([area.x + AXIS - 4.0, y, columns.x(columns.last), y], GRID, 1.0);
            let style = Type::SMALL.end();
            canvas.text(area.x + AXIS - 8.0, style.centred(y), &style.fit(&text, 26.0), style);
        }
        for dot in dots {
            dot.y = scale.at(dot.stop.score);
        }
    }

    /// The curves of each line between the stages it was at; nothing for a line of single stops.
    fn curves(&self, dots: &[Dot<'_>], columns: &Columns) -> Vec<String> {
        let mut paths = vec![String::new(); self.lines.len()];
        let mut before: Vec<Option<&Dot<'_>>> = vec![None; self.lines.len()];
        for dot in dots {
            if let Some(start) = before[dot.line].filter(|_| dot.from) {
                let (x1, x2) = (columns.x(start.stage), columns.x(dot.stage));
                let bend = (x2 - x1) * 0.45;
                let (y1, y2) = (start.y, dot.y);
                let [b1, b2] = [x1 + bend, x2 - bend];
                paths[dot.line].push_str(&format!(
                    "M{x1:.1} {y1:.1}C{b1:.1} {y1:.1} {b2:.1} {y2:.1} {x2:.1} {y2:.1}"
                ));
            }
            before[dot.line] = Some(dot);
        }
        paths
    }

    fn dot(&self, canvas: &mut Canvas, dot: &Dot<'_>, columns: &Columns) {
        let line = &self.lines[dot.line];
        let (x, stage) = (columns.x(dot.stage), brief(&self.stages[dot.stage]));
        let Stop { rank_text, score_text, .. } = dot.stop;
        let name = brief(self.name(dot));
        canvas.open_group(&format!("{name}, {stage}: rank {rank_text}, score {score_text}"));
        let fill = if line.muted { GREY } else { line.style.fill() };
        match self.by {
            Height::Rank => {
                let (width, height) = (2.0 * columns.half, 19.0);
                let pill = canvas.area([x - columns.half, dot.y - height / 2.0, width, height]);
                let pill = pill.number("rx", height / 2.0).attribute("fill", fill);
                pill.attribute("stroke", line.colour()).end();
                let style = RANK.on(fill).middle();
                let text = style.fit(rank_text, width - 4.0);
                canvas.text(x, style.centred(dot.y), &text, style);
            }
            Height::Score => {
                // White around it, so that dots that share a place can be told apart.
                canvas.circle(x, dot.y, columns.half + 1.0, WHITE, WHITE);
                canvas.circle(x, dot.y, columns.half - 1.0, fill, line.colour());
            }
        }
        canvas.close_group();
    }

    /// What a dot's line was called there.
    fn name<'a>(&'a self, dot: &Dot<'a>) -> &'a str {
        if dot.stop.name.is_empty() { &self.lines[dot.line].label } else { &dot.stop.name }
    }

    /// At which sides of a dot its line has a loose end: left and right.
    fn loose(&self, dot: &Dot<'_>) -> [bool; 2] {
        let unranked = |stage: usize| self.lines[dot.line].unranked.contains(&stage);
        let before = dot.stage.checked_sub(1).is_some_and(unranked);
        [before && !dot.from, unranked(dot.stage + 1) && !dot.on]
    }

    /// Dashed stubs towards the stages at which a line has no rank.
    fn loose_ends(&self, canvas: &mut Canvas, dot: &Dot<'_>, columns: &Columns) {
        for (loose, sign) in self.loose(dot).into_iter().zip([-1.0, 1.0]) {
            if loose {
                let (x, reach) = (columns.x(dot.stage), columns.half + columns.gap * 0.2);
                let stub = canvas.element("path").attribute("fill", "none");
                let (from, to) = (x, x + sign * reach);
                let stub = stub.attribute("d", format_args!("M{from:.1} {:.1}H{to:.1}", dot.y));
                let stub = stub.attribute("stroke", GREY).number("stroke-width", 1.5);
                stub.attribute("stroke-dasharray", "2 2").end();
            }
        }
    }

    /// How a missing line is to be read, where one is missing.
    fn note(&self, canvas: &mut Canvas, area: Area, dots: &[Dot<'_>], bottom: f64) -> f64 {
        let last = self.stages.len() - 1;
        let regrouped = |line: usize, to: usize| self.regrouped.contains(&(line, to));
        let absent = |dot: &Dot<'_>| {
            let [left, right] = self.loose(dot);
            let (before, after) = (dot.stage, dot.stage + 1);
            [
                dot.stage > 0 && !dot.from && !left && !regrouped(dot.line, before),
                dot.stage < last && !dot.on && !right && !regrouped(dot.line, after),
            ]
        };
        let mut notes = Vec::new();
        if !self.regrouped.is_empty() {
            notes.push("Where developers merged or split, lines end and others begin.");
        }
        if dots.iter().any(|dot| absent(dot)[0]) {
            notes.push("No line from the left: not in the edition before.");
        }
        if dots.iter().any(|dot| absent(dot)[1]) {
            notes.push("No line to the right: not in the edition after.");
        }
        if dots.iter().any(|dot| self.loose(dot) != [false; 2]) {
            notes.push("A dashed end: there, but without a rank.");
        }
        let mut y = bottom + 6.0;
        for line in Type::SMALL.wrap(&notes.join(" "), area.width, 3) {
            canvas.text(area.x, y + 14.0, &line, Type::SMALL);
            y += 17.0;
        }
        y
    }
}

impl Line {
    fn draw(&self, canvas: &mut Canvas, path: String) {
        if path.is_empty() {
            return;
        }
        let curve = canvas.element("path").attribute("d", path).attribute("fill", "none");
        let curve = curve.attribute("stroke", self.colour()).number("stroke-width", 2.5);
        let curve = match self.style.dashes().filter(|_| !self.muted) {
            Some(dashes) => curve.attribute("stroke-dasharray", dashes),
            None => curve,
        };
        curve.titled(&brief(&self.label));
    }

    fn colour(&self) -> Rgb {
        if self.muted { GREY } else { self.style.edge() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_where_there_was_nothing() {
        let place = |rank: f64| Some(Stop { rank, ..Stop::default() });
        let line = |stops| Line {
            label: String::new(),
            style: Style::nth(0),
            muted: false,
            stops,
            unranked: Vec::new(),
        };
        let chart = Bump {
            stages: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
            lines: vec![line(vec![place(1.0), place(1.0), None, place(1.0), place(9.0)])],
            ..Bump::default()
        };
        let dots: Vec<_> = chart.dots().iter().map(|d| (d.stage, d.from, d.on)).collect();
        assert_eq!(dots, [(0, false, true), (1, true, false), (3, false, false)]);
    }
}
