//! Does an edition ask what it asked, apart from its cards?

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Catalog, Id, Index};

/// What changed of the catalog beside its cards so that the same points make another score, or
/// that the edition asks another catalog: no card says that.
pub(super) fn otherwise(old: &Index, new: &Index) -> Option<String> {
    let edition = &new.edition.id;
    if old.catalog.id != new.catalog.id {
        let (was, is) = (&old.catalog.id, &new.catalog.id);
        let message = || format!("edition {edition} asks catalog {is} now, and asked {was}");
        return (old.edition.id == *edition).then(message);
    }
    let (was, is) = (&*old.catalog, &*new.catalog);
    let what = if was.method != is.method {
        "makes its scores in another way"
    } else if was.scale != is.scale {
        "gives its points on another scale"
    } else if !is.method.aggregation.is_additive() && domains(was) != domains(is) {
        "has its indicators in other domains, whose means make the scores"
    } else {
        return None;
    };
    Some(format!("catalog {} {what}", is.id))
}

/// Each domain with its members, in an order that does not count.
fn domains(catalog: &Catalog) -> BTreeMap<&Id, BTreeSet<&Id>> {
    let id = |at: &usize| &catalog.indicators[*at].id;
    let domains = catalog.domains.iter();
    domains.map(|domain| (&domain.id, domain.members.iter().map(id).collect())).collect()
}
