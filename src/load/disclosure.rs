//! A developer's file to a [`Disclosure`].

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::model::catalog::{Catalog, Indicator};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::disclosure::{Answer, Disclosure, Source, Stance};
use crate::model::index::Spots;
use crate::model::{Developer, Developers, Edition, Id, Trait};

use super::keys::disclosure::{
    ANSWER, DISCLOSURE, EXAMPLE, OTHER, REASONS, SOURCE, STANCES, STATUSES,
};
use super::rating::{hold_to_rules, scored, trait_of};
use super::values;
use crate::file::address::is_address;
use crate::file::fields::Fields;
use crate::file::node::{Kind, Node};
use crate::file::problems::{self, Doc, Report};

/// What a disclosure is read against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The edition whose folder it is in.
    pub edition: &'a Edition,
    /// What is asked.
    pub catalog: &'a Catalog,
    /// Who may answer.
    pub developers: &'a Developers,
}

/// What one file says.
#[derive(Debug)]
pub struct Read {
    /// Who.
    pub developer: Developer,
    /// What they disclosed.
    pub disclosure: Disclosure,
    /// Where each answer's key stands.
    pub spots: Spots,
}

/// Understands one disclosure file. `None` when it is too broken to be used.
pub fn load(doc: &Doc, context: Context<'_>) -> (Option<Read>, Vec<Diagnostic>) {
    let mut report = Report::of(doc);
    let read = disclosure(doc, context, &mut report);
    (read, report.finish())
}

fn disclosure(doc: &Doc, context: Context<'_>, report: &mut Report<'_>) -> Option<Read> {
    let fields = Fields::open(&doc.root, &DISCLOSURE, report)?;
    edition(&fields, context.edition, report);
    let name = fields.get("name").and_then(|n| problems::written(n, "`name`", report));
    let developer = developer(&fields, name, doc, context.developers, report);
    let model = fields.get("model").and_then(|n| problems::text(n, "`model`", report));
    let traits = traits(&fields, context.edition, report);
    let organisation =
        fields.get("organisation").and_then(|n| problems::written(n, "`organisation`", report));
    let status = fields.get("status");
    let status = status.and_then(|n| problems::word(n, "`status`", STATUSES, report));
    let assessed = status.unwrap_or(true);
    let answers = if assessed {
        fields.need("answers", DISCLOSURE.name, report);
        answers(&fields, context.catalog, &traits, report)
    } else {
        if let Some(node) = fields.get("answers") {
            let message = "who was not assessed has no answers".to_owned();
            let hint = "leave `answers` away, or `status`".to_owned();
            report.error(Code::UnknownKey, node.span, message, Some(hint));
        }
        let none = context.catalog.indicators.len();
        Some((vec![None; none], vec![None; none]))
    };
    let developer = developer?;
    let (answers, spots) = answers?;
    let disclosure = Disclosure {
        developer: developer.id.clone(),
        organisation,
        model,
        assessed,
        traits,
        answers,
    };
    Some(Read { developer, disclosure, spots })
}

fn edition(fields: &Fields<'_>, edition: &Edition, report: &mut Report<'_>) {
    let Some(node) = fields.get("edition") else { return };
    let Some(text) = problems::text(node, "`edition`", report) else { return };
    if text != edition.id.as_str() {
        report.error(
            Code::EditionMismatch,
            node.span,
            format!("this folder is edition `{}`, not `{}`", edition.id, problems::show(&text)),
            Some(format!("write edition: \"{}\", or move the file", edition.id)),
        );
    }
}

fn developer(
    fields: &Fields<'_>,
    name: Option<String>,
    doc: &Doc,
    known: &Developers,
    report: &mut Report<'_>,
) -> Option<Developer> {
    let node = fields.get("developer")?;
    let id = problems::id(node, "the developer", report)?;
    if id.as_str() != doc.stem() {
        report.error(
            Code::FileNameMismatch,
            node.span,
            format!(
                "the disclosure of `{id}` is in a file called `{}`",
                problems::show(doc.stem())
            ),
            Some(format!("rename the file to {id}.yaml")),
        );
    }
    match (known.get(id.as_str()), name) {
        (Some(developer), None) => Some(developer.clone()),
        (Some(developer), Some(name)) => Some(Developer { name, ..developer.clone() }),
        (None, Some(name)) => {
            Some(Developer { id, name, aliases: Vec::new(), succeeds: Vec::new() })
        }
        // What is wrong with it was said.
        (None, None) if fields.get("name").is_some() => None,
        (None, None) => {
            let near = report.nearest(id.as_str(), known.iter().map(|d| d.id.as_str()));
            let near = near.map(|near| format!("did you mean `{near}`? or ")).unwrap_or_default();
            report.error(
                Code::UnknownDeveloper,
                node.span,
                format!("no developer `{id}`"),
                Some(format!("{near}give `name:` here, or add `{id}` to developers.yaml")),
            );
            None
        }
    }
}

