//! `CITATION.cff`: whom to cite for the data of a kit.
//!
//! Nobody is named who did not give the points: the authors are those an edition names, and where
//! the criteria of a catalog gave them, or an edition names nobody, that is what stands there.

use crate::analyze::scored::Scored;
use crate::page::whose::{self, words};
use crate::text::clean::clean;
use crate::text::words::capital;

use super::licence::{self, Licence};
use super::{Bundle, File, once};

/// Whom to cite for all editions, each once.
pub(super) fn authors(bundle: &Bundle<'_>) -> Vec<String> {
    once(bundle.editions.iter().flat_map(|side| authors_of(side)))
}

fn authors_of(side: &Scored<'_>) -> Vec<String> {
    let edition = &side.index.edition;
    if side.sheet.rater.is_criteria() {
        return vec![format!("fmti, applying the criteria of catalog {}", edition.catalog)];
    }
    named(side)
}

/// Whom an edition names as its authors.
fn named(side: &Scored<'_>) -> Vec<String> {
    let names = side.index.edition.authors.iter().map(|name| clean(name).trim().to_owned());
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    if names.is_empty() { vec![format!("Authors of {}", title(side))] } else { once(names) }
}

/// The licence of all points, if all editions have the same and it is known by a name. What an
/// edition says of its panel's scores is not said of the verdicts of criteria.
pub(super) fn licence(bundle: &Bundle<'_>) -> Option<Licence> {
    let known = |side: &&Scored<'_>| {
        let licence = side.index.edition.licence.as_deref();
        licence::known(licence.filter(|_| side.sheet.rater.is_panel())?)
    };
    match once(bundle.editions.iter().map(known)).as_slice() {
        [only] => *only,
        _ => None,
    }
}

fn title(side: &Scored<'_>) -> String {
    let edition = &side.index.edition;
    let title = clean(&edition.title).trim().to_owned();
    if title.is_empty() { format!("edition {}", edition.id) } else { title }
}

/// The file, in version 1.2.0 of its format.
pub(super) fn citation(bundle: &Bundle<'_>) -> File {
    let newest = bundle.editions[bundle.editions.len() - 1];
    let mut name = clean(&bundle.title()).trim().to_owned();
    if name.is_empty() {
        name = title(newest);
    }
    if newest.sheet.rater.is_criteria() {
        name += ": verdicts of criteria";
    }
    let mut said = vec![bundle.attributions().join("; ")];
    said.extend(words(&bundle.indexes(), whose::ALL));
    let relates = bundle.crosswalks().join("; ");
    said.extend((!relates.is_empty()).then(|| format!("How indicators relate: {relates}")));
    let sentence =
        |text: &String| format!("{}. ", capital(clean(text).trim().trim_end_matches('.')));
    let said: String = said.iter().map(sentence).collect();
    let message = format!("{said}If you use this data, cite it as below.");
    let ids: Vec<&str> =
        bundle.editions.iter().map(|side| side.index.edition.id.as_str()).collect();
    let mut out = String::from("cff-version: 1.2.0\n");
    line(&mut out, "message: ", &message);
    out += "type: dataset\n";
    line(&mut out, "title: ", &name);
    list_authors(&mut out, "", &authors(bundle));
    line(&mut out, "version: ", &ids.join(", "));
    // Only a whole date is a date here.
    if let Some(date) = Some(&newest.index.edition.date).filter(|date| date.len() == 10) {
        line(&mut out, "date-released: ", date);
    }
    if let Some(licence) = licence(bundle) {
        line(&mut out, "license: ", licence.spdx);
    }
    references(&mut out, bundle.editions);
    authors_of_words(&mut out, bundle);
    File {
        path: "CITATION.cff".to_owned(),
        about: "Whom to cite, for reference managers (Citation File Format 1.2.0)".to_owned(),
        bytes: out.into_bytes(),
    }
}

/// The editions that say how they want to be cited.
fn references(out: &mut String, editions: &[&Scored<'_>]) {
    let mut heading = "references:\n";
    for side in editions {
        let edition = &side.index.edition;
        let cited = edition.citation.as_deref().map(|text| clean(text).trim().to_owned());
        let Some(cited) = cited.filter(|text| !text.is_empty()) else { continue };
        out.push_str(std::mem::take(&mut heading));
        out.push_str("  - type: report\n");
        line(out, "    title: ", &title(side));
        list_authors(out, "    ", &named(side));
        let mut date = edition.date.split('-');
        for key in ["year", "month"] {
            if let Some(number) = date.next().and_then(|part| part.parse::<u32>().ok()) {
                out.push_str(&format!("    {key}: {number}\n"));
            }
        }
        let url = edition.paper.as_ref().or(edition.site.as_ref());
        if let Some(url) = url {
            line(out, "    url: ", url);
        }
        match (edition.licence.as_deref().and_then(licence::known), &edition.licence_url) {
            (Some(licence), _) => line(out, "    license: ", licence.spdx),
            (None, Some(url)) => line(out, "    license-url: ", url),
            (None, None) => {}
        }
        line(out, "    notes: ", &cited);
    }
}

/// Who wrote what stands beside the points, each author once.
fn authors_of_words(out: &mut String, bundle: &Bundle<'_>) {
    let indexes = bundle.indexes();
    let Some(note) = words(&indexes, whose::ALL) else { return };
    let catalogs = indexes.iter().filter_map(|index| index.catalog.words_by.as_deref());
    let editions = indexes.iter().filter_map(|index| index.edition.words_by.as_deref());
    // Beside editions that ask to be cited; otherwise the message says it alone.
    if !out.contains("\nreferences:\n") {
        return;
    }
    for author in once(catalogs.chain(editions)) {
        out.push_str("  - type: generic\n");
        line(
            out,
            "    title: ",
            &format!("Words beside the points of {}", clean(&bundle.title()).trim()),
        );
        list_authors(out, "    ", &[author.to_owned()]);
        line(out, "    notes: ", &note);
    }
}

fn list_authors(out: &mut String, indent: &str, authors: &[String]) {
    out.push_str(&format!("{indent}authors:\n"));
    for author in authors {
        line(out, &format!("{indent}  - name: "), author);
    }
}

/// A key and its text, always quoted: an unquoted `2025` or `no` would be something else. Of what
/// is left of a clean text, YAML asks for two characters to be escaped.
fn line(out: &mut String, key: &str, text: &str) {
    let text = clean(text).replace('\\', "\\\\").replace('"', "\\\"");
    out.push_str(&format!("{key}\"{text}\"\n"));
}
