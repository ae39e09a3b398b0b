//! Only the published scores may carry the name of those who published them.

use crate::model::index::Entry;
use crate::model::{Index, Points};

/// Whether an edition names the Foundation Model Transparency Index as the giver of its scores.
pub fn is_claimed(index: &Index) -> bool {
    let edition = &index.edition;
    let mut given_by = edition.attribution.iter().chain(&edition.authors);
    given_by.any(|name| {
        let name = name.to_lowercase();
        name.contains("foundation model transparency index")
            || name.split(|c: char| !c.is_alphanumeric()).any(|word| word == "fmti")
    })
}

/// Takes the attribution from an edition that claims published scores and holds others than
/// `published`; says why. Some of the developers of a published edition may be missing.
pub fn guard(index: &mut Index, published: Option<&Index>) -> Option<String> {
    let differing = index.entries.iter().find(|entry| {
        let same = |other: &&Entry| other.developer.id == entry.developer.id;
        let other = published.and_then(|p| p.entries.iter().find(same));
        other.is_none_or(|other| points(other) != points(entry))
    })?;
    let message = format!(
        "the scores of `{}` are not the published ones: all are shown as the user's own",
        differing.developer.id
    );
    index.edition.attribution = None;
    index.edition.authors.clear();
    Some(message)
}

fn points(entry: &Entry) -> Vec<Option<Points>> {
    let answers = entry.disclosure.answers.iter();
    answers.map(|answer| Some(answer.as_ref()?.panel.as_ref()?.points)).collect()
}