fn traits(fields: &Fields<'_>, edition: &Edition, report: &mut Report<'_>) -> Vec<(Id, String)> {
    let entries = fields
        .get("traits")
        .and_then(|node| problems::entries(node, "`traits`", Code::DuplicateKey, report))
        .unwrap_or_default();
    let mut out = Vec::with_capacity(entries.len());
    let known: HashMap<&str, &Trait> = edition.traits.iter().map(|t| (t.id.as_str(), t)).collect();
    for (key, node) in entries {
        let Some(declared) = known.get(key.text.as_str()) else {
            report.error(
                Code::UnknownTrait,
                key.span,
                format!(
                    "edition `{}` declares no trait `{}`",
                    edition.id,
                    problems::show(&key.text)
                ),
                report
                    .hint(&key.text, edition.traits.iter().map(|t| t.id.as_str()))
                    .or_else(|| Some("declare it in edition.yaml under `traits`".into())),
            );
            continue;
        };
        if node.kind == Kind::Null {
            continue;
        }
        let Some(value) = problems::text(node, "a trait", report) else { continue };
        let words: Vec<&str> = declared.values.iter().map(|(value, _)| value.as_str()).collect();
        if words.contains(&value.as_str()) {
            out.push((declared.id.clone(), value));
        } else {
            let meant = declared.value(&value).map(|(meant, _)| format!("write `{meant}`"));
            report.error(
                Code::UnknownTraitValue,
                node.span,
                format!("trait `{}` has no value `{}`", declared.id, problems::show(&value)),
                meant.or_else(|| report.hint(&value, words.iter().copied())),
            );
        }
    }
    out
}

fn answers(
    fields: &Fields<'_>,
    catalog: &Catalog,
    traits: &[(Id, String)],
    report: &mut Report<'_>,
) -> Option<(Vec<Option<Answer>>, Spots)> {
    let node = fields.get("answers")?;
    let entries = problems::entries(node, "`answers`", Code::DuplicateAnswer, report)?;
    let positions = OnceCell::new();
    let mut answers = vec![None; catalog.indicators.len()];
    let mut named = vec![false; catalog.indicators.len()];
    let mut spots = vec![None; catalog.indicators.len()];
    for (expected, (key, node)) in entries.into_iter().enumerate() {
        // Files are written in the catalog's order: look there first.
        let in_order = catalog.indicators.get(expected).filter(|i| i.id.as_str() == key.text);
        let position = match in_order {
            Some(_) => Some(expected),
            None => positions.get_or_init(|| catalog.positions()).get(key.text.as_str()).copied(),
        };
        let Some(position) = position else {
            if !report.full() {
                let known = catalog.indicators.iter().map(|i| i.id.as_str());
                let message = format!(
                    "no indicator `{}` in catalog {}",
                    problems::show(&key.text),
                    catalog.id
                );
                let hint = report.hint(&key.text, known);
                report.error(Code::UnknownIndicator, key.span, message, hint);
            }
            continue;
        };
        named[position] = true;
        spots[position] = report.spot(key.span);
        if node.kind != Kind::Null {
            answers[position] = answer(node, catalog, position, report);
            let found = answers[position].as_ref();
            hold_to_rules(found, &catalog.indicators[position], traits, key.span, report);
        }
    }
    let value = |by: &str| trait_of(traits, by);
    let missing: Vec<&str> = catalog
        .indicators
        .iter()
        .zip(&named)
        .filter(|(indicator, named)| !**named && indicator.applies(value) != Some(false))
        .map(|(indicator, _)| indicator.id.as_str())
        .collect();
    if !missing.is_empty() {
        report.error(
            Code::MissingAnswer,
            fields.key_span("answers"),
            match missing.as_slice() {
                [only] => format!("no answer for `{only}`"),
                several => {
                    format!(
                        "no answers for {} indicators: {}",
                        several.len(),
                        problems::some_of(several)
                    )
                }
            },
            Some("add them, if only with nothing after the colon: nothing is disclosed".into()),
        );
    }
    Some((answers, spots))
}

