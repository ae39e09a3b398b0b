//! One small chart of each kind, of made-up data, byte for byte.

use std::fs;
use std::path::Path;

use fmti::chart::colour::{Palette, Style};
use fmti::chart::{
    Amount, Axis, Bar, Bars, Bump, Chart, Dumbbell, End, Frame, Heading, Heat, HeatCell, HeatRow,
    Height, Line, Measure, Pair, Part, Plot, Profile, Step, Stop, Waterfall, describe, svg,
};

pub(crate) fn chart(title: &str, plot: Plot) -> Chart {
    let frame = Frame {
        title: title.into(),
        subtitle: "Made-up data".into(),
        source: "Source: nobody. Made up for a test.".into(),
        ..Frame::default()
    };
    Chart { frame, plot }
}

pub(crate) fn points(max: f64) -> Axis {
    Axis { label: format!("Points out of {max}"), max: Some(max) }
}

pub(crate) fn bar(rank: &str, label: &str, parts: [i32; 2], high: i32) -> Bar {
    let low = parts[0] + parts[1];
    let range = if high > low { format!("{low}–{high}") } else { low.to_string() };
    Bar {
        rank: rank.into(),
        label: label.into(),
        note: format!("{label} 1"),
        parts: parts.map(|p| Part { value: p.into(), text: p.to_string() }).to_vec(),
        high: high.into(),
        text: range,
    }
}

fn heading(group: &str, label: &str) -> Heading {
    Heading { group: group.into(), label: label.into() }
}

pub(crate) fn row(label: &str, cells: [Option<i32>; 3]) -> HeatRow {
    let cell = |value: Option<i32>| HeatCell {
        value: value.map(f64::from),
        text: value.map_or_else(String::new, |value| value.to_string()),
    };
    let total: i32 = cells.into_iter().flatten().sum();
    HeatRow {
        heading: Heading { group: String::new(), label: label.into() },
        cells: cells.map(cell).to_vec(),
        total: total.to_string(),
    }
}

pub(crate) fn line(n: usize, label: &str, stops: [Option<(i32, &str, i32)>; 3]) -> Line {
    let stop = |(rank, text, score): (i32, &str, i32)| Stop {
        rank: rank.into(),
        rank_text: text.into(),
        score: score.into(),
        score_text: score.to_string(),
        name: String::new(),
    };
    let stops = stops.map(|s| s.map(stop)).to_vec();
    Line { label: label.into(), style: Style::nth(n), muted: n == 3, stops, unranked: Vec::new() }
}

pub(crate) fn pair(label: &str, before: Option<i32>, after: Option<i32>) -> Pair {
    let end = |value: i32| End { value: value.into(), text: value.to_string() };
    let change = before.zip(after).map_or_else(String::new, |(b, a)| format!("{:+}", a - b));
    Pair {
        label: label.into(),
        note: String::new(),
        before: before.map(end),
        after: after.map(end),
        change: change.replace('-', "−"),
        ..Pair::default()
    }
}

pub(crate) fn measure(group: &str, label: &str, value: [Option<i32>; 3]) -> Measure {
    let [low, high, median] = value;
    let text = |value: Option<i32>| value.map_or_else(|| "–".into(), |v| v.to_string());
    Measure {
        group: group.into(),
        label: label.into(),
        value: low.map(f64::from),
        high: high.map(f64::from),
        text: high.map_or_else(|| text(low), |h| format!("{}–{h}", text(low))),
        middle: median.map(f64::from),
        middle_text: text(median),
    }
}

pub(crate) fn step(label: &str, note: &str, amount: Amount, text: &str) -> Step {
    Step { label: label.into(), note: note.into(), amount, text: text.into() }
}

/// One of each kind.
pub(crate) fn charts() -> Vec<(&'static str, Chart)> {
    vec![
        ("bars", chart("Acme leads", Plot::Bars(bars()))),
        ("heat", chart("Most is dark", Plot::Heat(heat()))),
        ("bump", chart("Up and down", Plot::Bump(bump()))),
        ("dumbbell", chart("Two rose, one fell", Plot::Dumbbell(dumbbell()))),
        ("profile", chart("Bolt tells of its data", Plot::Profile(profile()))),
        ("waterfall", chart("Below zero and back", Plot::Waterfall(waterfall()))),
    ]
}

fn bars() -> Bars {
    Bars {
        parts: vec!["Upstream".into(), "Downstream".into()],
        rows: vec![
            bar("1", "Acme", [40, 21], 68),
            bar("=2", "Bolt & Sons", [1, 30], 31),
            bar("=2", "Crux", [31, 0], 31),
            bar("4", "Dyne", [0, 0], 9),
        ],
        axis: points(100.0),
    }
}

fn heat() -> Heat {
    Heat {
        columns: vec![
            heading("Upstream", "Data"),
            heading("Upstream", "Compute"),
            heading("Downstream", "Acceptable use policy"),
        ],
        rows: vec![
            row("Acme", [Some(4), Some(3), Some(0)]),
            row("Bolt & Sons", [Some(1), None, Some(2)]),
        ],
        totals: "Total".into(),
        axis: points(4.0),
    }
}

