//! A YAML document as a tree that remembers where every part stands in the file.
//!
//! Scalars keep the characters that were written: `no`, `1_000` and `3.10` stay exactly that, and
//! whoever reads the tree decides what they mean. The build script compiles this file too, to
//! embed the built-in data in the same form.

use serde::{Deserialize, Serialize};

/// A range of bytes in a file. Embedded data has empty spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// One value of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Where it stands.
    #[serde(skip)]
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// A scalar, and whether it was written bare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scalar {
    /// The text: as written for a bare scalar, unescaped and unfolded for a quoted one.
    pub text: String,
    /// Written without quotes or block indicator, so that `1` may be read as a number.
    pub plain: bool,
}

/// The shapes a YAML value can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Nothing after the colon, or `~`, or `null`.
    Null,
    /// Text, number, truth value: not yet told apart.
    Scalar(Scalar),
    /// A sequence.
    Seq(Vec<Node>),
    /// A mapping in file order; keys may repeat, which the reader reports.
    Map(Vec<(Key, Node)>),
}

/// A mapping's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// The key as written.
    pub text: String,
    /// Where it stands.
    #[serde(skip)]
    pub span: Span,
}

impl Node {
    /// A mapping's entry of this key, the first if there are several.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<(&Key, &Self)> {
        let Kind::Map(entries) = &self.kind else { return None };
        entries.iter().find(|(k, _)| k.text == key).map(|(k, node)| (k, node))
    }
}

impl Node {
    /// The keys and positions on the way to a byte of the file: `answers/data-size/sources/0`.
    #[must_use]
    pub fn way(&self, offset: usize) -> String {
        let mut way: Vec<String> = Vec::new();
        let mut node = self;
        // Entries stand in the order of the file: the last that begins before the byte has it.
        loop {
            let (name, below) = match &node.kind {
                Kind::Map(entries) => {
                    let after = entries.partition_point(|(key, _)| key.span.start <= offset);
                    let Some((key, below)) = entries[..after].last() else { break };
                    (key.text.clone(), below)
                }
                Kind::Seq(items) => {
                    let after = items.partition_point(|item| item.span.start <= offset);
                    let Some(at) = after.checked_sub(1) else { break };
                    (at.to_string(), &items[at])
                }
                Kind::Null | Kind::Scalar(_) => break,
            };
            way.push(name);
            node = below;
        }
        way.join("/")
    }
}

impl Kind {
    /// The word for this shape in a message.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar(_) => "a single value",
            Self::Seq(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_place_has_a_way() {
        let text = "a: 1\nb:\n  - c: 2\n    d: [x, y]\n  - e\n";
        let root = super::super::yaml::parse(text).unwrap();
        let way = |part: &str| root.way(text.find(part).unwrap());
        for (part, wanted) in [
            ("a:", "a"),
            ("1", "a"),
            ("c:", "b/0/c"),
            ("2", "b/0/c"),
            ("x", "b/0/d/0"),
            ("y", "b/0/d/1"),
            ("e\n", "b/1"),
        ] {
            assert_eq!(way(part), wanted, "{part}");
        }
    }
}
