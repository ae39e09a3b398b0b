//! What a catalog is, in 64 characters.

use std::borrow::Cow;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::model::Method;
use crate::model::catalog::{Catalog, Group};
use crate::model::method::Ranked;
use crate::model::scale::{Better, Scale, Values, Weight};

use crate::file::node::{Kind, Node};
use crate::file::problems::Doc;

/// Gives a catalog and each of its indicators the SHA-256 of its canonical form, in lower-case
/// hexadecimal. An indicator's covers what is asked and what earns its points, from the question on;
/// the catalog's covers everything but what
/// things are called in outputs.
///
/// The canonical form is compact JSON with keys in the order below and text in Unicode NFC, so that
/// layout, comments and the way an accent was typed do not change it, and any change of meaning
/// does. Locks hold these hashes: another form is another [`super::lock::VERSION`].
pub fn stamp(catalog: &mut Catalog, cards: &[Option<&Doc>]) {
    let (whole, definitions) = hashes(catalog, cards);
    catalog.sha256 = whole;
    for (indicator, hash) in catalog.indicators.iter_mut().zip(definitions) {
        indicator.sha256 = hash;
    }
}

/// The hash of the whole, and of each indicator.
fn hashes(catalog: &Catalog, cards: &[Option<&Doc>]) -> (String, Vec<String>) {
    let mut definitions = Vec::with_capacity(cards.len());
    let mut out = Canonical(String::with_capacity(256 * 1024));
    out.open('{');
    out.key("id").text(catalog.id.as_str());
    out.key("title").text(&catalog.title);
    out.key("scale").scale(&catalog.scale);
    // What a catalog does not say is no part of its form.
    let method = catalog.method;
    if method != Method::default() {
        let decimals = method.decimals.map_or_else(String::new, |decimals| decimals.to_string());
        let ranked = if method.ranked == Ranked::Rounded { "rounded" } else { "exact" };
        let full = method.full.to_string();
        let parts = [method.aggregation.as_str(), &full, &decimals, ranked];
        out.key("method").list(&parts, |out, part| out.text(part));
    }
    if !catalog.bands.is_empty() {
        out.key("bands").list(&catalog.bands, |out, band| {
            out.open('{');
            out.key(&band.name).text(&band.from.to_string());
            out.close('}');
        });
    }
    for (key, groups) in [
        ("domains", &catalog.domains),
        ("subdomains", &catalog.subdomains),
        ("themes", &catalog.themes),
    ] {
        out.key(key).list(groups, |out, group: &Group| {
            out.open('{');
            out.key("id").text(group.id.as_str());
            out.key("name").text(&group.name);
            if group.weight != Weight::ONE {
                out.key("weight").text(&group.weight.thousandths().to_string());
            }
            out.close('}');
        });
    }
    let indicators: Vec<_> = catalog.indicators.iter().zip(cards).collect();
    out.key("indicators").list(&indicators, |out, (indicator, card)| {
        out.open('{');
        out.key("id").text(indicator.id.as_str());
        out.key("name").text(&indicator.name);
        out.key("aliases").list(&indicator.aliases, |out, alias| out.text(alias));
        out.key("domain").text(catalog.domains[indicator.domain].id.as_str());
        if let Some(subdomain) = catalog.subdomain_of(indicator) {
            out.key("subdomain").text(subdomain.id.as_str());
        }
        out.key("theme");
        match catalog.theme_of(indicator) {
            Some(theme) => out.text(theme.id.as_str()),
            None => out.null(),
        }
        let start = out.0.len();
        if let Some(scale) = &indicator.scale {
            out.key("scale").scale(scale);
        }
        if indicator.weight != Weight::ONE {
            out.key("weight").text(&indicator.weight.thousandths().to_string());
        }
        if !indicator.scored {
            out.key("scored").text("no");
        }
        if !indicator.applies_to.is_empty() {
            out.key("applies_to").list(&indicator.applies_to, |out, rule| {
                out.open('{');
                out.key(rule.by.as_str()).list(&rule.to, |out, value| out.text(value));
                out.close('}');
            });
        }
        out.key("question").text(&indicator.question);
        out.key("guidance").text(&indicator.guidance);
        out.key("values").part(**card, "values");
        out.key("earns").part(**card, "earns");
        out.key("judge");
        match &indicator.judge {
            Some(judge) => out.text(judge),
            None => out.null(),
        }
        out.key("also_earns")
            .list(&indicator.also_earns, |out, earning| out.text(earning.as_str()));
        definitions.push(hex(&out.0[start..]));
        out.key("counterparts").list(&indicator.counterparts, |out, id| out.text(id.as_str()));
        out.close('}');
    });
    out.close('}');
    (hex(&out.0), definitions)
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Canonical JSON as it grows. Written by hand because building a tree first takes longer than
/// everything else a run does.
struct Canonical(String);

impl Canonical {
    fn open(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }

    /// A comma, unless something was just opened.
    fn separate(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }

    fn key(&mut self, key: &str) -> &mut Self {
        self.separate();
        self.text(key);
        self.0.push(':');
        self
    }

    /// Points and their names where they are listed, else the ends and the step.
    fn scale(&mut self, scale: &Scale) {
        let mut parts: Vec<String> = match &scale.values {
            Values::Levels(levels) => levels
                .iter()
                .flat_map(|level| [Some(level.points.to_string()), level.name.clone()])
                .flatten()
                .collect(),
            Values::Range { least, most, step } => {
                let step = step.map_or_else(String::new, |step| step.to_string());
                vec!["range".to_owned(), least.to_string(), most.to_string(), step]
            }
        };
        if scale.better == Better::Fewer {
            parts.push("fewer".to_owned());
        }
        self.list(&parts, |out, part| out.text(part));
    }

    fn null(&mut self) {
        self.0.push_str("null");
    }

    /// A JSON string, its text in NFC.
    fn text(&mut self, text: &str) {
        let text = if text.is_ascii() || is_nfc(text) {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.nfc().collect())
        };
        self.0.push('"');
        let mut rest: &str = &text;
        while let Some(at) = rest.find(|c: char| c < ' ' || c == '"' || c == '\\') {
            let (plain, escaped) = rest.split_at(at);
            self.0.push_str(plain);
            let c = escaped.as_bytes()[0];
            match c {
                b'"' | b'\\' => self.0.extend(['\\', char::from(c)]),
                b'\n' => self.0.push_str("\\n"),
                _ => {
                    let _ = write!(self.0, "\\u{c:04x}");
                }
            }
            rest = &escaped[1..];
        }
        self.0.push_str(rest);
        self.0.push('"');
    }

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.open('[');
        for item in items {
            self.separate();
            write(self, item);
        }
        self.close(']');
    }

    /// A part of a card as it was written, keys in file order.
    fn part(&mut self, card: Option<&Doc>, name: &str) {
        match card.and_then(|card| card.root.entry(name)) {
            Some((_, node)) => self.tree(node),
            None => self.null(),
        }
    }

    fn tree(&mut self, node: &Node) {
        match &node.kind {
            Kind::Null => self.null(),
            Kind::Scalar(scalar) => self.text(&scalar.text),
            Kind::Seq(items) => self.list(items, Self::tree),
            Kind::Map(entries) => {
                self.open('{');
                for (key, node) in entries {
                    self.key(&key.text).tree(node);
                }
                self.close('}');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::builtin;

    fn hash(change: impl Fn(&mut String)) -> (String, Vec<String>) {
        let docs = builtin::catalog("fmti-2").unwrap();
        let (found, _) = crate::load::catalog::load(&docs);
        let mut found = found.unwrap();
        change(&mut found.indicators[0].guidance);
        hashes(&found, &docs.cards.iter().map(Some).collect::<Vec<_>>())
    }

    #[test]
    fn meaning_counts_and_the_way_an_accent_is_typed_does_not() {
        assert_eq!(hash(|_| ()), hash(|_| ()));
        let ((whole, parts), (other, others)) = (hash(|_| ()), hash(|text| text.push('.')));
        assert_ne!(whole, other);
        assert_ne!(parts[0], others[0]);
        assert_eq!(parts[1..], others[1..]);
        assert_eq!(hash(|text| text.push('é')), hash(|text| text.push_str("e\u{301}")));
    }

    #[test]
    fn the_canonical_form_is_json() {
        let mut out = Canonical(String::new());
        out.open('{');
        out.key("a\"\\\n\u{1}é").list(&["x", ""], |out, text| out.text(text));
        out.key("b").null();
        out.close('}');
        let read: serde_json::Value = serde_json::from_str(&out.0).unwrap();
        assert_eq!(read, serde_json::json!({"a\"\\\n\u{1}é": ["x", ""], "b": null}));
    }
}
