//! How fast is an edition loaded and scored, and how fast are its charts drawn? `cargo bench` prints
//! it; BENCHMARKS.md keeps it.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark stops when it cannot run")]

#[path = "../tests/charts/real.rs"]
mod real;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use fmti::analyze::scored::Scored;
use fmti::analyze::summary;
use fmti::chart::svg;
#[cfg(feature = "png")]
use fmti::chart::{Size, png};
use fmti::grade::{criteria, panel};
use fmti::load::{self, Loaded};
use fmti::model::Index;

fn main() {
    divan::main();
}

/// Ranks and summarises, and gives back something that depends on all of it.
fn score(index: &Index) -> (usize, f64) {
    let scored = Scored::new(index, panel::scoresheet(index));
    let developers: Vec<usize> = scored.places().iter().map(|p| p.developer).collect();
    (developers.len(), summary::summarize(&scored, &developers).sd.unwrap_or_default())
}

fn loaded(data: &str) -> Index {
    let Loaded { index, problems, .. } =
        load::load(Some(data), fmti::file::reach::Links::Inside).unwrap();
    assert!(problems.is_empty());
    index.unwrap()
}

/// Unpacking, reading and scoring what is in the binary.
#[divan::bench(args = ["2023", "2024", "2025"])]
fn builtin(edition: &str) -> (usize, f64) {
    score(&loaded(edition))
}

/// Scoring alone.
#[divan::bench]
fn scoring_2025(bencher: Bencher<'_, '_>) {
    let index = loaded("2025");
    bencher.bench_local(|| score(&index));
}

/// Criteria on one core: every answer of the 1,000 disclosures below, typed, loading excluded.
#[divan::bench(sample_count = 20)]
fn verdicts(bencher: Bencher<'_, '_>) {
    let (folder, _) = generate(1000);
    let index = loaded(folder.to_str().unwrap());
    let answers = index.entries.len() * index.catalog.indicators.len();
    bencher.counter(ItemsCount::new(answers)).bench_local(|| criteria::scoresheet(&index));
}

/// A folder of 1,000 disclosures of 100 answers with statements and sources: reading, checking and
/// scoring on all cores.
#[divan::bench(sample_count = 10)]
fn folder_of_1000(bencher: Bencher<'_, '_>) {
    let (folder, bytes) = generate(1000);
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| score(&loaded(folder.to_str().unwrap())));
}

/// The eight charts of the built-in editions as SVG.
#[divan::bench]
fn charts_svg(bencher: Bencher<'_, '_>) {
    let charts = real::charts(720.0);
    bencher
        .counter(ItemsCount::new(charts.len()))
        .bench_local(|| charts.iter().map(|(name, chart)| svg(chart, name).len()).sum::<usize>());
}

/// Each of them as PNG, twice its size.
#[cfg(feature = "png")]
#[divan::bench(args = ["bars", "heat", "bump", "dumbbell", "profile", "waterfall"], sample_count = 20)]
fn charts_png(bencher: Bencher<'_, '_>, name: &str) {
    let charts = real::charts(720.0);
    let (_, chart) = charts.iter().find(|(chart, _)| *chart == name).unwrap();
    let picture = svg(chart, name);
    bencher.bench_local(|| png(&picture, Size::default()).unwrap().len());
}

/// The whole program, from start to exit.
#[divan::bench(sample_count = 200)]
fn process_score_2025() {
    run(Command::new(env!("CARGO_BIN_EXE_fmti")).args(["score", "2025"]));
}

/// A program that does nothing, for comparison.
#[divan::bench(sample_count = 200)]
fn process_empty() {
    run(&mut Command::new("true"));
}

fn run(command: &mut Command) {
    assert!(command.stdout(Stdio::null()).status().unwrap().success());
}

fn generate(developers: usize) -> (PathBuf, u64) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("folder-of-1000");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let edition = "id: \"3000\"\ntitle: Generated\ndate: 3000-01\ncatalog: fmti-2\n";
    fs::write(folder.join("edition.yaml"), edition).unwrap();
    let catalog = loaded("2025").catalog;
    let mut bytes = 0;
    for developer in 0..developers {
        let mut text = format!(
            "edition: \"3000\"\ndeveloper: dev-{developer}\nname: Developer {developer}\n\
             model: Model {developer}\nanswers:\n"
        );
        for (at, indicator) in catalog.indicators.iter().enumerate() {
            let points = (developer * 31 + at * 17) % 5 / 3;
            write!(
                text,
                "  {}:\n    statement: |-\n      The developer says that this is so, in a sentence \
                 of a usual length,\n      and adds a second line: number {at}.\n    sources:\n      \
                 - https://example.org/{developer}/report-{at}.pdf\n    panel:\n      score: \
                 {points}\n      reason: The report says so on page {at}.\n",
                indicator.id
            )
            .unwrap();
        }
        bytes += text.len() as u64;
        fs::write(folder.join(format!("dev-{developer}.yaml")), text).unwrap();
    }
    (folder, bytes)
}
