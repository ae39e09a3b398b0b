//! Text that a stranger would write to be obeyed, for tests inside and outside the library.
#![allow(dead_code, reason = "each test uses what it needs")]

use proptest::prelude::*;

/// Pieces of commands, markup and what cannot be seen, in any order.
pub(crate) fn text() -> impl Strategy<Value = String> {
    const PARTS: &[&str] = &[
        "::", "error", "::", "##", "#", "[", "]", "##[", "##vso[", "x::", "mask", "%0A", "%", "\n",
        "\r", "\r\n", "\u{85}", "\u{2028}", " ", "\t", "\u{a0}", "\u{200b}", "\0", ",", "\u{fffe}",
        "\u{ffff}", "\u{202e}", "\u{1b}", "[31m", "]]>", "<!--", "&", "<b>", "\"", "'", "|", "@a",
        "#1", "`", "file=x", "../", "/", "word", "ü", "漢", "$", "\\",
    ];
    let part = prop_oneof![
        4 => prop::sample::select(PARTS).prop_map(str::to_owned),
        1 => any::<String>()
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

/// Whether a CI system takes a line for a command: GitHub's runner one that starts, after white
/// space, with `::`, or holds `##[` anywhere; Azure Pipelines and TeamCity have their own word there.
pub(crate) fn obeyed(line: &str) -> bool {
    line.trim_start().starts_with("::")
        || ["##[", "##vso[", "##teamcity["].iter().any(|open| line.contains(open))
}
