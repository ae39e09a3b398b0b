//! The table of contents of a catalog: domains, their subdomains, and the indicators in them.

use std::collections::{HashMap, HashSet};

use crate::model::Id;
use crate::model::catalog::{Applies, Group};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::method::{Level, Method};
use crate::model::scale::Weight;

use super::keys::catalog::{DOMAIN, ENTRY, SUBDOMAIN, THEME};
use super::scale;
use crate::file::fields::{Fields, Object};
use crate::file::node::{Kind, Node, Span};
use crate::file::problems::{self, Report};

/// A table of contents.
#[derive(Debug, Default)]
pub struct Contents {
    /// Domains, their members still to be filled in.
    pub domains: Vec<Group>,
    /// Subdomains, likewise.
    pub subdomains: Vec<Group>,
    /// Where each indicator stands, in order.
    pub slots: Vec<(Id, Slot)>,
}

/// Where the table of contents puts an indicator, and what it says of it.
#[derive(Debug)]
pub struct Slot {
    /// Position of its domain.
    pub domain: usize,
    /// Position of its subdomain, if its domain has any.
    pub subdomain: Option<usize>,
    /// How much it counts.
    pub weight: Weight,
    /// To whom it applies by the rules of its domain and subdomain.
    pub applies_to: Vec<Applies>,
    /// Where it is listed.
    pub span: Span,
}

