//! What the files that people write consist of: for each object its keys, which of them must be
//! there, what stands under each, and a sentence about it.
//!
//! Declared once, beside the reader of each file. Unknown and missing keys are found by it, and JSON
//! Schemas and the reference of file keys are made of it ([`crate::write::jsonschema`], [`crate::write::reference`]).

use crate::model::diagnostic::Code;

use super::node::{Key as Written, Kind, Node, Span};
use super::problems::{self, Report};

/// An object of a file.
#[derive(Debug)]
pub struct Object {
    /// As messages name it: `an edition`.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// Its keys, in the order they are written.
    pub keys: &'static [Key],
    /// What holds of several keys together.
    pub rules: &'static [Rule],
}

/// What holds of several keys of an object together.
#[derive(Debug)]
pub enum Rule {
    /// At least one of these is there.
    AnyOf(&'static [&'static str]),
    /// At most one of these is there.
    OneAtMost(&'static [&'static str]),
    /// Where `key` is one of `words`, all of `needs` are there.
    Needs {
        /// The key that decides.
        key: &'static str,
        /// Its words that do.
        words: &'static [&'static str],
        /// What must be there then.
        needs: &'static [&'static str],
    },
    /// `key` is there only where `with` is one of `words`.
    Only {
        /// The key.
        key: &'static str,
        /// The key that decides.
        with: &'static str,
        /// Its words that do.
        words: &'static [&'static str],
    },
}

/// A key of an object.
#[derive(Debug)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// What stands under it.
    pub shape: Shape,
    /// What it is for, in a sentence.
    pub about: &'static str,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may be left out.
    Optional,
    /// An object without it is reported when it is opened.
    Required,
    /// The reader reports it, who can say more.
    ByReader,
}

