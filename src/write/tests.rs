//! What is written reads back, and the project's own files are written as they are.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use proptest::prelude::*;

use super::disclosure::{developers, disclosure, edition};
use super::scalar::scalar;
use crate::file::address;
use crate::file::fields::Shape;
use crate::file::node::{Kind as NodeKind, Node};
use crate::file::problems::Doc;
use crate::file::source::SourceFile;
use crate::load::folder::Library;
use crate::load::keys::disclosure::DISCLOSURE;
use crate::load::keys::edition::EDITION;
use crate::load::{
    builtin, developers as read_developers, disclosure as read, edition as read_edition,
};
use crate::model::disclosure::{Answer, Disclosure, Rating, Source, Stance, WithheldFor};
use crate::model::edition::Record;
use crate::model::{Developer, Developers, Id, Index, Points};
use crate::text::clean::is_blank;

fn builtin_index(id: &str) -> Index {
    let loaded = crate::load::index::builtin_edition(id).unwrap();
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.index.unwrap()
}

/// The 2025 edition, loaded once.
fn newest() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| builtin_index("2025"))
}

fn file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("disclosures");
    std::fs::read_to_string(root.join(path)).unwrap()
}

/// Fails at the first line that differs: a whole file would be unreadable.
fn same(path: &str, written: &str) {
    let text = file(path);
    for (at, (a, b)) in text.lines().zip(written.lines()).enumerate() {
        assert_eq!(a, b, "{path}:{}", at + 1);
    }
    assert!(text == written, "{path}: one is longer");
}

#[test]
fn the_built_in_files_are_written_as_they_are() {
    let mut files = 0;
    for id in builtin::editions() {
        let index = builtin_index(id);
        same(&format!("{id}/edition.yaml"), &edition(&index.edition));
        for entry in &index.entries {
            let path = format!("{id}/{}.yaml", entry.developer.id);
            same(&path, &disclosure(&index.edition, &index.catalog, None, &entry.disclosure));
            files += 1;
        }
    }
    assert_eq!(files, 37);
    let listed = Library::default().builtin_developers();
    same("developers.yaml", &developers(&listed));
}

/// Keys stand in the declared order, at every depth.
fn in_order(node: &Node, shape: &Shape) {
    match (shape, &node.kind) {
        (Shape::Object(object), NodeKind::Map(entries)) => {
            let place = |name: &str| object.names().position(|known| known == name).unwrap();
            assert!(entries.is_sorted_by_key(|(key, _)| place(&key.text)), "{}", object.name);
            for (key, inner) in entries {
                in_order(inner, &object.keys[place(&key.text)].shape);
            }
        }
        (Shape::List(of), NodeKind::Seq(items)) => {
            for item in items {
                in_order(item, of);
            }
        }
        (Shape::Map(of), NodeKind::Map(entries)) => {
            for (_, inner) in entries {
                in_order(inner, of);
            }
        }
        (Shape::OrNothing(of), _) => in_order(node, of),
        (Shape::Either(shapes), NodeKind::Map(_)) => {
            if let Some(object) = shapes.iter().find(|shape| matches!(shape, Shape::Object(_))) {
                in_order(node, object);
            }
        }
        _ => {}
    }
}

fn reread(index: &Index, text: &str) -> (Developer, Disclosure) {
    let doc = Doc::parse(SourceFile::new("ibm.yaml", text))
        .unwrap_or_else(|problem| panic!("{}\n{text}", problem.message));
    in_order(&doc.root, &Shape::Object(&DISCLOSURE));
    let known = Developers::default();
    let context =
        read::Context { edition: &index.edition, catalog: &index.catalog, developers: &known };
    let (found, problems) = read::load(&doc, context);
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    let found = found.unwrap();
    (found.developer, found.disclosure)
}

