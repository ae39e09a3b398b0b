//! What a catalog is, in 64 characters.

use std::fmt::Write as _;

use serde_json::json;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::model::Catalog;

use super::doc::Doc;
use super::node::{Kind, Node};

/// SHA-256 of the catalog's canonical form, in lower-case hexadecimal.
///
/// The canonical form is compact JSON with keys in the order below and text in Unicode NFC, so that
/// layout, comments and the way an accent was typed do not change it, and any change of
/// meaning does.
pub fn catalog(catalog: &Catalog, cards: &[&Doc]) -> String {
    let groups = |groups: &[crate::model::Group]| -> Vec<serde_json::Value> {
        groups.iter().map(|g| json!({"id": g.id, "name": nfc(&g.name)})).collect()
    };
    let indicators: Vec<serde_json::Value> = catalog
        .indicators
        .iter()
        .zip(cards)
        .map(|(i, card)| {
            json!({
                "id": i.id,
                "name": nfc(&i.name),
                "aliases": i.aliases.iter().map(|a| nfc(a)).collect::<Vec<_>>(),
                "domain": catalog.domains[i.domain].id,
                "subdomain": catalog.subdomains[i.subdomain].id,
                "theme": catalog.themes.get(i.theme).map(|theme| &theme.id),
                "question": nfc(&i.question),
                "guidance": nfc(&i.guidance),
                "values": part(card, "values"),
                "earns": part(card, "earns"),
                "judge": i.judge.as_deref().map(nfc),
                "also_earns": i.also_earns,
                "counterparts": i.counterparts,
            })
        })
        .collect();
    let canonical = json!({
        "id": catalog.id,
        "title": nfc(&catalog.title),
        "scale": catalog.scale.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "domains": groups(&catalog.domains),
        "subdomains": groups(&catalog.subdomains),
        "themes": groups(&catalog.themes),
        "indicators": indicators,
    });
    let digest = Sha256::digest(canonical.to_string().as_bytes());
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A part of a card as it was written, keys in file order.
fn part(card: &Doc, name: &str) -> serde_json::Value {
    let Kind::Map(entries) = &card.root.kind else { return serde_json::Value::Null };
    let found = entries.iter().find(|(key, _)| key.text == name);
    found.map_or(serde_json::Value::Null, |(_, node)| tree(node))
}

fn tree(node: &Node) -> serde_json::Value {
    match &node.kind {
        Kind::Null => serde_json::Value::Null,
        Kind::Scalar(scalar) => json!(nfc(&scalar.text)),
        Kind::Seq(items) => items.iter().map(tree).collect(),
        Kind::Map(entries) => serde_json::Value::Object(
            entries.iter().map(|(k, n)| (nfc(&k.text), tree(n))).collect(),
        ),
    }
}

fn nfc(text: &str) -> String {
    text.nfc().collect()
}
