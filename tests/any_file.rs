//! Every kind of file from `tests/corpus`, read as each kind and in thousands of broken forms: it may
//! be refused, but nothing panics and nothing goes on. `tests/hard/fuzz.sh` goes on from here.
#![allow(clippy::unwrap_used)]

#[path = "data/readers.rs"]
mod readers;

use std::fs;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use readers::{KINDS, read};

/// The kept files of a kind.
fn corpus(kind: &str) -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(format!("tests/corpus/{kind}"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{kind}");
    paths
        .iter()
        .map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())
        .collect()
}

#[test]
fn every_kept_file_is_read_as_every_kind() {
    let scratch = tempfile::tempdir().unwrap();
    for text in KINDS.iter().flat_map(|kind| corpus(kind)) {
        for kind in KINDS {
            read(kind, &text, scratch.path());
        }
    }
}

/// One way to break a text: a piece left out, doubled, moved or replaced by a word that means
/// something in YAML or CSV.
#[derive(Clone, Debug)]
enum Break {
    Cut(usize, usize),
    Double(usize, usize),
    Insert(usize, &'static str),
    Swap(usize, usize),
}

fn breaks() -> impl Strategy<Value = Vec<Break>> {
    const WORDS: [&str; 30] = [
        "\n",
        "  ",
        "\t",
        ": ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "#",
        "? ",
        "!!int ",
        "<<: ",
        "~",
        "---\n",
        "0",
        "-1",
        "1e999",
        "é",
        "\u{202e}",
        "\u{0}",
        ",",
        ",,",
        "9999999999999999999999",
    ];
    let at = || 0_usize..4096;
    let one = prop_oneof![
        (at(), 1_usize..64).prop_map(|(at, length)| Break::Cut(at, length)),
        (at(), 1_usize..200).prop_map(|(at, length)| Break::Double(at, length)),
        (at(), prop::sample::select(&WORDS[..])).prop_map(|(at, word)| Break::Insert(at, word)),
        (at(), at()).prop_map(|(a, b)| Break::Swap(a, b)),
    ];
    prop::collection::vec(one, 1..6)
}

fn broken(text: &str, breaks: &[Break]) -> String {
    let mut all: Vec<char> = text.chars().collect();
    for broken in breaks {
        let many = all.len().max(1);
        match *broken {
            Break::Cut(at, length) if !all.is_empty() => {
                let from = at % many;
                all.drain(from..(from + length).min(all.len()));
            }
            Break::Double(at, length) if !all.is_empty() => {
                let from = at % many;
                let piece = all[from..(from + length).min(all.len())].to_vec();
                all.splice(from..from, piece);
            }
            Break::Insert(at, word) => {
                let from = at % (all.len() + 1);
                all.splice(from..from, word.chars());
            }
            Break::Swap(a, b) if !all.is_empty() => all.swap(a % many, b % many),
            _ => {}
        }
    }
    all.into_iter().collect()
}

#[test]
fn broken_files_of_every_kind_end_in_an_answer() {
    let scratch = tempfile::tempdir().unwrap();
    for kind in KINDS {
        let all = corpus(kind);
        // A release makes a catalog's worth of work of every table.
        let cases = if kind == "release" { 60 } else { 300 };
        let config = Config { cases, failure_persistence: None, ..Config::default() };
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let strategy = (prop::sample::select(all), breaks());
        TestRunner::new_with_rng(config, rng)
            .run(&strategy, |(text, breaks)| {
                read(kind, &broken(&text, &breaks), scratch.path());
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{kind}: {error}"));
    }
}