/// Any text of which something can be seen, and such texts with what YAML stumbles over.
fn text() -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(vec![
        "\r",
        "\n",
        "\r\n",
        "\u{2028}",
        "\u{85}",
        "\u{feff}",
        "\u{200b}",
        "\t",
        " ",
        "  ",
        "#",
        " #",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "|",
        ">",
        "'",
        "\"",
        "\\",
        "%",
        "@",
        "`",
        "!",
        "&",
        "*",
        "{",
        "}",
        "[",
        "]",
        ",",
        "no",
        "1_000",
        "0x1F",
        "1e3",
        "~",
        "null",
        "---",
        "...",
        "é",
        "漢",
        "a",
        "word",
        "12:30",
        "2024-05-01",
        "=",
        "<<",
        "\0",
        "\u{7f}",
        "\u{1b}[31m",
        "\u{202e}",
        "\u{10ffff}",
        "🎉",
        "\u{a0}",
        "a long sentence that goes on and on, past the margin ",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(awkward, 0..12).prop_map(|parts| parts.concat()),
    ]
    .prop_map(|text: String| if is_blank(&text) { text + "a" } else { text })
}

/// A text that says something, as names do.
fn said() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("{text}a"))
}

fn source_of() -> impl Strategy<Value = Source> {
    let url = "https?://[a-z]{1,3}[^\\s\\p{C}]{0,30}";
    let url = url.prop_filter("an address", |text| address::wrong(text).is_none());
    let url = || prop::option::of(url.clone());
    (url(), prop::option::of(text()), any::<bool>(), url(), prop::option::of(text())).prop_map(
        |(url, title, day, archived, quote)| {
            let title = title.or_else(|| url.is_none().then(|| "a title".to_owned()));
            let accessed = day.then(|| "2025-08-01".to_owned());
            Source { url, title, accessed, archived, quote }
        },
    )
}

fn stance_of() -> impl Strategy<Value = Option<Stance>> {
    prop::option::of(prop::sample::select(vec![
        Stance::Disclosed,
        Stance::None,
        Stance::NoAccess,
        Stance::NotFound,
        Stance::Withheld(WithheldFor::Contract),
        Stance::Withheld(WithheldFor::Security),
        Stance::Withheld(WithheldFor::Other),
    ]))
}

/// The part a stance is about, for stances that can be about one.
fn part_of(stance: Option<Stance>, text: Option<String>) -> Option<String> {
    let allowed = !matches!(stance, None | Some(Stance::NotFound));
    text.filter(|_| allowed).map(|text| format!("a{text}"))
}

fn answer_of() -> impl Strategy<Value = Option<Answer>> {
    let rating = (any::<bool>(), prop::option::of(text()))
        .prop_map(|(one, reason)| Rating { points: Points::whole(i32::from(one)), reason });
    let parts = (
        (stance_of(), prop::option::of(text()), prop::option::of(text())),
        prop::option::of(text()),
        prop::collection::vec(source_of(), 0..3),
        any::<Option<bool>>(),
        prop::option::of(rating),
    );
    prop::option::of(parts.prop_map(
        |((stance, stance_from, part), statement, sources, newly_disclosed, panel)| Answer {
            stance,
            in_part: part_of(stance, part),
            stance_from,
            statement,
            sources,
            newly_disclosed,
            panel,
            ..Answer::default()
        },
    ))
}

#[test]
fn a_tab_where_prose_would_be_folded_reads_back() {
    let text = format!("{} \tand on", "a".repeat(90));
    let doc = Doc::parse(SourceFile::new("x.yaml", format!("k:{}\n", scalar(&text, 2)))).unwrap();
    let NodeKind::Map(entries) = &doc.root.kind else { panic!("no map") };
    let NodeKind::Scalar(found) = &entries[0].1.kind else { panic!("no scalar") };
    assert_eq!(found.text, text);
}

