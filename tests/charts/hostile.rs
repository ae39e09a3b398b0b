//! Any data in: a well-formed, harmless picture out.

use std::collections::BTreeSet;

use fmti::chart::colour::Style;
use fmti::chart::{
    Amount, Axis, Bar, Bars, Bump, Chart, Dumbbell, End, Frame, Heading, Heat, HeatCell, HeatRow,
    Height, Line, Measure, Pair, Part, Plot, Profile, Step, Stop, Waterfall, svg,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use roxmltree::Document;

use crate::many::{self, STRANGE, named};
use crate::real;
use crate::small::charts;

/// What a picture may consist of.
const ELEMENTS: [&str; 14] = [
    "svg",
    "title",
    "desc",
    "g",
    "rect",
    "line",
    "path",
    "circle",
    "polygon",
    "text",
    "pattern",
    "linearGradient",
    "stop",
    "defs",
];

fn check(picture: &str, prefix: &str) {
    let document = Document::parse(picture).unwrap_or_else(|error| panic!("{error}:\n{picture}"));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let mut ids = BTreeSet::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(ELEMENTS.contains(&name), "{name}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(name != "style" && name != "href" && !name.starts_with("on"), "{name}");
            assert!(!value.contains("NaN") && !value.contains("inf"), "{name}={value}");
            if name == "id" {
                assert!(value.starts_with(prefix), "{value}");
                assert!(ids.insert(value), "{value} twice");
            }
        }
        let text = node.text().unwrap_or_default().trim_matches('\n');
        assert!(!text.chars().any(fmti::text::clean::is_hidden), "{text:?}");
    }
    for node in document.descendants() {
        for value in node.attributes().filter_map(|a| a.value().strip_prefix("url(#")) {
            assert!(ids.contains(value.trim_end_matches(')')), "{value} is nowhere");
        }
    }
    for id in root.attribute("aria-labelledby").unwrap().split(' ') {
        assert!(ids.contains(id), "{id}");
    }
    assert!(root.attribute("width").unwrap().parse::<f64>().unwrap() >= 320.0);
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[ -~]{0,20}",
        3 => any::<String>(),
        1 => (0..STRANGE.len(), 1_usize..40).prop_map(|(n, times)| STRANGE[n].repeat(times)),
    ]
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![4 => -20.0..120.0, 1 => any::<f64>(), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)]
}

prop_compose! {
    fn axis()(label in text(), max in of(value())) -> Axis {
        Axis { label, max }
    }
}

fn bars() -> impl Strategy<Value = Plot> {
    let part = (value(), text()).prop_map(|(value, text)| Part { value, text });
    let row = ([text(), text(), text(), text()], vec(part, 0..4), value()).prop_map(
        |([rank, label, note, text], parts, high)| Bar { rank, label, note, parts, high, text },
    );
    (vec(text(), 0..4), vec(row, 0..5), axis())
        .prop_map(|(parts, rows, axis)| Plot::Bars(Bars { parts, rows, axis }))
}

fn heat() -> impl Strategy<Value = Plot> {
    let heading = || (text(), text()).prop_map(|(group, label)| Heading { group, label });
    let cell = (of(value()), text()).prop_map(|(value, text)| HeatCell { value, text });
    let row = (heading(), vec(cell, 0..5), text()).prop_map(|(heading, cells, total)| HeatRow {
        heading,
        cells,
        total,
    });
    (vec(heading(), 0..5), vec(row, 0..5), text(), axis())
        .prop_map(|(columns, rows, totals, axis)| Plot::Heat(Heat { columns, rows, totals, axis }))
}

fn bump() -> impl Strategy<Value = Plot> {
    let stop = (value(), text(), value(), text(), text());
    let stop = stop.prop_map(|(rank, rank_text, score, score_text, name)| Stop {
        rank,
        rank_text,
        score,
        score_text,
        name,
    });
    let line = (text(), 0_usize..99, any::<bool>(), vec(of(stop), 0..5)).prop_map(
        |(label, n, muted, stops)| Line {
            label,
            style: Style::nth(n),
            muted,
            stops,
            unranked: vec![n % 4],
        },
    );
    let by = prop_oneof![Just(Height::Rank), Just(Height::Score)];
    (vec(text(), 0..5), vec(line, 0..5), by, axis()).prop_map(|(stages, lines, by, axis)| {
        Plot::Bump(Bump { stages, lines, regrouped: Vec::new(), by, axis })
    })
}

