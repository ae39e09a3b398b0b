//! What a catalog is, in 64 characters.

use std::fmt::Write as _;

use serde_json::json;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::model::Catalog;

/// SHA-256 of the catalog's canonical form, in lower-case hexadecimal.
///
/// The canonical form is compact JSON with keys in the order below and text in Unicode NFC, so that
/// layout, comments and the way an accent was typed do not change it, and any change of
/// meaning does.
pub fn catalog(catalog: &Catalog) -> String {
    let groups = |groups: &[crate::model::Group]| -> Vec<serde_json::Value> {
        groups.iter().map(|g| json!({"id": g.id, "name": nfc(&g.name)})).collect()
    };
    let indicators: Vec<serde_json::Value> = catalog
        .indicators
        .iter()
        .map(|i| {
            json!({
                "id": i.id,
                "name": nfc(&i.name),
                "aliases": i.aliases.iter().map(|a| nfc(a)).collect::<Vec<_>>(),
                "domain": catalog.domains[i.domain].id,
                "subdomain": catalog.subdomains[i.subdomain].id,
                "theme": catalog.themes.get(i.theme).map(|theme| &theme.id),
                "question": nfc(&i.question),
                "guidance": nfc(&i.guidance),
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

fn nfc(text: &str) -> String {
    text.nfc().collect()
}
