//! What a person calls a developer or an indicator.

use crate::load::Failure;
use crate::model::{Index, Trait};
use crate::text::nearest;

/// The row of the developer with this id, name or alias.
pub(super) fn find_developer(index: &Index, name: &str) -> anyhow::Result<usize> {
    let wanted = name.trim().to_lowercase();
    let found = index.entries.iter().position(|entry| {
        let d = &entry.developer;
        let mut names =
            [d.id.as_str(), &d.name].into_iter().chain(d.aliases.iter().map(String::as_str));
        names.any(|name| name.to_lowercase() == wanted)
    });
    found.ok_or_else(|| {
        let message = format!(
            "edition {} has no {} `{name}`",
            index.edition.id, index.catalog.words.ranked.one
        );
        let known = index.entries.iter().map(|e| e.developer.id.as_str());
        unknown(&message, &wanted, known)
    })
}

/// The position of the indicator with this id, name or alias.
pub(super) fn find_indicator(index: &Index, name: &str) -> anyhow::Result<usize> {
    let wanted = name.trim().to_lowercase();
    let catalog = &index.catalog;
    let found = catalog.indicators.iter().position(|i| {
        let mut names =
            [i.id.as_str(), &i.name].into_iter().chain(i.aliases.iter().map(String::as_str));
        names.any(|name| name.to_lowercase() == wanted)
    });
    found.ok_or_else(|| {
        let message = format!("catalog {} has no {} `{name}`", catalog.id, catalog.words.asked.one);
        unknown(&message, &wanted, catalog.indicators.iter().map(|i| i.id.as_str()))
    })
}

/// The trait with this id.
pub(super) fn find_trait<'a>(index: &'a Index, name: &str) -> anyhow::Result<&'a Trait> {
    index.edition.get_trait(name).ok_or_else(|| {
        let message = format!("edition {} has no trait `{name}`", index.edition.id);
        unknown(&message, name, index.edition.traits.iter().map(|t| t.id.as_str()))
    })
}

/// A failure with the nearest known word, or all of them where they are few.
pub(super) fn unknown<'a>(
    message: &str,
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> anyhow::Error {
    let hint = nearest::nearest(word, known.clone())
        .map(|near| format!("did you mean `{near}`?"))
        .or_else(|| {
            let all: Vec<&str> = known.take(40).collect();
            (!all.is_empty() && all.len() < 40).then(|| format!("known: {}", all.join(", ")))
        });
    Failure { message: message.to_owned(), hint }.into()
}
