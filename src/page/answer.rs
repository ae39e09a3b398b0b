//! What a command wants shown, free of any format.

use std::borrow::Cow;

use serde_json::{Map, Value as Json, json};

use crate::model::diagnostic::Diagnostic;
use crate::model::{Index, Rater};

use super::lazy::Lazy;
use super::problems;
use super::table::Table;
use super::whose::{Carried, Link, links, words};
use crate::chart::{Chart, Size};

/// Who and what the numbers come from. Every output of numbers names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// As columns of a table: path and value.
    pub columns: Vec<(&'static str, String)>,
    /// As one line for a person.
    pub line: String,
    /// Whose words the page carries, as a line for a person.
    pub words: Option<String>,
    /// The same of all that machines and workbooks get.
    pub words_held: Option<String>,
    /// Where the index, its papers and licences are.
    pub links: Vec<Link>,
    /// How to cite them.
    pub citation: Option<String>,
}

impl Provenance {
    /// The provenance of an index scored by a rater, on a page that carries words of these kinds.
    pub fn new(index: &Index, rater: &Rater, carried: &[Carried]) -> Self {
        let attribution = index.attribution(rater);
        let sha256 = &index.catalog.sha256;
        let method = index.catalog.method.aggregation.as_str();
        let line = format!(
            "{} · method {method} · rater {} · {attribution}",
            Self::source(index),
            rater.as_str()
        );
        let mut columns = vec![
            ("edition.id", index.edition.id.to_string()),
            ("catalog.id", index.catalog.id.to_string()),
            ("catalog.sha256", sha256.clone()),
            ("method", method.to_owned()),
            ("rater", rater.as_str().to_owned()),
            ("attribution", attribution),
        ];
        if !carried.is_empty() {
            columns.push(("words_by", index.catalog.words_by.clone().unwrap_or_default()));
        }
        Self {
            columns,
            line,
            words: words(&[index], carried),
            words_held: words(&[index], carried),
            links: links(&[index]),
            citation: index.edition.citation.clone(),
        }
    }

    /// The same where only machines see the words: they stand in no column for people.
    #[must_use]
    pub fn for_machines(mut self) -> Self {
        self.words = None;
        self
    }

    /// The provenance of two indexes scored by one rater, compared as somebody says, on a page that
    /// carries words of these kinds.
    pub fn of_two(
        [old, new]: [&Index; 2],
        rater: &Rater,
        crosswalk: &str,
        carried: &[Carried],
    ) -> Self {
        let attributions = [old, new].map(|index| index.attribution(rater));
        let [before, now] = attributions;
        let attribution = if before == now { now } else { format!("before: {before}; now: {now}") };
        let methods = [old, new].map(|index| index.catalog.method.aggregation.as_str());
        let method = distinct(methods.map(Some));
        let line = format!(
            "{} → {} · method {method} · rater {} · {attribution}",
            Self::source(old),
            Self::source(new),
            rater.as_str()
        );
        let columns = vec![
            ("old.edition.id", old.edition.id.to_string()),
            ("old.catalog.id", old.catalog.id.to_string()),
            ("old.catalog.sha256", old.catalog.sha256.clone()),
            ("new.edition.id", new.edition.id.to_string()),
            ("new.catalog.id", new.catalog.id.to_string()),
            ("new.catalog.sha256", new.catalog.sha256.clone()),
            ("method", method),
            ("rater", rater.as_str().to_owned()),
            ("attribution", attribution),
            ("crosswalk_by", crosswalk.to_owned()),
            ("words_by", distinct([old, new].map(|index| index.catalog.words_by.as_deref()))),
        ];
        let citation = distinct([old, new].map(|index| index.edition.citation.as_deref()));
        Self {
            columns,
            line,
            words: words(&[old, new], carried),
            words_held: words(&[old, new], carried),
            links: links(&[old, new]),
            citation: Some(citation).filter(|citation| !citation.is_empty()),
        }
    }

    /// The edition and what it asked.
    fn source(index: &Index) -> String {
        let sha256 = &index.catalog.sha256;
        let short = sha256.get(..12).unwrap_or(sha256);
        format!("edition {} · catalog {} (sha256 {short}…)", index.edition.id, index.catalog.id)
    }
}

