//! Who says how two catalogs relate, in a sentence or two.

use crate::model::Crosswalk;

/// Whose words a crosswalk's are: the kinds that somebody published stand apart from what its author
/// read.
#[must_use]
pub fn credit(crosswalk: &Crosswalk) -> String {
    let published = crosswalk.relations.iter().filter(|related| related.published).count();
    let (Some(by), true) = (&crosswalk.published_by, published > 0) else {
        return crosswalk.attribution.clone();
    };
    let kinds = if published == crosswalk.relations.len() {
        "Kinds".to_owned()
    } else {
        format!("{published} of {} kinds", crosswalk.relations.len())
    };
    let turned = if by.turned { ", turned around to look back" } else { "" };
    format!(
        "{kinds} (kept, revised, split, merged, dropped, added) as published by the {}{turned}. {}",
        by.name, crosswalk.attribution
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::model::crosswalk::{Published, Related, Relation};

    fn crosswalk(published: &[bool]) -> Crosswalk {
        let id = |text: &str| Id::parse(text).unwrap();
        let related = |published: &bool| Related {
            relation: Relation::Added,
            published: *published,
            from: Vec::new(),
            to: vec![id("x")],
            reason: "nothing before".to_owned(),
        };
        let by = Published { name: "index team".to_owned(), url: None, turned: false };
        Crosswalk {
            from: id("old"),
            to: id("new"),
            attribution: "The rest is ours.".to_owned(),
            published_by: Some(by),
            relations: published.iter().map(related).collect(),
        }
    }

    #[test]
    fn what_was_published_is_told_from_what_was_read() {
        let kinds = "(kept, revised, split, merged, dropped, added) as published by the index team";
        assert_eq!(credit(&crosswalk(&[true, true])), format!("Kinds {kinds}. The rest is ours."));
        assert_eq!(
            credit(&crosswalk(&[true, false])),
            format!("1 of 2 kinds {kinds}. The rest is ours.")
        );
        assert_eq!(
            credit(&crosswalk(&[true]).reversed()),
            format!("Kinds {kinds}, turned around to look back. The rest is ours.")
        );
    }

    #[test]
    fn a_crosswalk_of_ones_own_says_only_who_read_it() {
        assert_eq!(credit(&crosswalk(&[false])), "The rest is ours.");
    }
}
