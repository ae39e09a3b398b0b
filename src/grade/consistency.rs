//! Does the panel agree with the criteria, and with itself?

use std::collections::HashMap;

use crate::model::diagnostic::Code;
use crate::model::{Index, Points};

use super::grounds::grounds;

/// Something worth a second look at one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// What kind.
    pub code: Code,
    /// What it is.
    pub message: String,
    /// Row of the index's entries, and position of the indicator.
    pub at: (usize, usize),
    /// The other answer it has to do with.
    pub other: Option<(usize, usize)>,
}

/// Panel scores that contradict a decided verdict. An answer that nobody typed decides nothing.
pub fn contradictions(index: &Index) -> Vec<Concern> {
    let mut found = Vec::new();
    for (row, entry) in index.entries.iter().enumerate() {
        let answers = &entry.disclosure.answers;
        for (column, answer) in answers.iter().enumerate() {
            let Some(answer) = answer else { continue };
            let Some(panel) = &answer.panel else { continue };
            let indicator = &index.catalog.indicators[column];
            let top = index.catalog.scale_of(indicator).best();
            let (grounds, decided) = grounds(indicator, Some(answer), answers, top);
            if let Some((verdict, basis)) = decided.filter(|_| grounds.differs()) {
                let message = format!(
                    "the panel gave {} where the criteria say {} ({})",
                    panel.points,
                    verdict.as_str(),
                    basis.as_str()
                );
                let at = (row, column);
                found.push(Concern { code: Code::PanelContradiction, message, at, other: None });
            }
        }
    }
    found
}

/// The shortest text that means something by itself, in characters.
const TELLING: usize = 12;

/// Reasons, and statements of answers to the same indicator, that stand word for word in several
/// places of the edition and were scored differently. One concern for each text, at the first place
/// where it has the rarer score.
pub fn same_words(index: &Index) -> Vec<Concern> {
    type Places = Vec<(Points, (usize, usize))>;
    // A reason speaks of a text it judges; a statement can be judged only against its indicator.
    let mut texts: HashMap<(&str, Option<usize>, String), Places> = HashMap::new();
    for (row, entry) in index.entries.iter().enumerate() {
        for (column, answer) in entry.disclosure.answers.iter().enumerate() {
            let Some((answer, panel)) = answer.as_ref().and_then(|a| Some((a, a.panel.as_ref()?)))
            else {
                continue;
            };
            let parts = [
                ("reason", panel.reason.as_deref(), None),
                ("statement", answer.statement.as_deref(), Some(column)),
            ];
            for (kind, text, column_of) in parts {
                let Some(text) = text.map(normal).filter(|t| t.chars().count() >= TELLING) else {
                    continue;
                };
                let places = texts.entry((kind, column_of, text)).or_default();
                places.push((panel.points, (row, column)));
            }
        }
    }
    let mut found: Vec<Concern> =
        texts.iter().filter_map(|((kind, ..), places)| concern(kind, places)).collect();
    found.sort_by_key(|concern| concern.at);
    found
}

fn concern(kind: &str, places: &[(Points, (usize, usize))]) -> Option<Concern> {
    let first = places.first()?.0;
    let count = |points: Points| places.iter().filter(|(p, _)| *p == points).count();
    let differing = places.iter().find(|(points, _)| *points != first)?.0;
    let (rare, usual) =
        if count(first) <= count(differing) { (first, differing) } else { (differing, first) };
    let place = |wanted: Points| places.iter().find(|(p, _)| *p == wanted).map(|(_, at)| *at);
    let message = format!(
        "the same {kind} scores {rare} here and {usual} elsewhere ({} against {} times)",
        count(rare),
        count(usual)
    );
    Some(Concern {
        code: Code::SameWordsOtherScore,
        message,
        at: place(rare)?,
        other: place(usual),
    })
}

/// Words alone: neither case nor layout makes a difference.
fn normal(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").trim_end_matches('.').to_owned()
}
