//! Kits to read back: the published editions, the criteria's verdicts, and an index of strangers.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use fmti::analyze::diff::developers::{DeveloperChange, developers};
use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::scored::Scored;
use fmti::answer::diff::{Order, View};
use fmti::file::reach::Links;
use fmti::grade::{criteria, panel};
use fmti::kit::{Bundle, File, sums};
use fmti::load::{bridge, index};
use fmti::model::{Id, Index, Open, Scoresheet, Trait};

/// An edition and its points, which owns its parts.
#[derive(Clone)]
pub(crate) struct Graded {
    pub(crate) index: Index,
    pub(crate) sheet: Scoresheet,
}

impl Graded {
    pub(crate) fn scored(&self) -> Scored<'_> {
        Scored::new(&self.index, self.sheet.clone())
    }
}

/// A built-in edition with the points its panel gave.
pub(crate) fn panel_of(id: &str) -> Graded {
    let index = index::builtin_edition(id).unwrap().index.unwrap();
    let sheet = panel::scoresheet(&index);
    Graded { index, sheet }
}

pub(crate) fn published() -> Vec<Graded> {
    ["2023", "2024", "2025"].map(panel_of).to_vec()
}

/// The newest editions by the criteria of their catalogs: many answers are open.
fn by_criteria() -> Vec<Graded> {
    ["2024", "2025"]
        .map(|id| {
            let index = panel_of(id).index;
            let sheet = criteria::scoresheet(&index);
            Graded { index, sheet }
        })
        .to_vec()
}

/// Editions and the kit made of them.
pub(crate) struct Kit {
    pub(crate) editions: Vec<Graded>,
    pub(crate) files: Vec<File>,
}

fn made_of(editions: Vec<Graded>) -> Kit {
    Kit { files: kit(&editions), editions }
}

pub(crate) static PUBLISHED: LazyLock<Kit> = LazyLock::new(|| made_of(published()));
pub(crate) static CRITERIA: LazyLock<Kit> = LazyLock::new(|| made_of(by_criteria()));
pub(crate) static HOSTILE: LazyLock<Kit> = LazyLock::new(|| made_of(hostile()));

/// All of them.
pub(crate) fn every() -> [(&'static str, &'static Kit); 3] {
    [("published", &PUBLISHED), ("criteria", &CRITERIA), ("hostile", &HOSTILE)]
}

/// Every file of the kit: the bundle, with each edition compared with the one before, and its sums.
pub(crate) fn kit(editions: &[Graded]) -> Vec<File> {
    let scored: Vec<Scored<'_>> = editions.iter().map(Graded::scored).collect();
    let sides: Vec<&Scored<'_>> = scored.iter().collect();
    let crosswalks: Vec<_> = editions
        .windows(2)
        .map(|pair| {
            let found =
                bridge::find((&pair[0].index, None), (&pair[1].index, None), None, Links::Inside);
            found.unwrap().crosswalk.unwrap()
        })
        .collect();
    let comparisons: Vec<Comparison<'_>> = sides
        .windows(2)
        .zip(&crosswalks)
        .map(|(pair, crosswalk)| Comparison::new(pair[0], pair[1], crosswalk, Basis::default()))
        .collect();
    let changes: Vec<Vec<DeveloperChange>> = comparisons.iter().map(developers).collect();
    let views: Vec<View<'_>> = comparisons
        .iter()
        .zip(&changes)
        .zip(&crosswalks)
        .map(|((whole, developers), crosswalk)| View {
            whole,
            shown: whole,
            developers,
            crosswalk: &crosswalk.attribution,
            names: ["", ""],
            order: Order::Rank,
            only: None,
        })
        .collect();
    let bundle = Bundle::new(&sides, &views).unwrap();
    let mut files = bundle.with_workbook(b"PK not read here".to_vec()).files();
    files.push(sums(&files));
    files
}

/// Text that some program somewhere takes for something else.
pub(crate) fn nasty() -> Vec<String> {
    let mut all: Vec<String> = [
        "\"quoted\", with commas; and semicolons",
        "\"",
        "two\nlines, \r\nthree\rfour\n",
        "=HYPERLINK(\"http://example.org/?\"&A1,\"click\")",
        "+1-2",
        "@SUM(A1)",
        "-2+3",
        "'=1+1",
        "nul\0inside",
        "\u{202e}backwards\u{202c} \u{200b}\u{feff}",
        "\u{feff}mark first",
        "👩‍👩‍👧‍👦 🇺🇳 e\u{301} 漢字 עברית",
        "\u{1b}[31mred\u{7}",
        "\ttab and space ",
        " ",
        "NA",
        "null",
        "\\N",
        "# comment",
        "::error::x",
        "<script>alert(1)</script> | `code` [a](javascript:b) \\",
        "\u{fffe}\u{ffff}\u{85}\u{2028}\u{e0041}",
        "key: \"value\" # {x: [y]}",
        "../../etc/passwd",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push("w".repeat(10_000));
    all
}

/// The edition of 2024 with such text wherever text stands, and some cells left open.
fn hostile() -> Vec<Graded> {
    let Graded { mut index, mut sheet } = panel_of("2024");
    let nasty = nasty();
    let mut words = nasty.iter().cycle().cloned();
    let mut word = || words.next().unwrap();
    let edition = &mut index.edition;
    (edition.title, edition.date) = (word(), "2024-05-31".into());
    (edition.citation, edition.licence) = (Some(word()), Some(word()));
    edition.attribution = Some(word());
    edition.authors.clone_from(&nasty);
    for declared in &mut edition.traits {
        declared.name = word();
        declared.values.iter_mut().for_each(|(_, label)| *label = word());
    }
    let id = Id::parse("unused").unwrap();
    edition.traits.push(Trait { id, name: word(), values: Vec::new() });
    let catalog = Arc::make_mut(&mut index.catalog);
    catalog.title = word();
    for group in
        catalog.domains.iter_mut().chain(&mut catalog.subdomains).chain(&mut catalog.themes)
    {
        group.name = word();
    }
    for indicator in &mut catalog.indicators {
        (indicator.name, indicator.question, indicator.guidance) = (word(), word(), word());
    }
    for (row, entry) in index.entries.iter_mut().enumerate() {
        (entry.developer.name, entry.disclosure.model) = (word(), Some(word()));
        for (at, answer) in entry.disclosure.answers.iter_mut().enumerate() {
            let answer = answer.get_or_insert_default();
            answer.statement = Some(word());
            answer.panel.as_mut().unwrap().reason = Some(word());
            match (row + at) % 7 {
                0 => sheet.leave(row, at, Open::Referred),
                1 => sheet.leave(row, at, Open::Unrated),
                _ => {}
            }
        }
    }
    // Of the last, nobody has said anything.
    (0..sheet.indicators).for_each(|at| sheet.leave(index.entries.len() - 1, at, Open::Unrated));
    vec![Graded { index, sheet }]
}

/// Puts a kit into a folder.
pub(crate) fn write(folder: &Path, files: &[File]) {
    for file in files {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
}
