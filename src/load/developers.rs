//! developers.yaml to [`Developers`].

use std::collections::{HashMap, HashSet};

use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::{Developer, Developers, Id};

use super::keys::developers::DEVELOPER;
use crate::file::fields::Fields;
use crate::file::node::Span;
use crate::file::problems::{self, Doc, Report};

/// Understands developers.yaml. Developers in `more` are known too, unless the file names them
/// anew: a folder's own file extends the built-in one.
pub fn load(doc: &Doc, more: &Developers) -> (Developers, Vec<Diagnostic>) {
    let mut report = Report::of(doc);
    let mut found: Vec<(Developer, Span, Vec<Span>)> = Vec::new();
    let what = "the list of developers";
    for (key, node) in
        problems::entries(&doc.root, what, Code::DuplicateKey, &mut report).unwrap_or_default()
    {
        let Some(id) = problems::parse_id(&key.text, key.span, "the developer", &mut report) else {
            continue;
        };
        let what = format!("developer `{id}`");
        let Some(fields) = Fields::open_as(node, &DEVELOPER, &what, &mut report) else { continue };
        let name = fields.get("name").and_then(|n| problems::written(n, "`name`", &mut report));
        let aliases = fields.get("aliases");
        let aliases =
            aliases.map_or_else(Vec::new, |n| problems::texts(n, "`aliases`", &mut report));
        let succeeds = fields.get("succeeds");
        let succeeds =
            succeeds.map_or_else(Vec::new, |n| problems::ids(n, "a predecessor", &mut report));
        let (succeeds, spans) = succeeds.into_iter().unzip();
        let name = name.unwrap_or_else(|| id.to_string());
        found.push((Developer { id, name, aliases, succeeds }, key.span, spans));
    }
    claimed_twice(&found, &mut report);
    let own: Vec<Developer> = found.iter().map(|(developer, ..)| developer.clone()).collect();
    let ids: HashSet<&Id> = own.iter().map(|developer| &developer.id).collect();
    let inherited = more.iter().filter(|d| !ids.contains(&d.id)).cloned();
    let all = Developers::new(own.iter().cloned().chain(inherited).collect());
    for (developer, _, spans) in &found {
        for (id, span) in developer.succeeds.iter().zip(spans) {
            if all.get(id.as_str()).is_none() {
                report.error(
                    Code::UnknownDeveloper,
                    *span,
                    format!("`{}` succeeds `{id}`, who is not listed", developer.id),
                    report.hint(id.as_str(), all.iter().map(|d| d.id.as_str())),
                );
            }
        }
    }
    (all, report.finish())
}

fn claimed_twice(found: &[(Developer, Span, Vec<Span>)], report: &mut Report<'_>) {
    let mut owner: HashMap<String, usize> = HashMap::new();
    for (at, (developer, span, _)) in found.iter().enumerate() {
        for name in std::iter::once(&developer.name).chain(&developer.aliases) {
            let Some(other) = owner.insert(name.to_lowercase(), at) else { continue };
            let (other, other_span, _) = &found[other];
            let message =
                format!("the name `{}` already belongs to `{}`", problems::show(name), other.id);
            let problem = Diagnostic::error(Code::AliasClaimedTwice, message, report.at(*span))
                .related("claimed here", report.at(*other_span));
            report.push(problem);
        }
    }
}
