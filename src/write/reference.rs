//! The reference of file keys: what may stand in each file that people write, as Markdown.
//!
//! Made from the declared keys ([`crate::load::keys`]) that the readers use.

use crate::file::fields::{Key, Need, Object, Rule, Shape, written};
use crate::file::problems;
use crate::write::jsonschema::File;

/// Every key of a kind of file, a table for each of its objects.
pub fn of(file: File) -> String {
    let mut out = format!("## {}\n", file.as_str());
    let mut told: Vec<&Object> = Vec::new();
    let mut queue: Vec<&'static Object> = vec![file.object()];
    if file.is_keyed() {
        out.push_str("\nThe keys are ids, each with this under it:\n");
    }
    while !queue.is_empty() {
        let object = queue.remove(0);
        if told.iter().any(|other| std::ptr::eq(*other, object)) {
            continue;
        }
        if !told.is_empty() {
            out.push_str(&format!("\n### {}\n", name(object)));
        }
        told.push(object);
        out.push_str(&format!("\n{}\n\n", object.about));
        out.push_str("| key | needed | what stands there | what it is for |\n|---|---|---|---|\n");
        for key in object.keys {
            out.push_str(&row(key));
            nested(&key.shape, &mut queue);
        }
        if !object.rules.is_empty() {
            out.push('\n');
        }
        for rule in object.rules {
            out.push_str(&format!("- {}\n", said(rule)));
        }
    }
    out
}

fn row(key: &Key) -> String {
    let need = if key.need == Need::Optional { "" } else { "yes" };
    let cells = [format!("`{}`", key.name), need.into(), shape(&key.shape), key.about.into()];
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

/// Objects without their article, so that headings can be linked.
fn name(object: &Object) -> String {
    let name = object.name.trim_matches('`');
    let name = name.strip_prefix("a ").or_else(|| name.strip_prefix("an ")).unwrap_or(name);
    name.to_owned()
}

fn nested(shape: &Shape, queue: &mut Vec<&'static Object>) {
    match shape {
        Shape::Object(object) | Shape::OneKeyOf(object) => queue.push(object),
        Shape::List(of) | Shape::Map(of) | Shape::OrNothing(of) => nested(of, queue),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| nested(shape, queue)),
        _ => {}
    }
}

/// What stands there, in words.
fn shape(shape: &Shape) -> String {
    shaped(shape, false)
}

fn shaped(shape: &Shape, several: bool) -> String {
    let plain = |one: &str, many: &str| if several { many } else { one }.to_owned();
    match shape {
        Shape::Id => plain("an id", "ids"),
        Shape::Text => plain("text", "texts"),
        Shape::Written => plain("text that says something", "texts that say something"),
        Shape::Flag => plain("`true` or `false`", "`true` or `false`"),
        Shape::Number => plain("a number", "numbers"),
        Shape::Count => plain("a whole number", "whole numbers"),
        Shape::Url => plain("a web address", "web addresses"),
        Shape::Date => plain("a year, a month or a day", "dates"),
        Shape::Day => plain("a day, as 2025-12-31", "days"),
        Shape::Hash => plain("a SHA-256", "SHA-256 hashes"),
        Shape::Word(words) => {
            let words: Vec<String> = words().iter().map(|word| format!("`{word}`")).collect();
            if several { words.join(", ") } else { problems::or(&words) }
        }
        Shape::List(of) => format!("a list of {}", shaped(of, true)),
        Shape::Map(of) => format!("keys of your own, each with {}", shaped(of, false)),
        Shape::Object(object) => {
            let name = name(object);
            format!("[{}](#{})", plain(object.name, &format!("{name}s")), name.replace(' ', "-"))
        }
        Shape::OneKeyOf(object) => {
            let name = name(object);
            let shown = if several { "criteria" } else { object.name };
            format!("[{shown}](#{}): one key", name.replace(' ', "-"))
        }
        Shape::Either(shapes) => {
            let shapes: Vec<String> = shapes.iter().map(|s| shaped(s, several)).collect();
            problems::or(&shapes)
        }
        Shape::Score => plain("points", "points"),
        Shape::Values => "the card's fields".to_owned(),
        Shape::OrNothing(of) => format!("{}, or nothing", shaped(of, several)),
    }
}

fn said(rule: &Rule) -> String {
    let quoted = |keys: &[&str]| keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>();
    match rule {
        Rule::AnyOf(keys) => format!("{} must be there.", problems::or(&quoted(keys))),
        Rule::OneAtMost(keys) => format!("At most one of {}.", quoted(keys).join(", ")),
        Rule::Needs { key, words, needs } => {
            let words = problems::or(&quoted(words));
            format!("With `{key}` {words} goes {}.", quoted(needs).join(" and "))
        }
        Rule::Only { key, with, words } => {
            format!("`{key}` only with {}.", problems::or(&written(with, words)))
        }
    }
}