fn bump() -> Bump {
    Bump {
        regrouped: Vec::new(),
        stages: ["2031", "2032", "2033"].map(str::to_owned).to_vec(),
        lines: vec![
            line(0, "Acme", [Some((1, "1", 60)), Some((2, "=2", 40)), Some((3, "3", 10))]),
            line(1, "Bolt", [Some((2, "2", 50)), None, Some((1, "1", 70))]),
            line(2, "Crux", [None, Some((2, "=2", 40)), Some((2, "2", 40))]),
            line(3, "Dyne", [None, Some((1, "1", 90)), None]),
            line(9, "Echo", [Some((3, "3", 20)), Some((4, "4", 12)), None]),
        ],
        by: Height::Rank,
        axis: Axis { label: "Rank, and points out of 100".into(), max: None },
    }
}

fn dumbbell() -> Dumbbell {
    Dumbbell {
        before: "2031".into(),
        after: "2032".into(),
        rows: vec![
            pair("Acme", Some(20), Some(95)),
            pair("Bolt & Sons", Some(100), Some(0)),
            pair("Crux", Some(50), Some(51)),
            pair("Dyne", Some(7), Some(7)),
            pair("Echo", None, Some(33)),
            pair("Flux", Some(64), None),
        ],
        axis: points(100.0),
    }
}

fn profile() -> Profile {
    Profile {
        name: "Bolt & Sons".into(),
        style: Palette::new(["acme", "bolt"]).style("bolt"),
        median: "median of 2 developers".into(),
        measures: vec![
            measure("Upstream", "Data", [Some(9), None, Some(5)]),
            measure("Upstream", "Compute", [Some(3), Some(6), Some(5)]),
            measure("Downstream", "Impact", [None, None, Some(1)]),
            measure("Downstream", "Use", [Some(0), None, None]),
        ],
        axis: points(10.0),
    }
}

fn waterfall() -> Waterfall {
    Waterfall {
        steps: vec![
            step("Before", "mean of 3", Amount::Total(4.0), "4.0"),
            step("Left", "Acme, Bolt & Sons", Amount::Change(-6.5), "−6.5"),
            step("Kept", "", Amount::Change(0.0), "0.0"),
            step("Those in both", "", Amount::Total(-2.5), "−2.5"),
            step("Joined", "", Amount::Change(5.5), "+5.5"),
            step("After", "mean of 4", Amount::Total(3.0), "3.0"),
        ],
        axis: Axis { label: "Mean points".into(), max: None },
    }
}

#[test]
fn every_kind_byte_for_byte() {
    for (name, chart) in charts() {
        let file = Path::new("tests/golden/charts").join(format!("{name}.svg"));
        let picture = svg(&chart, name);
        assert_eq!(picture, svg(&chart, name));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, &picture).unwrap();
        }
        let wanted = fs::read_to_string(&file).unwrap_or_default();
        assert!(wanted == picture, "{} is not what is drawn:\n{picture}", file.display());
    }
}

#[test]
fn every_kind_can_be_read_aloud() {
    let words: Vec<String> = charts().iter().map(|(_, chart)| describe(chart)).collect();
    let expected = [
        "Ranked bars, Points out of 100. 1 Acme 61–68 (Upstream 40, Downstream 21); =2 Bolt & Sons \
         31 (Upstream 1, Downstream 30); =2 Crux 31 (Upstream 31, Downstream 0); 4 Dyne 0–9 \
         (Upstream 0, Downstream 0).",
        "Table of colours, Points out of 4. Acme: Data 4, Compute 3, Acceptable use policy 0; Bolt & \
         Sons: Data 1, Compute –, Acceptable use policy 2.",
        "Lines over time, Rank, and points out of 100. Acme: 2031 rank 1 score 60, 2032 rank =2 \
         score 40, 2033 rank 3 score 10; Bolt: 2031 rank 2 score 50, 2032 absent, 2033 rank 1 score \
         70; Crux: 2031 absent, 2032 rank =2 score 40, 2033 rank 2 score 40; Dyne: 2031 absent, 2032 \
         rank 1 score 90, 2033 absent; Echo: 2031 rank 3 score 20, 2032 rank 4 score 12, 2033 absent.",
        "2031 to 2032, Points out of 100. Acme 20 → 95 (+75); Bolt & Sons 100 → 0 (−100); Crux 50 → \
         51 (+1); Dyne 7 → 7 (+0); Echo 33, 2032 only; Flux 64, 2031 only.",
        "Bars of Bolt & Sons (median of 2 developers in brackets), Points out of 10. Data 9 (5); \
         Compute 3–6 (5); Impact – (1); Use 0 (–).",
        "Steps, Mean points. Before 4.0; Left −6.5; Kept 0.0; Those in both −2.5; Joined +5.5; After \
         3.0.",
    ];
    assert_eq!(words, expected);
}
