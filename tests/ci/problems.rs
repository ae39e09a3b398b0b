//! Problems in which every word is a stranger's.

use fmti::answer::check::{Looked, problems as page_of};
use fmti::format::csv::Dialect;
use fmti::format::{Format, render};
use fmti::model::diagnostic::{Code, Diagnostic, Place, Severity, Spot};
use fmti::page::Screen;
use fmti::page::answer::Page;
use proptest::prelude::*;

use super::hostile;

/// Up to so many problems, and at least one.
pub(crate) fn problems(most: usize) -> impl Strategy<Value = Vec<Diagnostic>> {
    prop::collection::vec(problem(), 1..=most)
}

/// A page as `fmti check` makes it.
pub(crate) fn page(found: Vec<Diagnostic>) -> Page<'static> {
    let files = ["clean.yaml".to_owned()];
    let looked = Looked { catalogs: 1, editions: 1, files: &files, answers: 9, elsewhere: 0 };
    let mut page = page_of(&looked, found);
    page.notes.push("::error::a note".to_owned());
    page
}

/// The page in a format.
pub(crate) fn written(found: Vec<Diagnostic>, format: Format) -> String {
    String::from_utf8(render(&page(found), format, Screen::PLAIN, Dialect::default()).unwrap())
        .unwrap()
}

fn problem() -> impl Strategy<Value = Diagnostic> {
    let code = prop::sample::select(&[Code::BadUrl, Code::WrongType, Code::SameWordsOtherScore]);
    let related = prop::option::of((hostile::text(), place()));
    let maybe = || prop::option::of(hostile::text());
    let texts = (hostile::text(), maybe(), maybe());
    (code, any::<bool>(), place(), related, texts).prop_map(
        |(code, error, place, related, (message, hint, about))| {
            let severity = if error { Severity::Error } else { Severity::Warning };
            Diagnostic { severity, code, message, place, related, hint, about }
        },
    )
}

fn place() -> impl Strategy<Value = Place> {
    let usual = prop::sample::select(&["lab/acme.yaml", "fmti:disclosures/2025/ibm.yaml", ""]);
    let path = prop_oneof![hostile::text(), usual.prop_map(str::to_owned)];
    (path, prop::option::of((1_usize..99, hostile::text()))).prop_map(|(path, spot)| {
        let spot = spot.map(|(line, text)| {
            let text = text.replace(['\n', '\r'], "");
            Spot { line, column: 1, start: 0, end: text.len(), text }
        });
        Place { path, spot }
    })
}
