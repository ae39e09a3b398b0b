//! Files to start from: valid, and asking every question.

use std::fmt::Write as _;

use crate::model::catalog::{Catalog, Indicator};
use crate::model::value::{Field, Kind};

use super::scalar::{key, scalar, word};

/// Columns of a comment, its mark and indentation included.
const WIDTH: usize = 88;

/// What a new disclosure says of itself.
#[derive(Clone, Debug)]
pub struct Start<'a> {
    /// Edition id.
    pub edition: &'a str,
    /// Developer id.
    pub developer: &'a str,
    /// Name, for a developer whom no developers.yaml lists.
    pub name: Option<&'a str>,
    /// Where the editor finds the schema.
    pub schema: &'a str,
}

/// edition.yaml of a new index, published in the month `date` until somebody says otherwise.
pub fn edition(id: &str, title: &str, date: &str, catalog: &str, schema: &str) -> String {
    format!(
        "# yaml-language-server: $schema={schema}\nid: {}\ntitle:{}\n\
         # When it is published: a year, a month or a day.\ndate: {date}\ncatalog: {catalog}\n\
         # Whose it is: every output says so. Without `attribution` the scores are called your own.\n\
         # attribution: Scores by …\n# words_by: who writes the statements and types the values\n\
         # published_by: who publishes the names of developers and models\n\
         # authors: […]\n# citation: …\n# licence: CC BY 4.0\n\
         # licence_url: https://creativecommons.org/licenses/by/4.0/\n# site: https://…\n\
         # paper: https://…\n\
         # What you write down of every answer, so that leaving it out says no.\n\
         # records: [newly-disclosed]\n\
         # What developers may be grouped by: `fmti score --group weights`.\ntraits:\n  weights:\n    \
         name: Model weights\n    values:\n      open: Open\n      closed: Closed\n",
        word(id),
        scalar(title, 2)
    )
}

/// A developer's file: every indicator with its question, its bar and its fields as comments.
pub fn disclosure(catalog: &Catalog, start: &Start<'_>) -> String {
    let mut out = format!("# yaml-language-server: $schema={}\n", start.schema);
    let _ = writeln!(out, "edition: {}", word(start.edition));
    let _ = writeln!(out, "developer: {}", key(start.developer));
    if let Some(name) = start.name {
        let _ = writeln!(out, "name:{}", scalar(name, 2));
    }
    if let Some(model) = catalog.words.model.as_ref().filter(|_| catalog.words.disclosed) {
        let _ = writeln!(out, "# The flagship {} the answers are about.\nmodel:", model.one);
    }
    out.push_str(if catalog.indicators.iter().any(Indicator::has_criteria) {
        "# Write each answer below its question. `stance` is disclosed, none (there is no such thing),\n\
         # no-access (it cannot be known), withheld or not-found; `sources` are addresses.\nanswers:\n"
    } else {
        "# Write the score of each answer behind its question: {panel: 1}, with a reason {panel: {score: 1,\n\
         # reason: …}}; {panel: n/a} where the question does not arise; `sources` are addresses.\nanswers:\n"
    });
    let mut last = None;
    for indicator in &catalog.indicators {
        let home = (indicator.domain, indicator.subdomain);
        if last != Some(home) {
            let _ = writeln!(out, "\n  # ── {}", catalog.home(indicator, ": "));
            last = Some(home);
        }
        question(&mut out, indicator);
    }
    out
}

fn question(out: &mut String, indicator: &Indicator) {
    out.push('\n');
    let texts = [&indicator.name, &indicator.question, &indicator.guidance];
    texts.into_iter().filter(|text| !text.is_empty()).for_each(|text| comment(out, text));
    let _ = writeln!(out, "  {}:", key(indicator.id.as_str()));
    if indicator.fields.is_empty() {
        return;
    }
    out.push_str("  #   values:\n");
    for field in &indicator.fields {
        let _ = writeln!(out, "  #     {}", example(field));
    }
}

fn example(field: &Field) -> String {
    let written = format!("{}: {}", field.id, field.kind.example());
    let mut notes = Vec::new();
    if !field.help.is_empty() {
        notes.push(field.help.clone());
    }
    if let Kind::Choice(words) | Kind::Choices(words) = &field.kind {
        notes.push(format!("of {}", words.join(", ")));
    }
    if notes.is_empty() { written } else { format!("{written}   # {}", notes.join("; ")) }
}

/// A crosswalk to be finished by a person: every indicator of both catalogs once, those of one id or
/// name side by side. What a person must say is left as `…`, which is no valid answer.
pub fn crosswalk(from: &Catalog, to: &Catalog) -> String {
    let mut out = format!(
        "# How the indicators of {from_id} became those of {to_id}. Every indicator of both stands here once:\n\
         # kept and revised have one on each side, split one and several, merged several and one;\n\
         # added and dropped stand alone. A revised one is stricter, looser, reworded or mixed. Fill in each …\n\
         id: {from_id}_{to_id}\nfrom: {from_id}\nto: {to_id}\nattribution: …\nrelations:\n",
        from_id = from.id,
        to_id = to.id
    );
    let names = |i: &Indicator| -> Vec<String> {
        let all = [i.id.as_str(), &i.name].into_iter().chain(i.aliases.iter().map(String::as_str));
        all.map(str::to_lowercase).collect()
    };
    let mut relation = |name: &str,
                        change: &str,
                        old: Option<&Indicator>,
                        new: Option<&Indicator>,
                        reason: &str| {
        let _ = writeln!(out, "  - relation: {name}");
        if !change.is_empty() {
            let _ = writeln!(out, "    change: {change}");
        }
        for (key, side) in [("from", old), ("to", new)] {
            if let Some(indicator) = side {
                let _ = writeln!(out, "    {key}: [{}]", word(indicator.id.as_str()));
            }
        }
        let _ = writeln!(out, "    reason: {reason}");
    };
    let mut used = vec![false; from.indicators.len()];
    for new in &to.indicators {
        let mine = names(new);
        let like = |old: &Indicator| names(old).iter().any(|name| mine.contains(name));
        let found = (0..used.len()).find(|at| !used[*at] && like(&from.indicators[*at]));
        let old = found.map(|at| &from.indicators[at]);
        if let Some(at) = found {
            used[at] = true;
        }
        match old {
            Some(old) if old.sha256 == new.sha256 => {
                relation("kept", "", Some(old), Some(new), "The card is the same.");
            }
            Some(old) => relation("revised", "…", Some(old), Some(new), "…"),
            None => relation("added", "", None, Some(new), "…"),
        }
    }
    for (old, _) in from.indicators.iter().zip(used).filter(|(_, used)| !used) {
        relation("dropped", "", Some(old), None, "…");
    }
    out
}

/// A text as comment lines.
fn comment(out: &mut String, text: &str) {
    let mut line = String::from("  #");
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = String::from("  #");
        }
        line.push(' ');
        line.push_str(word);
    }
    out.push_str(&line);
    out.push('\n');
}
