//! Every kind of file, read as the program reads it: a stranger's text may be refused, and no more.

use std::path::Path;
use std::sync::OnceLock;

use fmti::file::problems::Doc;
use fmti::file::reach::Links;
use fmti::file::source::SourceFile;
use fmti::import::crfm;
use fmti::load::catalog::CatalogDocs;
use fmti::load::disclosure::{self, Context};
use fmti::load::folder::Library;
use fmti::load::{acceptance, builtin, catalog, crosswalk, developers, edition, lock};
use fmti::model::{Catalog, Developers, Edition};

/// The kinds, by the folders of the corpus.
pub(crate) const KINDS: [&str; 10] = [
    "allowances",
    "baseline",
    "card",
    "catalog",
    "crosswalk",
    "developers",
    "disclosure",
    "edition",
    "lock",
    "release",
];

/// What files are read against.
struct Known {
    catalogs: Vec<std::sync::Arc<Catalog>>,
    developers: Developers,
    edition: Edition,
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut library = Library::default();
        let catalogs = ["fmti-1", "fmti-2"].map(|id| library.builtin_catalog(id).unwrap());
        let edition = edition::load(&builtin::edition("2025").unwrap().0).0.unwrap();
        Known { catalogs: catalogs.to_vec(), developers: library.builtin_developers(), edition }
    })
}

/// Reads a text as a file of a kind. `scratch` is a folder for what is read from the disk.
pub(crate) fn read(kind: &str, text: &str, scratch: &Path) {
    let parse = |name: &str| Doc::parse(SourceFile::new(name, text)).ok();
    let known = known();
    match kind {
        "allowances" | "baseline" => {
            let path = scratch.join("list.yaml");
            std::fs::write(&path, text).unwrap();
            if kind == "baseline" {
                let _ = acceptance::baseline(&path);
            } else {
                let _ = acceptance::allowances(&path);
            }
        }
        "release" => {
            std::fs::write(scratch.join("2025.csv"), text).unwrap();
            let _ = crfm::read(scratch, Links::Inside);
        }
        "card" | "catalog" => {
            let table = "id: c\ntitle: C\nscale: [0, 1]\nthemes: [{id: data, name: D}]\ndomains: [{id: d, \
                         name: D, subdomains: [{id: s, name: S, indicators: [q]}]}]\n";
            let contents = if kind == "card" { table } else { text };
            let Ok(contents) = Doc::parse(SourceFile::new("catalog.yaml", contents)) else {
                return;
            };
            let cards = parse("s/q.yaml").into_iter().collect();
            let _ = catalog::load(&CatalogDocs { contents, cards, without_examples: false });
        }
        "crosswalk" => {
            if let Some(doc) = parse("a.yaml") {
                let find = |id: &fmti::model::Id| {
                    known.catalogs.iter().map(AsRef::as_ref).find(|catalog| catalog.id == *id)
                };
                let _ = crosswalk::load(&doc, find);
            }
        }
        "developers" => {
            parse("developers.yaml").map(|doc| developers::load(&doc, &known.developers));
        }
        "edition" => {
            parse("edition.yaml").map(|doc| edition::load(&doc));
        }
        "lock" => {
            parse("fmti.lock").map(|doc| lock::load(&doc));
        }
        _ => {
            let context = Context {
                edition: &known.edition,
                catalog: &known.catalogs[1],
                developers: &known.developers,
            };
            parse("ibm.yaml").map(|doc| disclosure::load(&doc, context));
        }
    }
}
