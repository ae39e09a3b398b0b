//! The file of a lock.

use std::fmt::Write as _;

use super::scalar::{key, quoted};
use crate::load::lock::VERSION;
use crate::model::Lock;

const HEADER: &str = "\
# What each edition is scored with: its catalog, and for every indicator a hash of what is asked and
# of what earns its points. Written by `fmti lock`, not by hand; with --locked, nothing is scored
# that is not as it is here.
";

/// The file of a lock.
pub fn lock(lock: &Lock) -> String {
    let mut out = format!("{HEADER}version: {VERSION}\neditions:");
    out.push_str(if lock.editions.is_empty() { " {}\n" } else { "\n" });
    for (edition, locked) in &lock.editions {
        let (catalog, sha256) = (key(locked.catalog.as_str()), quoted(&locked.sha256));
        let _ = writeln!(out, "  {}:", key(edition.as_str()));
        let _ = writeln!(out, "    catalog:\n      id: {catalog}\n      sha256: {sha256}");
        let none = if locked.indicators.is_empty() { " {}" } else { "" };
        let _ = writeln!(out, "    indicators:{none}");
        for (id, sha256) in &locked.indicators {
            // Quoted, since some hash is all digits.
            let _ = writeln!(out, "      {}: {}", key(id.as_str()), quoted(sha256));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::problems::Doc;
    use crate::file::source::SourceFile;
    use crate::load::lock::{NAME, load};
    use crate::model::{Id, Locked};
    use proptest::prelude::*;

    fn id() -> impl Strategy<Value = Id> {
        // With what YAML takes for numbers and truth values.
        let text = prop_oneof!["[a-z0-9][a-z0-9_-]{0,12}", "[0-9]{1,4}(e[0-9])?", "no|true|null"];
        text.prop_filter_map("some are names of devices", |text| Id::parse(&text).ok())
    }

    fn locked() -> impl Strategy<Value = Locked> {
        let hash = || prop_oneof!["[0-9a-f]{64}", "[0-9]{64}", "[0-9]{62}e[0-9]"];
        let indicators = prop::collection::btree_map(id(), hash(), 0..5).prop_map(Vec::from_iter);
        (id(), hash(), indicators.prop_shuffle()).prop_map(|(catalog, sha256, indicators)| Locked {
            catalog,
            sha256,
            indicators,
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            editions in prop::collection::btree_map(id(), locked(), 0..4)
        ) {
            let lock = Lock { editions };
            let doc = Doc::parse(SourceFile::new(NAME, super::lock(&lock))).unwrap();
            prop_assert_eq!(load(&doc), Ok(lock));
        }
    }
}
