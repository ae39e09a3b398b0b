//! One JSON document.

use std::io;

use serde::Serialize;
use serde::ser::SerializeMap as _;
use serde_json::ser::{Formatter, PrettyFormatter};
use serde_json::{Serializer, Value as Json};

use crate::page::answer::Page;
use crate::text::clean::is_hidden;
use crate::text::inert::opens;

/// The head with its records, indented.
pub(super) fn render(page: &Page<'_>) -> String {
    let mut text = to_text(&Document(page), Exact(PrettyFormatter::new()));
    text.push('\n');
    text
}

/// A page as one object, its records last.
struct Document<'a, 'p>(&'a Page<'p>);

impl Serialize for Document<'_, '_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let page = self.0;
        let head = page.head.get();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &page.schema())?;
        for (key, value) in head.iter().chain(&page.extra) {
            map.serialize_entry(key, value)?;
        }
        for (key, list) in &page.lists {
            let rows = list.as_ref().map(|list| list.get().records().collect::<Vec<_>>());
            map.serialize_entry(key, &rows)?;
        }
        map.serialize_entry(page.records_key, &page.objects())?;
        map.end()
    }
}

/// A value on one line.
pub fn line(value: &Json) -> String {
    to_text(value, Exact(serde_json::ser::CompactFormatter))
}

/// A value, indented.
pub fn pretty(value: &Json) -> String {
    to_text(value, Exact(PrettyFormatter::new()))
}

fn to_text(value: &impl Serialize, formatter: impl Formatter) -> String {
    let mut out = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut out, formatter);
    // Writing to memory does not fail, and all keys are strings.
    let _ = value.serialize(&mut serializer);
    String::from_utf8(out).unwrap_or_default()
}

/// Keeps every character, but writes the ones a terminal or a CI system would obey or hide as
/// `\uXXXX`.
struct Exact<F>(F);

impl<F: Formatter> Formatter for Exact<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        let obeyed =
            |(at, c): &(usize, char), text: &str| is_hidden(*c) || *c == '#' && opens(&text[*at..]);
        while let Some((at, obeyed)) = rest.char_indices().find(|found| obeyed(found, rest)) {
            out.write_all(&rest.as_bytes()[..at])?;
            let mut units = [0_u16; 2];
            for unit in obeyed.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + obeyed.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }
    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }
    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }
    fn end_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }
    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }
    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }
    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }
    fn end_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_key(out)
    }
    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }
    fn end_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::inert::hostile;
    use proptest::prelude::*;
    use serde_json::json;

    proptest! {
        #[test]
        fn every_character_is_kept_and_none_is_obeyed(text in hostile::text()) {
            let written = line(&json!({ "t": text }));
            let read: Json = serde_json::from_str(&written).unwrap();
            prop_assert_eq!(read["t"].as_str(), Some(text.as_str()));
            prop_assert!(!written.chars().any(is_hidden));
            prop_assert!(!hostile::obeyed(&written));
            prop_assert_eq!(serde_json::from_str::<Json>(&pretty(&read)).unwrap(), read);
        }
    }
}
