//! What is said of arguments that are not understood. Whoever writes a pull request or the inputs of
//! a job chooses some of them, and the parser repeats what it was given.

use std::ffi::OsString;
use std::io::Write as _;

use clap::Parser;

use crate::text::clean::visible;
use crate::text::inert::inert;

/// Says why arguments were refused, on standard error, with their hidden characters as code points
/// and nothing that a CI system obeys.
pub(super) fn explain<C: Parser>(refused: &clap::Error, arguments: &[OsString]) {
    // Harmless arguments are refused for the same reason, and their message can keep its colours.
    let harmless =
        arguments.iter().map(|text| inert(&visible(&text.to_string_lossy())).into_owned());
    match C::try_parse_from(harmless) {
        Err(again) if again.kind() == refused.kind() => {
            // Nothing can be done about a standard error that is closed.
            let _ = again.print();
        }
        _ => {
            let lines = refused.render().to_string();
            let lines: String = lines.lines().map(|line| visible(line) + "\n").collect();
            let _ = write!(std::io::stderr().lock(), "{}", inert(&lines));
        }
    }
}

/// Says that the arguments cannot be what was meant, on standard error.
pub(super) fn refuse(why: &str) {
    let _ = writeln!(std::io::stderr().lock(), "error: {}", inert(&visible(why)));
}