fn dumbbell() -> impl Strategy<Value = Plot> {
    let end = || of((value(), text()).prop_map(|(value, text)| End { value, text }));
    let row = (text(), end(), end(), text(), any::<bool>());
    let row = row.prop_map(|(label, before, after, change, regrouped)| Pair {
        note: label.clone(),
        label,
        before,
        after,
        change,
        regrouped,
    });
    (text(), text(), vec(row, 0..5), axis()).prop_map(|(before, after, rows, axis)| {
        Plot::Dumbbell(Dumbbell { before, after, rows, axis })
    })
}

fn profile() -> impl Strategy<Value = Plot> {
    let values = [of(value()), of(value()), of(value())];
    let measure = ([text(), text(), text(), text()], values).prop_map(
        |([group, label, text, middle_text], [value, high, middle])| Measure {
            group,
            label,
            value,
            high,
            text,
            middle,
            middle_text,
        },
    );
    (text(), 0_usize..99, text(), vec(measure, 0..5), axis()).prop_map(
        |(name, n, median, measures, axis)| {
            Plot::Profile(Profile { name, style: Style::nth(n), median, measures, axis })
        },
    )
}

fn waterfall() -> impl Strategy<Value = Plot> {
    let amount = prop_oneof![value().prop_map(Amount::Total), value().prop_map(Amount::Change)];
    let step = (text(), text(), amount, text()).prop_map(|(label, note, amount, text)| Step {
        label,
        note,
        amount,
        text,
    });
    (vec(step, 0..7), axis()).prop_map(|(steps, axis)| Plot::Waterfall(Waterfall { steps, axis }))
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let plot = prop_oneof![bars(), heat(), bump(), dumbbell(), profile(), waterfall()];
    let width = prop_oneof![300.0..1000.0, any::<f64>()];
    (plot, text(), text(), text(), width).prop_map(|(plot, title, subtitle, source, width)| Chart {
        frame: Frame { title, note: subtitle.clone(), subtitle, source, width },
        plot,
    })
}

proptest! {
    #[test]
    fn any_data_gives_a_picture(chart in any_chart(), prefix in any::<String>()) {
        check(&svg(&chart, &prefix), "");
        check(&svg(&chart, "p-1"), "p-1-");
    }
}

#[cfg(feature = "png")]
proptest! {
    // Laying out every text takes its time.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_data_has_room(chart in any_chart()) {
        let faults = crate::measure::Picture::read(&svg(&chart, "c")).faults();
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn strange_names_are_harmless() {
    for name in STRANGE {
        for (kind, chart) in named(&name.repeat(600)) {
            check(&svg(&chart, kind), kind);
        }
    }
}

#[test]
fn real_and_many_rows_are_harmless() {
    for (kind, chart) in real::charts(720.0).into_iter().chain(many::many(200, 720.0)) {
        check(&svg(&chart, kind), kind);
    }
}

#[test]
fn nothing_to_show_is_said() {
    let nothing = [
        Plot::Bars(Bars::default()),
        Plot::Heat(Heat::default()),
        Plot::Bump(Bump::default()),
        Plot::Dumbbell(Dumbbell::default()),
        Plot::Waterfall(Waterfall::default()),
        Plot::Bars(Bars {
            rows: vec![Bar { high: f64::NAN, label: "x".into(), ..Bar::default() }],
            ..Bars::default()
        }),
    ];
    for plot in nothing {
        let frame = Frame { title: "Title".into(), source: "Source".into(), ..Frame::default() };
        let picture = svg(&Chart { frame, plot }, "c");
        check(&picture, "c-");
        for text in ["There is nothing to show.", "Title", "Source"] {
            assert!(picture.contains(&format!(">{text}</text>")), "{picture}");
        }
    }
}

#[test]
fn a_source_is_never_cut() {
    let source =
        "A source that goes on and on, with its URL https://example.org/a/b/c. ".repeat(40);
    for (kind, mut chart) in charts() {
        chart.frame.source.clone_from(&source);
        let picture = svg(&chart, kind);
        let document = Document::parse(&picture).unwrap();
        let letters = |text: &str| text.replace(char::is_whitespace, "");
        let written: String = document
            .descendants()
            .filter(|n| n.has_tag_name("text"))
            .filter_map(|n| n.text())
            .collect();
        assert!(letters(&written).contains(&letters(&source)), "{kind}");
    }
}

#[cfg(not(feature = "png"))]
#[test]
fn a_build_without_pictures_says_so() {
    use fmti::chart::{PngError, Size, png};
    let error = png("<svg/>", Size::default()).unwrap_err();
    assert_eq!(error, PngError::NotBuilt);
    assert!(error.to_string().contains("feature `png`"));
}
