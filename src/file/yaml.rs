//! The one module that names the YAML crate: text in, [`Node`] out.
//!
//! YAML 1.2 scalars; limits on depth, aliases and number of values, so that hostile documents end
//! in an error, quickly. Anchors are resolved; merge keys (`<<`) are ordinary keys. Duplicate keys
//! are kept for the reader to report with both places.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Options, Spanned};

use super::node::{Key, Kind, Node, Scalar, Span};

/// Why a text is not YAML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, in the parser's words.
    pub message: String,
    /// Line and column counted from 1, the column in characters; `None` when the parser cannot say.
    pub at: Option<(usize, usize)>,
}

/// Nesting beyond this is refused; a disclosure has six levels.
const MAX_DEPTH: usize = 32;

/// More values than this are refused; a disclosure of 100 answers has some thousand.
const MAX_NODES: usize = 250_000;

/// More values than this are refused in a list that a program wrote: ten for each of 200,000 items.
const MAX_LISTED: usize = 2_000_000;

/// Parses one YAML document. An empty text is [`Kind::Null`].
///
/// # Errors
/// When the text is not one YAML document, or exceeds a limit.
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    parse_with(text, options())
}

/// Parses a list that a program wrote, which may be longer than what people write, and has no
/// aliases.
///
/// # Errors
/// When the text is not one YAML document, or exceeds a limit.
pub fn parse_listed(text: &str) -> Result<Node, SyntaxError> {
    let mut options = options();
    options.budget = serde_yaml::budget! {
        max_depth: MAX_DEPTH,
        flow_nesting_limit: MAX_DEPTH,
        max_nodes: MAX_LISTED,
        // Each list and mapping ends too.
        max_events: 2 * MAX_LISTED,
        max_aliases: 0,
        max_anchors: 0
    };
    parse_with(text, options)
}

fn parse_with(text: &str, options: Options) -> Result<Node, SyntaxError> {
    let raw: Spanned<Raw> =
        serde_yaml::from_str_with_options(text, options).map_err(|error| SyntaxError {
            message: plain_message(&error),
            at: error.location().filter(|at| at.line() > 0).map(|at| {
                (
                    usize::try_from(at.line()).unwrap_or(usize::MAX),
                    usize::try_from(at.column()).unwrap_or(usize::MAX),
                )
            }),
        })?;
    Ok(node(raw, text))
}

fn options() -> Options {
    let mut options = serde_yaml::options! {
        strict_booleans: true,
        with_snippet: false,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        legacy_octal_numbers: false
    };
    options.budget = serde_yaml::budget! {
        max_depth: MAX_DEPTH,
        flow_nesting_limit: MAX_DEPTH,
        max_nodes: MAX_NODES
    };
    options.duplicate_keys = DuplicateKeyPolicy::PassThrough;
    options.merge_keys = MergeKeyPolicy::AsOrdinary;
    options.non_finite_float_policy = NonFiniteFloatPolicy::PassThrough;
    options.emit_comments = false;
    options
}

/// The parser's message without its own position, which the diagnostic shows itself; its limits
/// in words.
fn plain_message(error: &serde_yaml::Error) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let message = first.find(" at line ").map_or(first, |end| &first[..end]);
    if message.contains("Depth") || message.contains("recursion limit") {
        "nested too deeply".to_owned()
    } else if message.contains("from_str_multiple") {
        "a second document in one file".to_owned()
    } else if message.contains("alias") || message.contains("Alias") || message.contains("nchor") {
        "too many aliases".to_owned()
    } else if message.starts_with("budget breached") {
        "too many values for one file, aliases expanded".to_owned()
    } else {
        message.to_owned()
    }
}