/// What was listed before, and where.
type Taken = HashMap<(&'static str, Id), Span>;

/// Reads the table of contents. `method` is there to tell which weights it counts.
pub fn contents(fields: &Fields<'_>, method: Method, report: &mut Report<'_>) -> Contents {
    let mut out = Contents::default();
    let mut taken = Taken::new();
    let domains = fields.get("domains");
    let domains = domains.and_then(|node| problems::list(node, "`domains`", report));
    let domains = domains.unwrap_or_default();
    weights(domains, Level::Domain, method, report);
    for node in domains {
        let Some(fields) = Fields::open(node, &DOMAIN, report) else { continue };
        let Some(domain) = part(&fields, "domain", &mut taken, node.span, report) else { continue };
        let rules = rules(&fields, report);
        let at = out.domains.len();
        out.domains.push(domain);
        if let Some(list) = fields.get("indicators") {
            slots(list, (at, None), &rules, &mut out.slots, &mut taken, report);
        }
        let subdomains = fields.get("subdomains");
        let subdomains = subdomains.and_then(|node| problems::list(node, "`subdomains`", report));
        let subdomains = subdomains.unwrap_or_default();
        weights(subdomains, Level::Subdomain, method, report);
        for node in subdomains {
            let Some(fields) = Fields::open(node, &SUBDOMAIN, report) else { continue };
            let subdomain = part(&fields, "subdomain", &mut taken, node.span, report);
            let Some(subdomain) = subdomain else { continue };
            let mut rules = rules.clone();
            rules.extend(self::rules(&fields, report));
            out.subdomains.push(subdomain);
            let Some(list) = fields.get("indicators") else { continue };
            let below = Some(out.subdomains.len() - 1);
            slots(list, (at, below), &rules, &mut out.slots, &mut taken, report);
        }
    }
    out
}

/// A heading of the table of contents, once among its kind.
fn part(
    fields: &Fields<'_>,
    kind: &'static str,
    taken: &mut Taken,
    span: Span,
    report: &mut Report<'_>,
) -> Option<Group> {
    let mut group = heading(fields, report)?;
    once(taken, kind, &group.id, span, report);
    if let Some(node) = fields.get("weight") {
        group.weight = scale::weight(node, report).unwrap_or_default();
    }
    Some(group)
}

fn rules(fields: &Fields<'_>, report: &mut Report<'_>) -> Vec<Applies> {
    fields.get("applies_to").map_or_else(Vec::new, |node| scale::applies_to(node, report))
}

/// The indicators listed under a domain or subdomain.
fn slots(
    list: &Node,
    (domain, subdomain): (usize, Option<usize>),
    rules: &[Applies],
    out: &mut Vec<(Id, Slot)>,
    taken: &mut Taken,
    report: &mut Report<'_>,
) {
    for node in problems::list(list, "`indicators`", report).unwrap_or_default() {
        let (id, weight) = match node.kind {
            Kind::Map(_) => {
                let Some(fields) = Fields::open(node, &ENTRY, report) else { continue };
                let id = fields.get("id").and_then(|n| problems::id(n, "an indicator", report));
                let weight = fields.get("weight").and_then(|n| scale::weight(n, report));
                (id, weight.unwrap_or_default())
            }
            _ => (problems::id(node, "an indicator", report), Weight::ONE),
        };
        let Some(id) = id else { continue };
        if once(taken, "indicator", &id, node.span, report) {
            let applies_to = rules.to_vec();
            out.push((id, Slot { domain, subdomain, weight, applies_to, span: node.span }));
        }
    }
}

/// Weights are given to all siblings or to none, and only where the method counts them.
fn weights(siblings: &[Node], level: Level, method: Method, report: &mut Report<'_>) {
    let weight = |node: &Node| node.entry("weight").map(|(key, _)| key.span);
    let given: Vec<Span> = siblings.iter().filter_map(weight).collect();
    let Some(first) = given.first() else { return };
    let (one, many) = match level {
        Level::Domain => ("domain", "domains"),
        Level::Subdomain => ("subdomain", "subdomains"),
    };
    if !method.aggregation.weighs(level) {
        let message =
            format!("method `{}` counts no weights of {many}", method.aggregation.as_str());
        let hint = format!(
            "weigh indicators instead, or choose a method that is a mean of {many}, for example \
             `mean-of-{many}`"
        );
        report.error(Code::UnknownKey, *first, message, Some(hint));
    } else if given.len() < siblings.len() {
        let missing = siblings.iter().find(|node| weight(node).is_none());
        let span = missing.map_or(*first, |node| node.span);
        let message = format!("this {one} has no `weight`, and others beside it have one");
        let hint = format!("give all of these {many} a weight, or none");
        report.error(Code::MissingKey, span, message, Some(hint));
    }
}

/// Whether an id is new among its kind; if not, says so with both places.
fn once(
    taken: &mut Taken,
    kind: &'static str,
    id: &Id,
    span: Span,
    report: &mut Report<'_>,
) -> bool {
    let Some(earlier) = taken.insert((kind, id.clone()), span) else { return true };
    let earlier = report.at(earlier);
    report.push(
        Diagnostic::error(
            Code::DuplicateId,
            format!("{kind} `{id}` is listed twice"),
            report.at(span),
        )
        .related("first listed here", earlier),
    );
    false
}

/// The themes of a catalog.
pub fn themes(fields: &Fields<'_>, report: &mut Report<'_>) -> Vec<Group> {
    fields.get("themes").map_or_else(Vec::new, |node| headings(node, &THEME, report))
}

fn headings(node: &Node, object: &Object, report: &mut Report<'_>) -> Vec<Group> {
    let (mut out, mut ids) = (Vec::<Group>::new(), HashSet::new());
    for item in problems::list(node, "`themes`", report).unwrap_or_default() {
        let Some(fields) = Fields::open(item, object, report) else { continue };
        let Some(heading) = heading(&fields, report) else { continue };
        if ids.insert(heading.id.clone()) {
            out.push(heading);
        } else {
            let message = format!("{} `{}` is listed twice", object.name, heading.id);
            report.error(Code::DuplicateId, item.span, message, None);
        }
    }
    out
}

fn heading(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Group> {
    let id = fields.get("id").and_then(|node| problems::id(node, "the id", report));
    let name = fields.get("name").and_then(|node| problems::written(node, "`name`", report));
    let id = id?;
    // What is wrong with a name was said; what stands below it can be read all the same.
    let name = name.unwrap_or_else(|| id.to_string());
    Some(Group::new(id, name, Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::problems::Doc;
    use crate::file::source::SourceFile;

    #[test]
    fn an_id_as_long_as_can_be_is_seen_twice() {
        let text = format!("[{0}, {0}]", "a".repeat(64));
        let doc = Doc::parse(SourceFile::new("catalog.yaml", text)).unwrap();
        let mut report = Report::of(&doc);
        let mut taken = HashMap::new();
        let ids = problems::ids(&doc.root, "an indicator", &mut report);
        let new: Vec<bool> = ids
            .iter()
            .map(|(id, span)| once(&mut taken, "indicator", id, *span, &mut report))
            .collect();
        assert_eq!(new, [true, false]);
        assert_eq!(report.finish().len(), 1);
    }
}
