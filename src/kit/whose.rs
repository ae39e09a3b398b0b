//! Which column of the data is whose.

use crate::analyze::scored::Scored;
use crate::format::markdown::escape;

use super::table::Table;
use super::{Bundle, once, origin};
use crate::page::column::Owner;

/// What is somebody's: who, and what it is.
const OWNED: [(Owner, &str); 6] = [
    (Owner::Rater, "Points, and the reasons for them"),
    (Owner::Indicators, "Names of indicators, domains and subdomains"),
    (Owner::Edition, "Names of developers, sources, and what else was published"),
    (Owner::Questions, "Questions, guidance and themes"),
    (Owner::Statements, "Statements, stances and traits, as they were typed"),
    (Owner::Crosswalk, "What is comparable, and how indicators relate"),
];

/// The columns of all tables by whose they are.
pub(super) fn table(bundle: &Bundle<'_>, tables: &[Table<'_>]) -> String {
    let mut out =
        String::from("## Whose is what\n\n| What | Columns | Whose |\n| :--- | :--- | :--- |\n");
    let words = super::words(bundle.editions);
    for (owner, what) in OWNED {
        let what = escape(&words.say(what));
        let columns = columns(tables, owner);
        if !columns.is_empty() {
            out += &format!("| {what} | {columns} | {} |\n", escape(&who(bundle, owner)));
        }
    }
    out + "| Ranks, sums, means, counts, ids and hashes | all others | computed by fmti from these |\n"
}

/// ``answers.csv: `score`, `reason`; …``.
fn columns(tables: &[Table<'_>], owner: Owner) -> String {
    let of_table = |table: &Table<'_>| {
        let theirs = table.rows.columns.iter().filter(|column| column.owner == owner);
        let names: Vec<String> = theirs.map(|column| format!("`{}`", column.flat_key())).collect();
        (!names.is_empty()).then(|| format!("{}: {}", table.file(), names.join(", ")))
    };
    tables.iter().filter_map(of_table).collect::<Vec<_>>().join("; ")
}

/// Who it is; where editions differ, of which edition.
fn who(bundle: &Bundle<'_>, owner: Owner) -> String {
    let of = |side: &&Scored<'_>| {
        let (edition, catalog) = (&side.index.edition, &side.index.catalog);
        let by = match owner {
            Owner::Rater => return origin::credit(side),
            Owner::Indicators => &catalog.published_by,
            Owner::Questions => &catalog.words_by,
            Owner::Edition => &edition.published_by,
            Owner::Statements => &edition.words_by,
            Owner::Computed | Owner::Crosswalk => &None,
        };
        by.clone().unwrap_or_else(|| "nobody says".to_owned())
    };
    if owner == Owner::Crosswalk {
        let by = bundle.crosswalks();
        return if by.is_empty() { "computed by fmti".to_owned() } else { by.join("; ") };
    }
    if let [only] = once(bundle.editions.iter().map(of)).as_slice() {
        return only.clone();
    }
    let sides = bundle.editions.iter();
    let each = sides.map(|side| format!("edition {}: {}", side.index.edition.id, of(side)));
    each.collect::<Vec<_>>().join("; ")
}