/// What the parser hands over before the source text is consulted.
enum Raw {
    Null,
    Text(String),
    /// A bare scalar the parser took for a number or truth value: its text is in the source.
    Bare,
    Seq(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any YAML value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_none<E: de::Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Raw, D::Error> {
        Raw::deserialize(inner)
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Raw, D::Error> {
        Raw::deserialize(inner)
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Bare)
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Bare)
    }
    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Bare)
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Bare)
    }
    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Bare)
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Bare)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }
    fn visit_string<E: de::Error>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }
    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Raw, E> {
        Ok(Raw::Text(String::from_utf8_lossy(bytes).into_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut out = Vec::new();
        while let Some(item) = items.next_element()? {
            out.push(item);
        }
        Ok(Raw::Seq(out))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut out = Vec::new();
        while let Some(entry) = entries.next_entry::<Spanned<Raw>, Spanned<Raw>>()? {
            out.push(entry);
        }
        Ok(Raw::Map(out))
    }
}

fn node(raw: Spanned<Raw>, source: &str) -> Node {
    let (here, written) = (span(&raw.referenced, source), span(&raw.defined, source));
    let kind = match raw.value {
        Raw::Null => Kind::Null,
        Raw::Text(text) => {
            let plain = !source[written.start..written.end].starts_with(['"', '\'', '|', '>']);
            Kind::Scalar(Scalar { text, plain })
        }
        Raw::Bare => Kind::Scalar(Scalar {
            text: source[written.start..written.end].trim().to_owned(),
            plain: true,
        }),
        Raw::Seq(items) => Kind::Seq(items.into_iter().map(|item| node(item, source)).collect()),
        Raw::Map(entries) => Kind::Map(
            entries
                .into_iter()
                .map(|(key, value)| (to_key(key, source), node(value, source)))
                .collect(),
        ),
    };
    Node { span: here, kind }
}

fn to_key(raw: Spanned<Raw>, source: &str) -> Key {
    let key = node(raw, source);
    let text = match key.kind {
        Kind::Scalar(scalar) => scalar.text,
        _ => source[key.span.start..key.span.end].trim().to_owned(),
    };
    Key { text, span: key.span }
}

/// The byte range of a location, kept inside the text and on character boundaries.
fn span(at: &serde_yaml::Location, source: &str) -> Span {
    let inside = |offset: u64| {
        let mut offset = usize::try_from(offset).unwrap_or(usize::MAX).min(source.len());
        while !source.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    match (at.span().byte_offset(), at.span().byte_len()) {
        (Some(start), Some(len)) => {
            Span { start: inside(start), end: inside(start.saturating_add(len)) }
        }
        _ => Span::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> Scalar {
        let Kind::Map(entries) = parse(text).unwrap().kind else { panic!("a map") };
        let Kind::Scalar(scalar) = entries[0].1.kind.clone() else { panic!("a scalar") };
        scalar
    }

    #[test]
    fn scalars_stay_as_written() {
        for bare in
            ["no", "on", "1_000", "3.10", "0x10", "1e3", "007", "true", ".inf", "2024-05-01"]
        {
            assert_eq!(entry(&format!("k: {bare}\n")), Scalar { text: bare.into(), plain: true });
        }
        assert_eq!(entry("k: \"1\"\n"), Scalar { text: "1".into(), plain: false });
        assert_eq!(entry("k: é # comment\n").text, "é");
    }

    #[test]
    fn spans_are_bytes_of_the_value() {
        let text = "é: 1\nlist: [a, 3.10]\n";
        let Kind::Map(entries) = parse(text).unwrap().kind else { panic!("a map") };
        assert_eq!(&text[entries[0].0.span.start..entries[0].0.span.end], "é");
        let Kind::Seq(items) = &entries[1].1.kind else { panic!("a list") };
        assert_eq!(&text[items[1].span.start..items[1].span.end], "3.10");
    }

    #[test]
    fn an_alias_stands_where_it_is_used() {
        let text = "a: &x 3.10\nb: *x\n";
        let Kind::Map(entries) = parse(text).unwrap().kind else { panic!("a map") };
        assert_eq!(entries[1].1.kind, Kind::Scalar(Scalar { text: "3.10".into(), plain: true }));
        assert!(entries[1].1.span.start > 10);
    }

    #[test]
    fn hostile_documents_end_in_an_error() {
        let bomb = (1..12).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |mut text, i| {
            let item = format!("*a{},", i - 1).repeat(9);
            text += &format!("a{i}: &a{i} [{item}]\n");
            text
        });
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        for text in
            [bomb.as_str(), deep.as_str(), "a: [", "a:\n\t- b", "a: \"open", "--- 1\n--- 2\n"]
        {
            let error = parse(text).unwrap_err();
            assert!(!error.message.is_empty());
        }
    }

    #[test]
    fn a_list_of_a_program_is_longer_and_has_no_aliases() {
        let many = format!("[{}]", "{a: 1},".repeat(100_000));
        assert_eq!(
            parse(&many).unwrap_err().message,
            "too many values for one file, aliases expanded"
        );
        assert!(parse_listed(&many).is_ok());
        let more = format!("[{}]", "1,".repeat(MAX_LISTED + 1));
        assert_eq!(
            parse_listed(&more).unwrap_err().message,
            "too many values for one file, aliases expanded"
        );
        let said = parse_listed("a: &x 1\nb: *x\n").unwrap_err().message;
        assert_eq!(said, "too many aliases");
    }

    #[test]
    fn an_empty_text_is_nothing() {
        assert_eq!(parse("").unwrap().kind, Kind::Null);
        assert_eq!(parse("# only a comment\n").unwrap().kind, Kind::Null);
    }
}
