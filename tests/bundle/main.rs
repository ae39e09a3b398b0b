//! The data of a press kit, read back as others will read it.
#![allow(clippy::unwrap_used)]

mod citation;
mod described;
mod hostile;
mod kits;
mod totals;

use std::collections::HashMap;
use std::path::Path;

use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::scored::Scored;
use fmti::answer::diff::{Order, View};
use fmti::kit::{Bundle, File, Refusal};
use fmti::model::{Crosswalk, Id, Rater};
use serde_json::Value as Json;

use kits::{Graded, PUBLISHED, every, kit, panel_of, published, write};

fn find<'a>(files: &'a [File], path: &str) -> &'a File {
    files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"))
}

fn json(files: &[File], path: &str) -> Json {
    serde_json::from_slice(&find(files, path).bytes).unwrap()
}

fn text<'a>(files: &'a [File], path: &str) -> &'a str {
    std::str::from_utf8(&find(files, path).bytes).unwrap()
}

/// A row by its columns' names.
type Row = HashMap<String, String>;

/// The rows of a table with every character.
fn rows(files: &[File], name: &str) -> Vec<Row> {
    rows_of(files, &format!("exact/{name}.csv"))
}

/// The rows of a file of data.
fn rows_of(files: &[File], path: &str) -> Vec<Row> {
    let bytes = find(files, &format!("data/{path}")).bytes.as_slice();
    csv::Reader::from_reader(bytes).deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_same_editions_make_the_same_bytes() {
    assert!(kit(&published()) == PUBLISHED.files);
}

#[test]
fn what_cannot_be_told_apart_is_refused() {
    let refusal = |editions: &[Graded]| {
        let scored: Vec<Scored<'_>> = editions.iter().map(Graded::scored).collect();
        let sides: Vec<&Scored<'_>> = scored.iter().collect();
        Bundle::new(&sides, &[]).unwrap_err()
    };
    assert_eq!(refusal(&[]), Refusal::Nothing);
    let [new, again] = [panel_of("2025"), panel_of("2025")];
    assert_eq!(refusal(&[new.clone(), again]), Refusal::SameEdition(Id::parse("2025").unwrap()));
    let mut old = panel_of("2024");
    old.sheet.rater = Rater::criteria();
    assert_eq!(refusal(&[old, new.clone()]), Refusal::Raters);

    let old = panel_of("2024");
    let crosswalk = Crosswalk::of_versions(&old.index.catalog, &new.index.catalog);
    let [old, new] = [&old, &new].map(Graded::scored);
    let whole = &Comparison::new(&old, &new, &crosswalk, Basis::default());
    let view = View {
        whole,
        shown: whole,
        developers: &[],
        crosswalk: "",
        names: ["", ""],
        order: Order::Rank,
        only: None,
    };
    let stranger = Bundle::new(&[&new], &[view]).unwrap_err();
    assert_eq!(stranger, Refusal::Stranger(Id::parse("2024").unwrap()));
}

#[test]
#[ignore = "writes kits for tests/kit/validate.sh"]
fn kits_for_other_programs() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kits");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    for (name, kit) in every() {
        write(&folder.join(name), &kit.files);
    }
}