/// What either says, each once.
fn distinct(mut said: [Option<&str>; 2]) -> String {
    if said[0] == said[1] {
        said[1] = None;
    }
    said.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// One answer of the tool: a table with what stands around it, and the same for machines.
#[derive(Clone, Debug, Default)]
pub struct Page<'a> {
    /// The command that answers: `score`.
    pub command: &'static str,
    /// What this is.
    pub title: String,
    /// How much of it, in a few words.
    pub facts: String,
    /// Labelled paragraphs above the table.
    pub sections: Vec<Section>,
    /// The answer.
    pub table: Table<'a>,
    /// A category in the first column and measures of one kind in the others, for charting tools;
    /// nothing where there is nothing to chart.
    pub measures: Lazy<'a, Table<'a>>,
    /// Further tables, for formats that hold several.
    pub more: Lazy<'a, Vec<Sheet<'a>>>,
    /// Pictures of it by name, the one meant first.
    pub charts: Lazy<'a, Vec<(&'static str, Chart)>>,
    /// How large a picture in pixels is.
    pub size: Size,
    /// What was judged, and the problems found in it.
    pub cases: Vec<Case>,
    /// Lines below the table.
    pub notes: Vec<String>,
    /// Whose numbers these are, if there are any.
    pub provenance: Option<Provenance>,
    /// What stands first in the JSON document.
    pub head: Lazy<'a, Map<String, Json>>,
    /// What stands behind that.
    pub extra: Map<String, Json>,
    /// Further tables of the JSON document, by key; nothing, where one does not apply.
    pub lists: Vec<(&'static str, Option<Lazy<'a, Table<'a>>>)>,
    /// Under which key the rows stand in the JSON document.
    pub records_key: &'static str,
    /// The objects of the JSON document where they are more than rows.
    pub records: Option<Vec<Json>>,
}

/// Something judged: a file that was checked, a gate that was asked. Without problems it passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The file's path, or the gate's name.
    pub name: String,
    /// What is wrong with it.
    pub found: Vec<Diagnostic>,
}

impl<'a> Page<'a> {
    /// Every problem of every case.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.cases.iter().flat_map(|case| &case.found)
    }

    /// The rows for formats that hold one table: the answer or, where the problems are the answer,
    /// those.
    pub fn rows(&self) -> Table<'a> {
        if self.table.columns.is_empty() {
            problems::table(self.findings())
        } else {
            self.table.clone()
        }
    }

    /// The form of its JSON document.
    pub fn schema(&self) -> String {
        format!("fmti.{}/2", self.command)
    }

    /// The rows as objects.
    pub fn objects(&self) -> Vec<Json> {
        let rows = || self.table.records().map(Json::Object).collect();
        self.records.clone().unwrap_or_else(rows)
    }

    /// The lines below the table, the last of which say whose numbers and whose words these are.
    pub fn footer(&self) -> impl Iterator<Item = &str> {
        let provenance = self.provenance.iter();
        let provenance =
            provenance.flat_map(|p| std::iter::once(p.line.as_str()).chain(p.words.as_deref()));
        self.notes.iter().map(String::as_str).chain(provenance)
    }

    /// The footer of what is published, which also says how to cite it.
    pub fn credits(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let citation = self.provenance.iter().filter_map(|p| p.citation.as_deref());
        let citation = citation.map(|text| Cow::Owned(format!("Cite as: {text}")));
        self.footer().map(Cow::Borrowed).chain(citation)
    }

    /// Where the index, its papers and licences are.
    pub fn links(&self) -> &[Link] {
        self.provenance.as_ref().map_or(&[], |p| &p.links)
    }

    /// What every row of a machine format repeats: path and value.
    pub fn origin(&self) -> &[(&'static str, String)] {
        self.provenance.as_ref().map_or(&[], |p| &p.columns)
    }
}

/// A labelled paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// A word or two.
    pub label: String,
    /// Lines, each wrapped where it is shown.
    pub lines: Vec<String>,
    /// How far below another it belongs.
    pub depth: usize,
}

impl Section {
    /// A paragraph of some lines.
    pub fn new(label: impl Into<String>, lines: Vec<String>) -> Self {
        Self { label: label.into(), lines, depth: 0 }
    }

    /// A part of a part of the paragraph before, so far down.
    #[must_use]
    pub fn below(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// The label as a terminal shows it, set in by its depth.
    pub fn indented(&self) -> String {
        format!("{}{}", "  ".repeat(self.depth), self.label)
    }

    /// A paragraph of one line.
    pub fn line(label: impl Into<String>, line: impl Into<String>) -> Self {
        Self::new(label, vec![line.into()])
    }
}

/// A further table.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// A word: `domains`.
    pub name: &'static str,
    /// What its rows and columns are, in a sentence.
    pub about: String,
    /// The table.
    pub table: Table<'a>,
}

/// A floating-point number for JSON; what cannot be said in JSON is null.
pub fn number(value: Option<f64>) -> Json {
    #[allow(clippy::cast_possible_truncation, reason = "a whole number below 1e15")]
    value.map_or(Json::Null, |value| {
        // Whole numbers are written without a fraction: points are counts in most indices.
        if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
    })
}
