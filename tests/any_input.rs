//! Any bytes in, no panic and no hang: the quantity reader and the YAML loader. A bounded run as a
//! test; `cargo bolero test <name>` goes on for as long as one likes.
#![allow(clippy::unwrap_used)]

use fmti::file::problems::Doc;
use fmti::file::source::SourceFile;
use fmti::load::disclosure::{self, Context};
use fmti::load::folder::Library;
use fmti::load::{builtin, edition, lock};
use fmti::model::quantity::Quantity;

/// Words of one kind of file, and of YAML.
fn words<'a>(own: &[&'a str]) -> Vec<&'a str> {
    let yaml = [
        "- ",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "&a ",
        "*a",
        "|-\n",
        "\"",
        "'",
        "1",
        "é",
        "\t",
        "\n",
        "  ",
        "#",
        "!!binary ",
        "? ",
        "null",
        "~",
        "---\n",
        "%",
        "<<: ",
    ];
    [own, &yaml].concat()
}

/// Half of all inputs are words of the language, in any order.
fn text(bytes: &[u8], words: &[&str]) -> String {
    if bytes.first().is_some_and(|b| b % 2 == 0) {
        bytes.iter().map(|b| words[usize::from(*b) % words.len()]).collect()
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    }
}

#[test]
fn any_text_as_a_quantity() {
    bolero::check!().with_max_len(64).for_each(|bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        if let Ok(quantity) = Quantity::parse(&text) {
            assert!(quantity.low.is_finite() && quantity.low <= quantity.high);
        }
    });
}

#[test]
fn any_text_as_a_disclosure() {
    let mut library = Library::default();
    let catalog = library.builtin_catalog("fmti-2").unwrap();
    let developers = library.builtin_developers();
    let (found, _) = edition::load(&builtin::edition("2025").unwrap().0);
    let edition = found.unwrap();
    let context = Context { edition: &edition, catalog: &catalog, developers: &developers };
    let words = words(&[
        "edition: \"2025\"\n",
        "developer: ibm\n",
        "answers:\n",
        "  data-size:\n",
        "    values:\n",
        "      sizes: ",
        "    panel: ",
    ]);
    bolero::check!().with_max_len(96).for_each(|bytes: &[u8]| {
        if let Ok(doc) = Doc::parse(SourceFile::new("ibm.yaml", text(bytes, &words))) {
            let _ = disclosure::load(&doc, context);
        }
    });
}

#[test]
fn any_text_as_a_lock() {
    let hash = format!("{}\n", "0".repeat(64));
    let words = words(&[
        "version: 1\n",
        "editions:\n",
        "  a:\n",
        "    catalog: ",
        "{id: b, sha256: ",
        "    indicators:\n",
        "      c: ",
        hash.as_str(),
    ]);
    bolero::check!().with_max_len(64).for_each(|bytes: &[u8]| {
        if let Ok(doc) = Doc::parse(SourceFile::new("fmti.lock", text(bytes, &words))) {
            let _ = lock::load(&doc);
        }
    });
}
