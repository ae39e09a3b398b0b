//! Laws of verdicts, on answers made from the cards' own examples.
#![allow(clippy::unwrap_used)]

use std::sync::{Arc, OnceLock};

use fmti::grade::examples;
use fmti::grade::verdict::{Basis, Truth, Verdict, truth, verdict};
use fmti::load::{builtin, catalog};
use fmti::model::disclosure::WithheldFor;
use fmti::model::{Answer, Catalog, Stance};
use proptest::prelude::*;

fn catalogs() -> &'static [Arc<Catalog>; 2] {
    static CATALOGS: OnceLock<[Arc<Catalog>; 2]> = OnceLock::new();
    CATALOGS.get_or_init(|| {
        ["fmti-1", "fmti-2"].map(|id| {
            let (found, problems) = catalog::load(&builtin::catalog_with_examples(id).unwrap());
            assert_eq!(problems.len(), 0, "the built-in catalog {id} has problems");
            Arc::new(found.unwrap())
        })
    })
}

/// An indicator's place, one of its examples, and the answers the example assumes elsewhere.
fn cases() -> impl Strategy<Value = (usize, usize, Answer, Vec<Option<Answer>>)> {
    (0..2_usize, 0..100_usize, any::<prop::sample::Index>()).prop_map(|(catalog, at, which)| {
        let all = &catalogs()[catalog].indicators;
        let example = which.get(&all[at].examples);
        let mut others = vec![None; all.len()];
        for (other, answer) in &example.others {
            others[*other] = Some(answer.clone());
        }
        (catalog, at, example.answer.clone(), others)
    })
}

fn decide(catalog: usize, at: usize, answer: &Answer, others: &[Option<Answer>]) -> Verdict {
    verdict(&catalogs()[catalog].indicators[at], Some(answer), others).0
}

/// The answer with only some of its fields, sources and statement.
fn part(answer: &Answer, mask: u32) -> Answer {
    let keeps = |at: usize| mask & (1 << (at % 24)) != 0;
    let mut part = answer.clone();
    for (at, value) in part.values.iter_mut().enumerate() {
        if !keeps(at) {
            *value = None;
        }
    }
    if !keeps(22) {
        part.sources.clear();
    }
    if !keeps(23) {
        part.statement = None;
    }
    part
}

#[test]
fn every_card_keeps_its_promises() {
    let mut run = 0;
    for catalog in catalogs() {
        assert_eq!(examples::broken(catalog), []);
        for indicator in &catalog.indicators {
            let sides = |earns| indicator.examples.iter().filter(|e| e.earns == earns).count();
            assert!(sides(true) >= 1 && sides(false) >= 1, "{}", indicator.id);
            run += indicator.examples.len();
        }
    }
    assert!(run >= 400, "{run}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn taking_away_never_raises_a_verdict((catalog, at, answer, others) in cases(), mask: u32) {
        let whole = decide(catalog, at, &answer, &others);
        prop_assert!(decide(catalog, at, &part(&answer, mask), &others) <= whole);
    }

    #[test]
    fn adding_never_lowers_a_verdict((catalog, at, answer, others) in cases(), less: u32, more: u32) {
        let small = decide(catalog, at, &part(&answer, less), &others);
        let large = decide(catalog, at, &part(&answer, less | more), &others);
        prop_assert!(small <= large);
    }

    #[test]
    fn nothing_and_a_refusal_are_never_met((catalog, at, _, others) in cases()) {
        let nothing = decide(catalog, at, &Answer::default(), &others);
        prop_assert_eq!(nothing, Verdict::NotMet);
        let not_found = Answer { stance: Some(Stance::NotFound), ..Answer::default() };
        prop_assert_eq!(decide(catalog, at, &not_found, &others), Verdict::NotMet);
    }

    /// A stance about a part decides nothing of the whole: beside it values count as they do without
    /// any stance, and alone it is for a person to judge.
    #[test]
    fn a_stance_about_a_part_decides_nothing(
        (catalog, at, example, others) in cases(), mask: u32, which in 0..5_usize,
    ) {
        let stances = [
            Stance::None,
            Stance::NoAccess,
            Stance::Withheld(WithheldFor::Contract),
            Stance::Withheld(WithheldFor::Other),
            Stance::Disclosed,
        ];
        let silent = Answer { stance: None, statement: None, ..part(&example, mask) };
        let by_values = decide(catalog, at, &silent, &others);
        let partly = Answer {
            stance: Some(stances[which]),
            in_part: Some("only pre-training".into()),
            ..silent.clone()
        };
        let found = verdict(&catalogs()[catalog].indicators[at], Some(&partly), &others);
        prop_assert_eq!(found.0, by_values.max(Verdict::Refer));
        let (says, stated) = (by_values > Verdict::NotMet, stances[which] != Stance::Disclosed);
        prop_assert_eq!(found.1 == Basis::StanceInPart, stated && !says);
    }

    /// What another indicator's list would decide is unknown while that list is not disclosed.
    #[test]
    fn an_undisclosed_list_decides_nothing((catalog, at, answer, others) in cases()) {
        let Some(earns) = &catalogs()[catalog].indicators[at].earns else { return Ok(()) };
        let nobody = vec![None; others.len()];
        if truth(earns, &answer, &others) == Truth::True {
            prop_assert_ne!(truth(earns, &answer, &nobody), Truth::False);
        }
    }
}

/// Neither the order of answers nor that of keys within an answer means anything.
#[test]
fn order_changes_nothing() {
    use fmti::file::node::Kind;
    use fmti::file::problems::Doc;
    use fmti::file::source::SourceFile;
    use fmti::load::disclosure::{Context, load};
    use fmti::load::folder::Library;
    let (edition_doc, docs) = builtin::edition("2025").unwrap();
    let edition = fmti::load::edition::load(&edition_doc).0.unwrap();
    let developers = Library::default().builtin_developers();
    let context = Context { edition: &edition, catalog: &catalogs()[1], developers: &developers };
    for doc in docs {
        let straight = load(&doc, context);
        let mut root = doc.root.clone();
        if let Kind::Map(entries) = &mut root.kind {
            entries.reverse();
            let answers = entries.iter_mut().find(|(key, _)| key.text == "answers").unwrap();
            if let Kind::Map(answers) = &mut answers.1.kind {
                answers.reverse();
                for (_, answer) in answers {
                    if let Kind::Map(parts) = &mut answer.kind {
                        parts.reverse();
                    }
                }
            }
        }
        let file = SourceFile::new(doc.file.path.clone(), "");
        let (found, problems) = load(&Doc { file, root }, context);
        let (found, straight) = (found.unwrap(), straight.0.unwrap());
        assert_eq!(problems, []);
        assert_eq!(found.disclosure.answers, straight.disclosure.answers);
    }
}
