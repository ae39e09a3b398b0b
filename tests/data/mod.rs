//! The published names and numbers in the files beside this one, and the editions they are about.
//!
//! All of them are facts of the Foundation Model Transparency Index (Center for Research on
//! Foundation Models, Stanford; CC BY 4.0), carried over as printed.

use std::path::Path;

use fmti::model::Index;
use serde::de::DeserializeOwned;

/// The rows of a file, each with its line.
pub(crate) fn rows<T: DeserializeOwned>(file: &str) -> Vec<(u64, T)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{file}: {e}"));
    let headers = reader.headers().unwrap_or_else(|e| panic!("{file}: {e}")).clone();
    let read = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        Ok((line, record.deserialize(Some(&headers))?))
    };
    let rows: Result<Vec<_>, csv::Error> = reader.records().map(read).collect();
    rows.unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// A built-in edition, which must be without any problem.
pub(crate) fn edition(id: &str) -> Index {
    let loaded = fmti::load::load(Some(id), fmti::file::reach::Links::Inside)
        .unwrap_or_else(|e| panic!("{id}: {}", e.message));
    assert!(loaded.problems.is_empty(), "{id}: {:?}", loaded.problems);
    loaded.index.unwrap_or_else(|| panic!("{id} cannot be scored"))
}
