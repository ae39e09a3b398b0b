//! How fast are two editions compared? `cargo bench --bench diff` prints it; BENCHMARKS.md keeps it.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark stops when it cannot run")]

use divan::Bencher;
use fmti::analyze::breakdown::By;
use fmti::analyze::diff::answers::answers;
use fmti::analyze::diff::decomposition::decompose;
use fmti::analyze::diff::developers::developers;
use fmti::analyze::diff::indicators::indicators;
use fmti::analyze::diff::parts::parts;
use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::gates::{self, Judged, breaches};
use fmti::analyze::scored::Scored;
use fmti::answer::diff::{self as pages, View};
use fmti::file::reach::Links;
use fmti::format::csv::Dialect;
use fmti::format::{Format, render};
use fmti::grade::panel;
use fmti::load::{self, bridge};
use fmti::model::gate::{Gate, Limit};
use fmti::model::index::Entry;
use fmti::model::{
    Answer, Crosswalk, Developer, Disclosure, Id, Index, Points, Rating, Scoresheet,
};
use fmti::page::Screen;

fn main() {
    divan::main();
}

/// Two editions with the panel's points, and how their catalogs relate.
struct Two {
    indexes: [Index; 2],
    sheets: [Scoresheet; 2],
    crosswalk: Crosswalk,
}

/// So many developers, of whom each edition lacks a tenth, asked what the built-in editions ask.
fn two(old: &str, new: &str, developers: usize) -> Two {
    let indexes = [(old, 0), (new, 5)].map(|(edition, absent)| {
        let mut index =
            load::load(Some(edition), fmti::file::reach::Links::Inside).unwrap().index.unwrap();
        let here = (0..developers).filter(|n| n % 10 != absent);
        index.entries = here.map(|n| entry(n, absent, &index)).collect();
        index.entries.sort_by(|a, b| a.developer.id.cmp(&b.developer.id));
        index
    });
    let found =
        bridge::find((&indexes[0], None), (&indexes[1], None), None, Links::Inside).unwrap();
    let sheets = [panel::scoresheet(&indexes[0]), panel::scoresheet(&indexes[1])];
    Two { crosswalk: found.crosswalk.unwrap(), indexes, sheets }
}

/// A developer with points for every answer, a statement of a usual length, and a source of points.
fn entry(n: usize, salt: usize, index: &Index) -> Entry {
    let id = Id::parse(&format!("dev-{n}")).unwrap();
    let answer = |at: usize| {
        let points = Points::whole(i32::from((n * 31 + at * 17 + n * at * salt) % 5 > 2));
        // One answer in a hundred says something else in the newer edition.
        let word = if salt > 0 && (n + at).is_multiple_of(100) { "another" } else { "one" };
        Some(Answer {
            statement: Some(format!(
                "The developer says that this is so in {word} sentence of a usual length, and \
                 adds a second one: number {at}."
            )),
            panel: Some(Rating { points, reason: Some(format!("As the report says on {at}.")) }),
            ..Answer::default()
        })
    };
    Entry {
        predecessors: Vec::new(),
        file: format!("{id}.yaml"),
        spots: Vec::new(),
        disclosure: Disclosure {
            organisation: None,
            assessed: true,
            developer: id.clone(),
            model: Some(format!("Model {n}")),
            traits: Vec::new(),
            answers: (0..index.catalog.indicators.len()).map(answer).collect(),
        },
        developer: Developer {
            name: format!("Developer {n}"),
            aliases: Vec::new(),
            succeeds: Vec::new(),
            id,
        },
    }
}

impl Two {
    fn scored(&self) -> [Scored<'_>; 2] {
        [0, 1].map(|at| Scored::new(&self.indexes[at], self.sheets[at].clone()))
    }

    fn compare<'a>(&'a self, [old, new]: &'a [Scored<'a>; 2]) -> Comparison<'a> {
        Comparison::new(old, new, &self.crosswalk, Basis { revised: true })
    }

    fn page(&self, format: Format) -> usize {
        let scored = self.scored();
        let comparison = self.compare(&scored);
        let rows = developers(&comparison);
        let view = View {
            whole: &comparison,
            shown: &comparison,
            developers: &rows,
            crosswalk: &self.crosswalk.attribution,
            names: ["old", "new"],
            order: pages::Order::Rank,
            only: None,
        };
        render(&pages::developers(view), format, Screen::PLAIN, Dialect::default())
            .map_or(0, |b| b.len())
    }
}

/// Everything there is to say of two editions of 1,000 developers and 100 indicators.
#[divan::bench]
fn analysis(bencher: Bencher<'_, '_>) {
    let two = two("2024", "2025", 1000);
    bencher.bench_local(|| {
        let scored = two.scored();
        let comparison = two.compare(&scored);
        let all = developers(&comparison).len() + indicators(&comparison).len();
        let by = [By::Total, By::Domain, By::Subdomain, By::Theme];
        let parts: usize = by.into_iter().map(|by| parts(&comparison, by).len()).sum();
        (all + parts, decompose(&comparison).unwrap())
    });
}

/// What the default page needs, and no page.
#[divan::bench]
fn compared(bencher: Bencher<'_, '_>) {
    let two = two("2024", "2025", 1000);
    bencher.bench_local(|| {
        let scored = two.scored();
        developers(&two.compare(&scored)).len()
    });
}

/// The default page, from the scoresheets to its bytes.
#[divan::bench(args = ["table", "csv", "markdown", "json"])]
fn page(bencher: Bencher<'_, '_>, format: &str) {
    let two = two("2024", "2025", 1000);
    let (format, ..) = Format::ALL.iter().find(|(_, name, _)| *name == format).unwrap();
    bencher.bench_local(|| two.page(*format));
}

/// Every gate, of which most are breached.
#[divan::bench]
fn all_gates(bencher: Bencher<'_, '_>) {
    let two = two("2024", "2025", 1000);
    let scored = two.scored();
    let comparison = two.compare(&scored);
    let everybody = developers(&comparison);
    bencher.bench_local(|| {
        let basis = gates::Basis::Comparable;
        let judged = Judged { comparison: &comparison, developers: &everybody, basis };
        let found = |gate| breaches(judged, Limit { gate, above: Points::ZERO }).len();
        Gate::OF_COMPARISONS.map(|(gate, _)| found(gate))
    });
}

/// Two versions of one edition: which of 80,000 answers changed.
#[divan::bench]
fn changed_answers(bencher: Bencher<'_, '_>) {
    let two = two("2025", "2025", 1000);
    let scored = two.scored();
    let comparison = two.compare(&scored);
    bencher.bench_local(|| answers(&comparison).len());
}

/// The page about two versions, with what changed in words.
#[divan::bench(args = ["table", "json"])]
fn page_of_versions(bencher: Bencher<'_, '_>, format: &str) {
    let two = two("2025", "2025", 1000);
    let (format, ..) = Format::ALL.iter().find(|(_, name, _)| *name == format).unwrap();
    bencher.bench_local(|| two.page(*format));
}