fn answer(node: &Node, catalog: &Catalog, at: usize, report: &mut Report<'_>) -> Option<Answer> {
    let fields = Fields::open(node, &ANSWER, report)?;
    Some(Answer {
        newly_disclosed: fields
            .get("newly_disclosed")
            .and_then(|n| problems::flag(n, "`newly_disclosed`", report)),
        ..scored(said(&fields, &catalog.indicators[at], report), &fields, (catalog, at), report)
    })
}

/// What an answer says, apart from what anyone gave for it.
fn said(fields: &Fields<'_>, indicator: &Indicator, report: &mut Report<'_>) -> Answer {
    let values = fields.get("values");
    Answer {
        stance: stance(fields, report),
        in_part: fields.get("in_part").and_then(|n| problems::written(n, "`in_part`", report)),
        stance_from: fields
            .get("stance_from")
            .and_then(|n| problems::text(n, "`stance_from`", report)),
        values: values
            .map_or_else(Vec::new, |node| values::values(node, &indicator.fields, report)),
        statement: fields.get("statement").and_then(|n| problems::text(n, "`statement`", report)),
        sources: fields.get("sources").map_or_else(Vec::new, |node| sources(node, report)),
        newly_disclosed: None,
        panel: None,
    }
}

/// Reads a card's example: an answer to it, and under `others` answers to other indicators.
pub fn example(
    node: &Node,
    at: usize,
    indicators: &[Indicator],
    report: &mut Report<'_>,
) -> Option<(Answer, Vec<(usize, Answer)>)> {
    let fields = Fields::open(node, &EXAMPLE, report)?;
    let answer = said(&fields, &indicators[at], report);
    let others = fields
        .get("others")
        .and_then(|n| problems::entries(n, "`others`", Code::DuplicateAnswer, report));
    let mut found = Vec::new();
    for (key, node) in others.unwrap_or_default() {
        let Some(other) = indicators.iter().position(|i| i.id.as_str() == key.text) else {
            let known = indicators.iter().map(|i| i.id.as_str());
            let message = format!("no indicator `{}` in this catalog", problems::show(&key.text));
            report.error(Code::UnknownIndicator, key.span, message, report.hint(&key.text, known));
            continue;
        };
        let Some(fields) = Fields::open(node, &OTHER, report) else { continue };
        found.push((other, said(&fields, &indicators[other], report)));
    }
    Some((answer, found))
}

fn stance(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Stance> {
    let stance = fields.get("stance").and_then(|n| problems::word(n, "`stance`", STANCES, report));
    let Some(node) = fields.get("withheld_for") else { return stance };
    let reason = problems::word(node, "`withheld_for`", REASONS, report)?;
    // Elsewhere it was reported, and says nothing.
    let withheld = matches!(stance, Some(Stance::Withheld(_)));
    if withheld { Some(Stance::Withheld(reason)) } else { stance }
}

fn sources(node: &Node, report: &mut Report<'_>) -> Vec<Source> {
    if let Kind::Scalar(scalar) = &node.kind {
        let message = "`sources` wants a list, got a single value".to_owned();
        let hint = if is_address(&scalar.text) {
            format!("write it in brackets: [\"{}\"]", scalar.text.trim())
        } else {
            "write each after a hyphen, as an address or as {title: …}".to_owned()
        };
        report.error(Code::WrongType, node.span, message, Some(hint));
        return Vec::new();
    }
    let items = problems::list(node, "`sources`", report).unwrap_or_default();
    items.iter().filter_map(|item| source(item, report)).collect()
}

fn source(node: &Node, report: &mut Report<'_>) -> Option<Source> {
    if let Kind::Scalar(_) = node.kind {
        return Some(Source { url: problems::url(node, report), ..Source::default() });
    }
    let fields = Fields::open(node, &SOURCE, report)?;
    let mut text = |key| fields.get(key).and_then(|n| problems::text(n, "a source's text", report));
    let (title, quote) = (text("title"), text("quote"));
    let mut link = |key| fields.get(key).and_then(|n| problems::url(n, report));
    let (address, archived) = (link("url"), link("archived"));
    let accessed =
        fields.get("accessed").and_then(|n| problems::date(n, "`accessed`", &[10], report));
    Some(Source { url: address, title, accessed, archived, quote })
}
