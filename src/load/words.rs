//! The words of an index.

use crate::model::words::{Noun, Words};

use super::keys::words::{NOUN, WORDS};
use crate::file::fields::Fields;
use crate::file::node::{Kind, Node};
use crate::file::problems::{self, Report};

/// Reads what things are called; what is not said has words that are true of any index.
pub fn words(node: &Node, report: &mut Report<'_>) -> Words {
    let mut words = Words::default();
    let Some(fields) = Fields::open(node, &WORDS, report) else { return words };
    let mut of = |key: &str| fields.get(key).and_then(|node| noun(node, key, report));
    words.ranked = of("ranked").unwrap_or(words.ranked);
    words.model = of("model").or(words.model).filter(|noun| noun.one != "none");
    words.asked = of("asked").unwrap_or(words.asked);
    words.point = of("point").unwrap_or(words.point);
    let disclosed = fields.get("disclosed");
    words.disclosed = disclosed
        .and_then(|node| problems::flag(node, "`disclosed`", report))
        .unwrap_or(words.disclosed);
    words
}

fn noun(node: &Node, key: &str, report: &mut Report<'_>) -> Option<Noun> {
    if let Kind::Scalar(_) = node.kind {
        return problems::written(node, &format!("`{key}`"), report).map(Noun::regular);
    }
    let fields = Fields::open(node, &NOUN, report)?;
    let mut of = |form: &str| problems::written(fields.get(form)?, &format!("`{form}`"), report);
    let (one, many) = (of("one"), of("many"));
    Some(Noun { one: one?, many: many? })
}
