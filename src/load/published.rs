//! Only the published scores may carry the name of those who published them.

use crate::model::index::Entry;
use crate::model::{Index, Points};

use super::index::builtin_edition;

/// Takes the attribution from an edition that names the Foundation Model Transparency Index as the
/// giver of its scores and holds others than were published; says why. Some of the developers of a
/// published edition may be missing.
pub fn guard(index: &mut Index) -> Option<String> {
    let given_by = index.edition.attribution.as_deref()?.to_lowercase();
    if !given_by.contains("foundation model transparency index") {
        return None;
    }
    let published = builtin_edition(index.edition.id.as_str()).ok().and_then(|found| found.index);
    let differing = index.entries.iter().find(|entry| {
        let same = |other: &&Entry| other.developer.id == entry.developer.id;
        let other = published.as_ref().and_then(|p| p.entries.iter().find(same));
        other.is_none_or(|other| points(other) != points(entry))
    })?;
    let message = format!(
        "the scores of `{}` are not the published ones: all are shown as the user's own",
        differing.developer.id
    );
    index.edition.attribution = None;
    Some(message)
}

fn points(entry: &Entry) -> Vec<Option<Points>> {
    let answers = entry.disclosure.answers.iter();
    answers.map(|answer| Some(answer.as_ref()?.panel.as_ref()?.points)).collect()
}