proptest! {
    #[test]
    fn any_text_reads_back(text in text(), indent in 1_usize..12) {
        let written = format!("{:pad$}k:{}\n{:pad$}l: 1\n", "", scalar(&text, indent), "", pad = indent - 1);
        let doc = Doc::parse(SourceFile::new("x.yaml", written.clone()));
        let doc = doc.unwrap_or_else(|problem| panic!("{}\n{written:?}", problem.message));
        let NodeKind::Map(entries) = &doc.root.kind else { panic!("a map: {written:?}") };
        let NodeKind::Scalar(found) = &entries[0].1.kind else { panic!("a scalar: {written:?}") };
        prop_assert_eq!(&found.text, &text, "{:?}", written);
        prop_assert_eq!(entries.len(), 2);
    }

    #[test]
    fn any_disclosure_reads_back(
        name in said(),
        model in prop::option::of(text()),
        answers in prop::collection::vec(answer_of(), 5),
    ) {
        let mut index = newest().clone();
        let catalog = Arc::make_mut(&mut index.catalog);
        catalog.indicators.truncate(answers.len());
        catalog.domains[0].name = format!("Upstream\n{name}");
        let id = Id::parse("ibm").unwrap();
        let traits = index.entries[0].disclosure.traits.clone();
        let given = Disclosure {
            developer: id,
            organisation: None,
            model,
            assessed: true,
            traits,
            answers,
        };
        let written = disclosure(&index.edition, &index.catalog, Some(&name), &given);
        let (developer, found) = reread(&index, &written);
        prop_assert_eq!(developer.name, name);
        prop_assert_eq!(found, given);
    }

    #[test]
    fn any_edition_and_developers_read_back(
        title in said(), citation in text(), name in said(), label in said(),
        value in text().prop_filter("implicit keys are short", |t| t.len() < 100),
    ) {
        let mut given = newest().edition.clone();
        (given.title, given.citation, given.licence) = (title, Some(citation), None);
        given.authors = vec![name.clone(), label.clone()];
        (given.published_by, given.words_by) = (Some(label.clone()), Some(name.clone()));
        given.records = vec![Record::NewlyDisclosed];
        given.traits[0].name.clone_from(&name);
        given.traits[0].values = vec![(value, label.clone())];
        let doc = Doc::parse(SourceFile::new("edition.yaml", edition(&given))).unwrap();
        in_order(&doc.root, &Shape::Object(&EDITION));
        let (found, problems) = read_edition::load(&doc);
        prop_assert!(problems.is_empty());
        prop_assert_eq!(found, Some(given));

        let id = Id::parse("true").unwrap();
        let aliases = vec![format!("{name}+"), label];
        let given = Developers::new(vec![Developer { id, name, aliases, succeeds: vec![] }]);
        let doc = Doc::parse(SourceFile::new("developers.yaml", developers(&given))).unwrap();
        let (found, _) = read_developers::load(&doc, &Developers::default());
        prop_assert_eq!(found, given);
    }
}

#[test]
fn each_form_is_used_where_it_reads_best() {
    for (text, written) in [
        ("short and safe", " short and safe"),
        ("no", " \"no\""),
        ("1_000", " \"1_000\""),
        ("2024-05-01", " \"2024-05-01\""),
        ("4 trillion tokens", " 4 trillion tokens"),
        ("a: b", " \"a: b\""),
        ("", " \"\""),
        (" a", " \" a\""),
        ("# a", " \"# a\""),
        ("one\n\n  two", " |-\n    one\n\n      two"),
        ("one \ntwo", " \"one \\ntwo\""),
        ("bell\u{7}", " \"bell\\x07\""),
    ] {
        assert_eq!(scalar(text, 4), written);
    }
    let line = |words: usize| vec!["word"; words].join(" ");
    assert_eq!(scalar(&line(30), 2), format!(" >-\n  {}\n  {}", line(17), line(13)));
    let spaced = format!("{}  {}", line(20), line(20));
    assert_eq!(scalar(&spaced, 2), format!(" |-\n  {spaced}"));
}
