//! Charts of made-up data with any number of rows, or with a strange name everywhere.

use fmti::chart::colour::Style;
use fmti::chart::{
    Amount, Bars, Bump, Chart, Dumbbell, Frame, Heading, Heat, Height, Plot, Profile, Waterfall,
};

use crate::small::{bar, chart, charts, line, measure, pair, points, row, step};

/// Names that break what is not careful.
pub(crate) const STRANGE: [&str; 8] = [
    "long ",
    "<script>alert(1)</script>]]>&amp;\"'",
    "\u{1b}[31mred\u{0}\u{7}\u{fffe}\u{ffff}\u{85}",
    "\u{202e}desrever\u{2066}\u{200f}",
    "שלום עולם وشركاه للذكاء الاصطناعي المحدودة",
    "漢字かな交じり文の会社名株式会社研究所漢字かな交じり文の会社名",
    "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪 emoji 🤖🤖🤖🤖🤖🤖🤖🤖🤖🤖🤖🤖",
    "Z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}algo\u{fdfd}",
];

/// The six kinds with so many rows, and many columns.
pub(crate) fn many(count: i32, width: f64) -> Vec<(&'static str, Chart)> {
    let name = |n: i32| format!("Developer number {n}");
    let value = |n: i32| (n * 37 + 11) % 101;
    let all = || 0..count;
    let heat = Heat {
        columns: (0..24)
            .map(|n| Heading { group: format!("Group {}", n / 9), label: name(n) })
            .collect(),
        rows: all().map(|n| row(&name(n), [Some(value(n)), None, Some(100)])).collect(),
        totals: "Total".into(),
        axis: points(100.0),
    };
    let places = |n: i32, by: i32| Some((n + 1, "=12", value(n + by)));
    let bump = |by| Bump {
        regrouped: Vec::new(),
        stages: ["May 2031", "June 2032", "July 2033"].map(str::to_owned).to_vec(),
        lines: all()
            .map(|n| {
                let early = (n % 3 > 0).then_some(()).and(places(n, 0));
                let late = (n % 5 > 0).then_some(()).and(places(n, 20));
                line(usize::try_from(n).unwrap(), &name(n), [early, places(n, 10), late])
            })
            .collect(),
        by,
        axis: points(100.0),
    };
    let dumbbell = Dumbbell {
        before: "May 2031".into(),
        after: "June 2032".into(),
        rows: all()
            .map(|n| {
                pair(&name(n), (n % 5 > 0).then_some(value(n)), (n % 7 > 0).then_some(value(n + 1)))
            })
            .collect(),
        axis: points(100.0),
    };
    let profile = Profile {
        name: name(1),
        style: Style::nth(4),
        median: "median of all developers".into(),
        measures: all()
            .map(|n| {
                measure(&format!("Group {}", n / 9), &name(n), [Some(value(n)), None, Some(50)])
            })
            .collect(),
        axis: points(100.0),
    };
    let waterfall = Waterfall {
        steps: all()
            .map(|n| {
                let by = f64::from(value(n) - 50);
                let amount = if n % 6 == 0 { Amount::Total(by) } else { Amount::Change(by) };
                step(&name(n), "a note that is somewhat long", amount, &format!("{by:+}"))
            })
            .collect(),
        axis: points(100.0),
    };
    let bars = Bars {
        parts: vec!["Upstream".into(), "Downstream".into()],
        rows: all()
            .map(|n| bar("=12", &name(n), [value(n) / 2, value(n) / 3], value(n).min(n * 9)))
            .collect(),
        axis: points(100.0),
    };
    let plots = [
        ("bars", Plot::Bars(bars)),
        ("heat", Plot::Heat(heat)),
        ("bump", Plot::Bump(bump(Height::Rank))),
        ("bump-score", Plot::Bump(bump(Height::Score))),
        ("dumbbell", Plot::Dumbbell(dumbbell)),
        ("profile", Plot::Profile(profile)),
        ("waterfall", Plot::Waterfall(waterfall)),
    ];
    let wide = |mut chart: Chart| {
        chart.frame.width = width;
        chart
    };
    plots.map(|(kind, plot)| (kind, wide(chart("How many are there?", plot)))).into()
}

/// The six kinds with one text in every place for text.
pub(crate) fn named(name: &str) -> Vec<(&'static str, Chart)> {
    let mut all = charts();
    for (_, chart) in &mut all {
        let Frame { title, subtitle, note, source, .. } = &mut chart.frame;
        for text in [title, subtitle, note, source] {
            name.clone_into(text);
        }
        rename(&mut chart.plot, name);
    }
    all
}

fn rename(plot: &mut Plot, name: &str) {
    let set = |text: &mut String| name.clone_into(text);
    match plot {
        Plot::Bars(plot) => {
            plot.parts.iter_mut().chain([&mut plot.axis.label]).for_each(set);
            for row in &mut plot.rows {
                [&mut row.rank, &mut row.label, &mut row.note, &mut row.text]
                    .into_iter()
                    .for_each(set);
                row.parts.iter_mut().for_each(|part| set(&mut part.text));
            }
        }
        Plot::Heat(plot) => {
            [&mut plot.totals, &mut plot.axis.label].into_iter().for_each(set);
            let rows = plot.rows.iter_mut().map(|row| &mut row.heading);
            for heading in plot.columns.iter_mut().chain(rows) {
                [&mut heading.group, &mut heading.label].into_iter().for_each(set);
            }
            for row in &mut plot.rows {
                set(&mut row.total);
                row.cells.iter_mut().for_each(|cell| set(&mut cell.text));
            }
        }
        Plot::Bump(plot) => {
            plot.stages.iter_mut().chain([&mut plot.axis.label]).for_each(set);
            for line in &mut plot.lines {
                set(&mut line.label);
                for stop in line.stops.iter_mut().flatten() {
                    [&mut stop.rank_text, &mut stop.score_text].into_iter().for_each(set);
                }
            }
        }
        Plot::Dumbbell(plot) => {
            [&mut plot.before, &mut plot.after, &mut plot.axis.label].into_iter().for_each(set);
            for row in &mut plot.rows {
                [&mut row.label, &mut row.note, &mut row.change].into_iter().for_each(set);
                row.before.iter_mut().chain(&mut row.after).for_each(|end| set(&mut end.text));
            }
        }
        Plot::Profile(plot) => {
            [&mut plot.name, &mut plot.median, &mut plot.axis.label].into_iter().for_each(set);
            for m in &mut plot.measures {
                [&mut m.group, &mut m.label, &mut m.text, &mut m.middle_text]
                    .into_iter()
                    .for_each(set);
            }
        }
        Plot::Waterfall(plot) => {
            set(&mut plot.axis.label);
            for step in &mut plot.steps {
                [&mut step.label, &mut step.note, &mut step.text].into_iter().for_each(set);
            }
        }
    }
}
