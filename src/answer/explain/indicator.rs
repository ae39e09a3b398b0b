//! One question: what it asks, what earns it, and what everybody got for it.

use serde_json::json;

use crate::analyze::scored::Scored;
use crate::grade::requirements::asks;
use crate::page::answer::{Page, Provenance, Section};
use crate::page::column::Scale;
use crate::page::whose::{Carried, catalog_json, edition_json};

use super::super::columns::who;
use super::super::score::answers::{Row, points};

/// The question at this position, and everybody's points for it by rank.
pub fn indicator<'a>(scored: &'a Scored<'a>, at: usize) -> Page<'a> {
    let (catalog, words) = (&scored.index.catalog, scored.words());
    let indicator = &catalog.indicators[at];
    let scale = catalog.scale_of(indicator);
    let rules = indicator.applies_to.iter();
    let rules: Vec<String> =
        rules.map(|rule| format!("{}: {}", rule.by, rule.to.join(" or "))).collect();
    let mut sections = vec![Section::line(
        words.asked.capital(),
        format!("{} ({})", indicator.name, indicator.id),
    )];
    let theme = catalog.theme_of(indicator).map_or("", |theme| &theme.name);
    let texts = [
        ("Asks", indicator.question.as_str()),
        ("Bar", &indicator.guidance),
        ("Theme", theme),
        ("Applies to", &rules.join(", ")),
    ];
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
    sections.extend(texts.map(|(label, text)| Section::line(label, text)));
    sections.push(Section::line(
        "Points",
        if indicator.scored { scale.words() } else { "none: it is only asked".to_owned() },
    ));
    let asks = asks(catalog, indicator);
    if !asks.is_empty() {
        sections.push(Section::new("Earned by", asks.clone()));
    }
    let (least, most) = scale.bounds();
    let columns = who(words, |row: &Row<'a>| &row.scored.index.entries[row.developer]).and(
        points().each(move |column| match column.key.as_deref() {
            Some("score") => column.titled("Score").scale(Scale::Rating(least, most)).keep(),
            _ => column,
        }),
    );
    let rows = scored.places().iter().map(|place| Row { scored, developer: place.developer, at });
    let mut notes = Vec::new();
    if scale.is_yes_or_no() && indicator.scored {
        let met = scored.met_by(at, scored.everybody());
        notes.push(format!("met by {met} of {} that were rated", scored.spoken_of(at)));
    } else if let Some(mean) = scored.mean_on(&[at], scored.everybody()) {
        let most = scored.out_of_on(&[at]);
        let mean = crate::page::words::rounded(mean, 1);
        notes.push(format!("mean {mean} of {}", crate::page::words::plain(most, 2)));
    }
    let mut extra = json!({
        "edition": scored.index.edition.id,
        "catalog": catalog_json(catalog),
        "rater": &scored.sheet.rater,
        "attribution": scored.index.attribution(&scored.sheet.rater),
        "indicator": {"id": indicator.id, "name": indicator.name},
        "question": indicator.question,
        "guidance": indicator.guidance,
        "asks": asks,
    });
    let mut extra = extra.as_object_mut().map(std::mem::take).unwrap_or_default();
    extra.extend(edition_json(&scored.index.edition));
    Page {
        command: "explain",
        title: format!("{} · {}", indicator.name, scored.index.edition.title),
        facts: format!(
            "{} of {} · {}",
            at + 1,
            catalog.indicators.len(),
            catalog.home(indicator, " › ")
        ),
        sections,
        table: columns.table(rows),
        notes,
        provenance: Some(Provenance::new(scored.index, &scored.sheet.rater, &[Carried::Questions])),
        extra,
        records_key: "answers",
        ..Page::default()
    }
}