/// What stands under a key.
#[derive(Debug)]
pub enum Shape {
    /// A short name of lower-case letters, digits, hyphens, dots and underscores.
    Id,
    /// Any single value, as written.
    Text,
    /// Text that says something: more than white space and the dots of a template.
    Written,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A whole number.
    Count,
    /// A web address.
    Url,
    /// A year, a month or a day.
    Date,
    /// A day.
    Day,
    /// A SHA-256.
    Hash,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// Several of the same.
    List(&'static Self),
    /// Keys that the file chooses, each with the same under it.
    Map(&'static Self),
    /// An object with declared keys.
    Object(&'static Object),
    /// An object of which exactly one key is written.
    OneKeyOf(&'static Object),
    /// Any of these.
    Either(&'static [Self]),
    /// Points on the catalog's scale.
    Score,
    /// Values that the indicator's card declares.
    Values,
    /// This, or nothing at all.
    OrNothing(&'static Self),
}

impl Key {
    /// A key that must be there.
    pub const fn required(name: &'static str, shape: Shape, about: &'static str) -> Self {
        Self { name, need: Need::Required, shape, about }
    }

    /// A key that must be there, which the reader sees to.
    pub const fn by_reader(name: &'static str, shape: Shape, about: &'static str) -> Self {
        Self { name, need: Need::ByReader, shape, about }
    }

    /// A key that may be left out.
    pub const fn optional(name: &'static str, shape: Shape, about: &'static str) -> Self {
        Self { name, need: Need::Optional, shape, about }
    }
}

impl Object {
    /// The names of the keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.keys.iter().map(|key| key.name)
    }
}

/// A mapping whose keys are all known and distinct, or were reported.
pub struct Fields<'a> {
    span: Span,
    entries: Vec<(&'a Written, &'a Node)>,
}

impl<'a> Fields<'a> {
    /// Opens a mapping as an object: unknown, repeated and missing keys are reported.
    pub fn open(node: &'a Node, object: &Object, report: &mut Report<'_>) -> Option<Self> {
        Self::open_as(node, object, object.name, report)
    }

    /// The same, with another name for it in messages.
    pub fn open_as(
        node: &'a Node,
        object: &Object,
        what: &str,
        report: &mut Report<'_>,
    ) -> Option<Self> {
        let entries = problems::entries(node, what, Code::DuplicateKey, report)?;
        for (key, _) in &entries {
            if object.names().all(|known| known != key.text) {
                let message = format!("{what} has no key `{}`", problems::show(&key.text));
                let hint = report.hint(&key.text, object.names());
                report.error(Code::UnknownKey, key.span, message, hint);
            }
        }
        let fields = Self { span: node.span, entries };
        for key in object.keys.iter().filter(|key| key.need == Need::Required) {
            fields.need(key.name, what, report);
        }
        for key in object.keys {
            let found = fields.entries.iter().find(|(written, _)| written.text == key.name);
            if let Some((_, node)) = found {
                say_something(node, key, &key.shape, report);
            }
        }
        for rule in object.rules {
            fields.hold(rule, what, report);
        }
        Some(fields)
    }

    /// Reports where a rule is broken.
    fn hold(&self, rule: &Rule, what: &str, report: &mut Report<'_>) {
        let word = |key: &str| match &self.get(key)?.kind {
            Kind::Scalar(scalar) => Some(scalar.text.as_str()),
            _ => None,
        };
        let quoted =
            |keys: &[&str]| -> Vec<String> { keys.iter().map(|key| format!("`{key}`")).collect() };
        match rule {
            Rule::AnyOf(keys) => {
                if keys.iter().all(|key| self.get(key).is_none()) {
                    let message = format!("{what} needs {}", problems::or(&quoted(keys)));
                    report.error(Code::MissingKey, self.span, message, None);
                }
            }
            Rule::OneAtMost(keys) => {
                if keys.iter().filter(|key| self.get(key).is_some()).count() > 1 {
                    let message =
                        format!("{what} has one of {} at most", problems::or(&quoted(keys)));
                    let hint = "write one for each".to_owned();
                    report.error(Code::WrongType, self.span, message, Some(hint));
                }
            }
            Rule::Needs { key, words, needs } => {
                let Some(word) = word(key).filter(|word| words.contains(word)) else { return };
                for need in *needs {
                    self.need(need, &format!("{what} with `{key}: {word}`"), report);
                }
            }
            Rule::Only { key, with, words } => {
                let allowed = word(with).is_some_and(|word| words.contains(&word));
                let Some(node) = self.get(key).filter(|_| !allowed) else { return };
                let message = format!("`{key}` belongs to {}", problems::or(&written(with, words)));
                report.error(Code::UnknownValue, node.span, message, None);
            }
        }
    }

    /// The value of a key, if there and not empty.
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        let found = self.entries.iter().find(|(k, _)| k.text == key).map(|(_, node)| *node);
        found.filter(|node| node.kind != Kind::Null)
    }

    /// Where a key stands, or else the mapping.
    pub fn key_span(&self, key: &str) -> Span {
        self.entries.iter().find(|(k, _)| k.text == key).map_or(self.span, |(k, _)| k.span)
    }

    /// The value of a key that must be there because of what stands elsewhere; reported if not.
    pub fn need(&self, key: &str, what: &str, report: &mut Report<'_>) -> Option<&'a Node> {
        let found = self.get(key);
        if found.is_none() {
            let message = format!("{what} needs `{key}`");
            report.error(Code::MissingKey, self.key_span(key), message, None);
        }
        found
    }
}

/// Reports texts of which nobody would see anything: where one must be there that is an error, else
/// worth a question.
fn say_something(node: &Node, key: &Key, shape: &Shape, report: &mut Report<'_>) {
    match (shape, &node.kind) {
        // What holds anything that is only not seen is an error for whoever reads it.
        (Shape::Text, Kind::Scalar(scalar)) if scalar.text.trim().is_empty() => {
            let message = format!("`{}` is empty", key.name);
            if key.need == Need::Optional {
                let hint = "write what it is, or leave it out".to_owned();
                report.warning(Code::BlankText, node.span, message, hint);
            } else {
                let hint = "write what it is".to_owned();
                report.error(Code::BlankText, node.span, message, Some(hint));
            }
        }
        (Shape::List(of), Kind::Seq(items)) => {
            for item in items {
                say_something(item, key, of, report);
            }
        }
        (Shape::Map(of), Kind::Map(entries)) => {
            for (_, node) in entries {
                say_something(node, key, of, report);
            }
        }
        (Shape::OrNothing(of), _) => say_something(node, key, of, report),
        (Shape::Either(shapes), _) => {
            for of in *shapes {
                say_something(node, key, of, report);
            }
        }
        _ => {}
    }
}

/// `` `key: word` `` for each word.
pub fn written(key: &str, words: &[&str]) -> Vec<String> {
    words.iter().map(|word| format!("`{key}: {word}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::problems::Doc;
    use crate::file::source::SourceFile;

    static THING: Object = Object {
        name: "a thing",
        about: "",
        keys: &[Key::optional("id", Shape::Id, ""), Key::required("title", Shape::Text, "")],
        rules: &[],
    };

    fn problems(text: &str, read: impl Fn(&Node, &mut Report<'_>)) -> Vec<(Code, String)> {
        let doc = Doc::parse(SourceFile::new("x.yaml", text)).unwrap();
        let mut report = Report::of(&doc);
        read(&doc.root, &mut report);
        report.finish().into_iter().map(|p| (p.code, p.message)).collect()
    }

    #[test]
    fn unknown_and_repeated_keys_are_all_reported() {
        let found = problems("tittle: a\nid: b\nid: c\n", |node, report| {
            let fields = Fields::open(node, &THING, report).unwrap();
            assert!(fields.get("title").is_none());
        });
        let codes: Vec<Code> = found.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, [Code::DuplicateKey, Code::UnknownKey, Code::MissingKey]);
    }

    #[test]
    fn a_file_of_nonsense_gives_a_bounded_list() {
        let text: String = (0..2000).map(|i| format!("k{i}: 1\n")).collect();
        let found = problems(&text, |node, report| {
            Fields::open(node, &THING, report);
        });
        assert_eq!(found.len(), problems::MAX_PROBLEMS);
    }
}
