//! Releases made up by tests, and what the program said of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use fmti::file::reach::Links;
use fmti::load::index;
use fmti::model::{Answer, Edition, Index, Points};
use tempfile::TempDir;

/// A release in a folder of its own, and a place to import it to.
pub(crate) struct Release {
    pub(crate) home: TempDir,
}

pub(crate) type Rows = Vec<Vec<String>>;

/// What one run of the program said.
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Release {
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("release")).unwrap();
        Self { home }
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.home.path().join("release")
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.home.path().join("out")
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.dir().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn rows(&self, name: &str, rows: &Rows) -> &Self {
        self.write(name, csv(rows, "\n"))
    }

    pub(crate) fn import(&self) -> Said {
        self.run(&[])
    }

    pub(crate) fn run(&self, more: &[&str]) -> Said {
        let (dir, out) = (self.dir(), self.out());
        let mut command = Command::cargo_bin("fmti").unwrap();
        command.current_dir(self.home.path()).args(["import", "crfm"]);
        let output = command.arg(dir).arg("--out").arg(out).args(more).output().unwrap();
        Said {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Imports, which must succeed, and loads one edition of the result.
    pub(crate) fn imported(&self, edition: &str) -> (Index, Said) {
        let said = self.import();
        assert_eq!(said.code, Some(0), "{}", said.err);
        (loaded(self.out().join(edition).to_str().unwrap()), said)
    }

    /// Imports, which must fail, and leave nothing behind.
    pub(crate) fn refused(&self) -> String {
        let said = self.import();
        assert_eq!(said.code, Some(2), "{}{}", said.out, said.err);
        assert_eq!(said.out, "");
        assert_eq!(self.entries(), ["release"]);
        said.err
    }

    pub(crate) fn entries(&self) -> Vec<String> {
        let entries = fs::read_dir(self.home.path()).unwrap();
        let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

pub(crate) fn loaded(data: &str) -> Index {
    let loaded = index::load(Some(data), Links::Inside).unwrap();
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.index.unwrap()
}

pub(crate) fn built_in(edition: &str) -> Index {
    index::builtin_edition(edition).unwrap().index.unwrap()
}

pub(crate) fn csv(rows: &Rows, end: &str) -> String {
    let quote = |cell: &String| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let lines: Vec<String> =
        rows.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",")).collect();
    lines.join(end)
}

pub(crate) fn points(answer: Option<&Answer>) -> Points {
    answer.unwrap().panel.as_ref().unwrap().points
}

pub(crate) fn urls(answer: Option<&Answer>) -> Vec<&str> {
    answer.iter().flat_map(|a| &a.sources).filter_map(|s| s.url.as_deref()).collect()
}

/// The name a developer has in the matrices of the release.
pub(crate) fn heading(name: &str) -> &str {
    match name {
        "BigCode/Hugging Face/ServiceNow" => "BigCode",
        name => name,
    }
}

/// The matrix of an edition as published: one column of names, one per developer.
pub(crate) fn matrix(index: &Index) -> Rows {
    let names = index.entries.iter().map(|e| heading(&e.developer.name).to_owned());
    let mut rows = vec![std::iter::once("Indicator".to_owned()).chain(names).collect::<Vec<_>>()];
    for (at, indicator) in index.catalog.indicators.iter().enumerate() {
        let scores =
            index.entries.iter().map(|e| points(e.disclosure.answers[at].as_ref()).to_string());
        rows.push(std::iter::once(indicator.name.clone()).chain(scores).collect());
    }
    rows
}

/// A developer's report, with made-up texts.
pub(crate) fn report(index: &Index, developer: &str) -> Rows {
    let entry = index.entries.iter().find(|e| e.developer.id.as_str() == developer).unwrap();
    let header = ["Indicator", "Definition", "Notes", "Disclosure", "References", "Score"];
    let header = header.into_iter().chain(["Justification", "New disclosure?"]);
    let mut rows = vec![header.map(str::to_owned).collect::<Vec<_>>()];
    for (at, indicator) in index.catalog.indicators.iter().enumerate() {
        rows.push(vec![
            indicator.name.clone(),
            "Is it, perhaps, disclosed?".into(),
            "One \"note\"\nand another.".into(),
            format!("{developer} says {at}."),
            format!("https://example.org/{developer}/{at}"),
            points(entry.disclosure.answers[at].as_ref()).to_string(),
            format!("because {at}"),
            if at % 10 == 0 { "Yes" } else { "No" }.into(),
        ]);
    }
    rows
}

/// Column of a report.
pub(crate) const DISCLOSURE: usize = 3;
pub(crate) const REFERENCES: usize = 4;
pub(crate) const SCORE: usize = 5;
pub(crate) const FLAG: usize = 7;

pub(crate) fn column(rows: &Rows, heading: &str) -> usize {
    rows[0].iter().position(|h| h == heading).unwrap()
}

/// A whole release of three editions, every developer of the last two with a report.
pub(crate) fn whole() -> BTreeMap<String, Rows> {
    let mut files = BTreeMap::new();
    for (id, folder) in [("2023", "October2023"), ("2024", "May2024"), ("2025", "Dec2025")] {
        let index = built_in(id);
        files.insert(format!("{folder}/{folder}_scores.csv"), matrix(&index));
        for entry in index.entries.iter().filter(|_| id != "2023") {
            let name = match entry.developer.name.as_str() {
                "BigCode/Hugging Face/ServiceNow" => "BigCode:Hugging Face:ServiceNow".to_owned(),
                name if id == "2025" => name.replace(' ', "_"),
                name => name.to_owned(),
            };
            let path = format!("{folder}/reports/{name}_fmtransparencyreport_{folder}.csv");
            files.insert(path, report(&index, entry.developer.id.as_str()));
        }
    }
    files
}

pub(crate) fn same_scores(found: &Index, wanted: &Index) -> usize {
    // Whose texts were imported, and what a part of a release recorded, is the import's to say.
    assert_ne!(found.edition.words_by, wanted.edition.words_by);
    let edition = Edition {
        words_by: wanted.edition.words_by.clone(),
        records: wanted.edition.records.clone(),
        ..found.edition.clone()
    };
    assert_eq!(edition, wanted.edition);
    assert_eq!(found.entries.len(), wanted.entries.len());
    let mut cells = 0;
    for (found, wanted) in found.entries.iter().zip(&wanted.entries) {
        assert_eq!(found.developer, wanted.developer);
        assert_eq!(found.disclosure.model, wanted.disclosure.model);
        assert_eq!(found.disclosure.traits, wanted.disclosure.traits);
        for (a, b) in found.disclosure.answers.iter().zip(&wanted.disclosure.answers) {
            assert_eq!(points(a.as_ref()), points(b.as_ref()));
            cells += 1;
        }
    }
    cells
}
