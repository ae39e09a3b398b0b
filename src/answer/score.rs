//! The pages of `fmti score`: a ranking, group means, or one row per answer.

use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

use crate::analyze::breakdown::{By, groups};
use crate::analyze::ranking::Rank;
use crate::analyze::scored::{Place, Scored};
use crate::analyze::summary::{Spread, Summary};
use crate::model::index::Entry;
use crate::model::{Cell as Score, Group, Open, Ratio, Span};
use crate::page::answer::{Page, Provenance, number};
use crate::page::column::{Column, Scale};
use crate::page::lazy::Lazy;
use crate::page::table::{Cell, Columns, Table};
use crate::page::whose::{self, Carried, catalog_json, edition_json};
use crate::page::words::{REFER, UNRATED, open_answers, out_of, rounded, silent, span};
use crate::text::words::{between, grouped, with_choice};

use super::columns::{Amount, Said, amount, of_part, rank, who};

pub(crate) mod answers;
mod groups;
mod sheets;

pub use answers::answers;
pub use groups::group_means;
pub use sheets::sheets;

/// A scored edition, and which of its developers to show.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The edition.
    pub scored: &'a Scored<'a>,
    /// The developers to show, in order; ranks are among all.
    pub places: &'a [Place],
    /// Over the developers shown.
    pub summary: &'a Summary,
    /// The breakdown beside the total.
    pub by: By,
    /// Which developers were chosen to be shown, in words; `None` for all.
    pub only: Option<&'a str>,
    /// Where an earlier edition is looked at too, the ranks in it.
    pub previous: Option<Previous<'a>>,
}

/// The ranks in an earlier edition.
#[derive(Clone, Copy, Debug)]
pub struct Previous<'a> {
    /// The earlier edition.
    pub of: &'a Scored<'a>,
    /// By row of the edition shown.
    pub ranks: &'a [Option<Rank>],
}

/// One row per developer.
pub fn ranking(view: View<'_>) -> Page<'_> {
    let page = page(view, table(view, view.by), "ranking");
    Page { measures: Lazy::new(move || sheets::measures(view)), ..page }
}

/// A ranking with a breakdown beside the total.
fn table(view: View<'_>, by: By) -> Table<'_> {
    let (scored, words) = (view.scored, view.scored.words());
    let mut entries = scored.index.entries.iter();
    let has_organisations = entries.any(|entry| entry.disclosure.organisation.is_some());
    let has_models = scored.index.entries.iter().any(|entry| entry.disclosure.model.is_some());
    let (places, open) = (view.places.iter().copied(), view.summary.open > 0);
    standing()
        .and_if(view.previous.is_some(), || previous(view))
        .and(who(words, |place: &Place| entry(scored, place)).each(|column| {
            match column.key.as_deref() {
                Some("organisation") if has_organisations => column.titled("Organisation"),
                Some("model") => match words.model.as_ref().filter(|_| has_models) {
                    Some(model) => column.titled(model.capital()),
                    None => column,
                },
                _ => column,
            }
        }))
        .and(total(scored))
        .and(parts(view, by))
        .and(counts().each(move |column| match column.key.as_deref() {
            Some("open") if open => column.titled("Open"),
            _ => column,
        }))
        // JSON has no width: it gets every breakdown there is, and the traits.
        .and(nested(view, by))
        .table(places)
}

fn entry<'a>(scored: &Scored<'a>, place: &Place) -> &'a Entry {
    &scored.index.entries[place.developer]
}

/// The rank.
pub(crate) fn standing<'a>() -> Columns<'a, Place> {
    let columns = rank("among all of the edition", |place: &Place| place.rank);
    columns.each(|column| match column.key.as_deref() {
        Some("rank") => column.titled("#").alone("Rank").keep(),
        _ => column,
    })
}

/// The rank in an earlier edition.
fn previous(view: View<'_>) -> Columns<'_, Place> {
    let columns = rank("in the earlier edition", move |place: &Place| {
        *view.previous?.ranks.get(place.developer)?
    });
    let edition = Column::id("edition.id", "Id of the earlier edition");
    let columns = Columns::new()
        .with(edition, move |_| Cell::maybe(view.previous.map(|p| p.of.index.edition.id.as_str())))
        .and(columns);
    columns.each(|column| match column.key.as_deref() {
        Some("rank") => column.titled("Was").below("previous"),
        _ => column.below("previous"),
    })
}

/// The score: its numbers, and bars of it.
pub(crate) fn total<'a>(scored: &'a Scored<'a>) -> Columns<'a, Place> {
    let most = scored.out_of();
    let said = Said::score("Score").to(scored.decimals());
    let amount = amount(&said, |place: &Place| Some(total_of(place)));
    let share = Place::share;
    let (same, decimals) = (scored.is_out_of_the_same(), scored.decimals());
    let amount = amount.map_first(move |column, cell| {
        (column, move |place: &Place| {
            // Where not all can have as much, a score alone misleads.
            let of = || out_of(place.score, place.out_of, decimals);
            if same || place.score.is_none() { cell(place) } else { cell(place).shown(of()) }
        })
    });
    Columns::<Place>::new()
        .and(amount.each(move |column| match column.key.as_deref() {
            Some("score") => column.titled("Score").alone("Score").scale(Scale::Sum(most)).keep(),
            _ => column,
        }))
        .with(
            Column::number("percent", "percent", "The score in percent of what could be had"),
            move |place| exact_percent(share(place).and_then(Span::known)),
        )
        .and_if(!scored.index.catalog.bands.is_empty(), || band(scored))
        .with(Column::bars(), move |place| {
            Cell::default().share(share(place).map(|share| share.low.to_f64()))
        })
}

/// What a score is called, where the catalog has names for scores.
fn band<'a>(scored: &'a Scored<'a>) -> Columns<'a, Place> {
    let about =
        "What the catalog calls such a score; both names where open answers leave it unknown";
    Columns::new().with(Column::text("band", about).titled("Band"), |place: &Place| {
        let name = |score: Ratio| scored.band(score).unwrap_or("–");
        Cell::maybe(place.score.map(|score| between(name(score.low), name(score.high))))
    })
}

/// The columns of a breakdown.
pub(crate) fn parts(view: View<'_>, by: By) -> Columns<'_, Place> {
    let scored = view.scored;
    let parts = groups(&scored.index.catalog, by);
    parts.into_iter().fold(Columns::new(), |columns, part| {
        let (id, name) = (part.id.clone(), part.name.clone());
        let one = if by == By::Indicator {
            rating(scored, &part)
        } else {
            points_in(scored, part, |place: &Place| place.developer)
        };
        let titled = Columns::<Place>::new().and(one).each(|column| match column.key.as_deref() {
            Some("score") => column.titled(&*name).right(),
            _ => column,
        });
        columns.and(of_part(by.as_str(), &id, titled))
    })
}

/// A developer's points on a part.
fn points_in<'a, R: 'a>(
    scored: &'a Scored<'a>,
    part: Group,
    row: impl Fn(&R) -> usize + Copy + 'a,
) -> Columns<'a, R> {
    let (most, decimals) = (scored.out_of_on(&part.members), scored.decimals());
    let members = Rc::new(part.members);
    let tally = move |of: &R| scored.tally(row(of), &members);
    let columns = {
        let tally = tally.clone();
        amount(&Said::score(part.name).to(decimals), move |of: &R| Some(tally(of).into()))
    };
    columns.map_first(move |column, cell| {
        let column = column.scale(Scale::Sum(most));
        let tally = tally.clone();
        (column, move |of: &R| {
            let tally = tally(of);
            let share = tally.share().map(|share| share.low.to_f64());
            let shown = out_of(tally.score(), tally.out_of, decimals);
            cell(of).shown(shown).share(share)
        })
    })
}

/// A developer's rating on one indicator, and why there are no points where there are none.
fn rating<'a>(scored: &'a Scored<'a>, part: &Group) -> Columns<'a, Place> {
    let at = part.members[0];
    let (least, most) = scored.sheet.columns[at].scale.bounds();
    let cell = move |place: &Place| scored.cell(place.developer, at);
    let points = Column::number("score", "points", "Points; empty where there are none")
        .scale(Scale::Rating(least, most));
    Columns::new()
        .with(points, move |place: &Place| {
            let share = scored.tally(place.developer, &[at]).share();
            let share = share.filter(|_| cell(place).points().is_some());
            Cell::known(cell(place).points())
                .shown(score_word(cell(place)))
                .share(share.map(|share| share.low.to_f64()))
        })
        .with(Column::text("status", "What the rater said of it").nested(), move |place| {
            Cell::text(cell(place).state())
        })
}

/// The score of a developer, and out of how much.
pub(crate) fn total_of(place: &Place) -> Amount {
    Amount { score: place.score, out_of: place.out_of }
}

/// What nobody decided.
pub(crate) fn counts<'a>() -> Columns<'a, Place> {
    let one = |key, about: &str| Column::count(key, "answers", about.to_owned()).required();
    let column = one("open", "Answers that are not decided").alone("Answers not decided");
    Columns::<Place>::new()
        .with(column, |place| Cell::number(place.total.undecided()))
        .with(one("referred", "Of those, answers that a person must judge"), |place| {
            Cell::number(place.total.count(Open::Referred))
        })
        .with(one("unrated", "Of those, answers of which the rater said nothing"), |place| {
            Cell::number(place.total.count(Open::Unrated))
        })
        .with(one("not_applicable", "Answers to questions that do not arise"), |place| {
            Cell::number(place.total.not_applicable)
        })
}

/// What only JSON gets: traits, every breakdown but the one shown, and the names of all parts.
fn nested(view: View<'_>, shown: By) -> Columns<'_, Place> {
    let scored = view.scored;
    let traits = scored.index.edition.traits.iter().fold(Columns::new(), |columns, of| {
        let column = Column::text(format!("trait.{}", of.id), &*of.name).nested();
        columns.with(column.one_of("trait.ID"), |place: &Place| {
            Cell::maybe(entry(scored, place).disclosure.trait_value(of.id.as_str()))
        })
    });
    let breakdowns = [By::Domain, By::Subdomain, By::Theme].into_iter().filter(|by| *by != shown);
    let columns = breakdowns.fold(traits, |columns, by| {
        columns.and(parts(view, by).each(|column| Column { title: None, ..column.nested() }))
    });
    let named = [By::Domain, By::Subdomain, By::Theme, shown];
    let mut named: Vec<By> = named.into_iter().filter(|by| *by != By::Total).collect();
    named.dedup();
    named.into_iter().fold(columns, |columns, by| {
        groups(&scored.index.catalog, by).into_iter().fold(columns, |columns, part| {
            let path = |id: &str| format!("{}.{id}.name", by.as_str());
            let column = Column::text(path(part.id.as_str()), "Its name").nested();
            columns.with(column.one_of(path("ID")), move |_| Cell::text(part.name.as_str()))
        })
    })
}

/// What every page about scores has around its table.
fn page<'a>(view: View<'a>, table: Table<'a>, records_key: &'static str) -> Page<'a> {
    let carried: &[Carried] = match (records_key, view.by) {
        ("answers", _) => &[Carried::Themes, Carried::Statements, Carried::Sources],
        (_, By::Theme) => &[Carried::Themes],
        _ => &[],
    };
    let mut provenance = Provenance::new(view.scored.index, &view.scored.sheet.rater, carried);
    if carried.is_empty() {
        // A workbook also has sheets of themes and sources.
        provenance.words_held =
            whose::words(&[view.scored.index], &[Carried::Themes, Carried::Sources]);
    }
    Page {
        command: "score",
        title: with_choice(&view.scored.index.edition.title, view.only),
        facts: facts(view),
        sections: Vec::new(),
        table,
        notes: notes(view),
        cases: Vec::new(),
        provenance: Some(provenance),
        head: Lazy::new(move || head(view)),
        records_key,
        ..Page::default()
    }
}

fn score_word(cell: Score) -> String {
    match cell {
        Score::Open(Open::Referred, ..) => REFER.into(),
        Score::Open(Open::Unrated, ..) => UNRATED.into(),
        other => other.to_string(),
    }
}

/// A percentage as machines get it: the shortest text that reads back as the same number.
fn exact_percent(share: Option<Ratio>) -> Cell {
    Cell::known(share.map(Ratio::to_percent_f64))
}

fn facts(view: View<'_>) -> String {
    let s = view.summary;
    let all = view.scored.index.entries.len();
    let named = s.developers + s.silent;
    let words = view.scored.words();
    let developers = if named == all {
        words.ranked.counted(all)
    } else {
        format!("{named} of {all} {}", words.ranked.of(all))
    };
    let indicators = words.asked.counted(s.indicators);
    format!("{developers} · {indicators} · {} scores", view.scored.sheet.rater.as_str())
}

fn notes(view: View<'_>) -> Vec<String> {
    let (s, words) = (view.summary, view.scored.words());
    let mut notes = Vec::new();
    if let (Some(mean), Some(median), Some(min), Some(max)) = (s.mean, s.median, s.min, s.max) {
        let (mean, median) = (rounded(mean, 1), span(median, 1));
        let to = if min.known().and(max.known()).is_some() { "–" } else { " to " };
        let (min, max) = (span(min, 2), span(max, 2));
        let sd = s.sd.map_or_else(|| "–".to_owned(), |sd| format!("{sd:.1}"));
        let how_many = if view.scored.is_yes_or_no() {
            format!(
                "{} met by someone, {} by all, {} by none",
                words.asked.counted(s.met_by_any),
                s.met_by_all,
                s.met_by_none
            )
        } else {
            let Spread { full, least, between } = s.spread;
            format!(
                "of {} ratings {full} are in full, {between} between, {least} the least",
                grouped(s.spread.ratings())
            )
        };
        notes.push(format!(
            "mean {mean} · median {median} · sd {sd} · range {min}{to}{max} · {how_many}"
        ));
    }
    let (named, all) = (s.developers + s.silent, view.scored.index.entries.len());
    if named < all {
        notes.push(format!(
            "{named} of {all} {} shown; ranks are among all {all}, statistics over those shown",
            words.ranked.many
        ));
    }
    if view.places.len() < named {
        notes.push(format!("{} of {named} shown, the first by rank", view.places.len()));
    }
    if let Some(Previous { of, .. }) = view.previous {
        let (edition, attribution) = (&of.index.edition, of.index.attribution(&of.sheet.rater));
        let among = of.counted(of.everybody()).count();
        let asked = if of.index.catalog.id == view.scored.index.catalog.id {
            ""
        } else {
            ", on the questions of another catalog"
        };
        let rank = format!("the rank in edition {} among its {among}{asked}", edition.id);
        notes.push(format!("was: {rank}; {attribution}"));
    }
    if !view.scored.is_out_of_the_same() {
        notes
            .push("what does not apply is left out: ranks go by the share of what does".to_owned());
    }
    if s.silent > 0 {
        notes.push(silent(words, s.silent));
    }
    if s.open > 0 {
        notes.push(format!(
            "{}. Scores with open answers are ranges, and so are ranks; rows go by the lower end",
            open_answers(&view.scored.sheet.rater, s.open, s.answers)
        ));
    }
    notes
}

fn head(view: View<'_>) -> Map<String, Json> {
    let (index, s) = (view.scored.index, view.summary);
    let span = |span: Option<Span>| {
        json!({
            "value": number(span.and_then(Span::known).map(Ratio::to_f64)),
            "low": number(span.map(|span| span.low.to_f64())),
            "high": number(span.map(|span| span.high.to_f64())),
        })
    };
    let head = json!({
        "edition": index.edition.id,
        "title": index.edition.title,
        "date": index.edition.date,
        "catalog": catalog_json(&index.catalog),
        "only": view.only,
        "rater": &view.scored.sheet.rater,
        "attribution": index.attribution(&view.scored.sheet.rater),
        "citation": index.edition.citation,
        "summary": {
            "developers": s.developers,
            "not_rated": s.silent,
            "indicators": s.indicators,
            "max_score": number(Some(view.scored.out_of().to_f64())),
            "mean": span(s.mean),
            "median": span(s.median),
            "sd": number(s.sd),
            "lowest": span(s.min),
            "highest": span(s.max),
            "met_by_any": s.met_by_any,
            "met_by_all": s.met_by_all,
            "met_by_none": s.met_by_none,
            "open": s.open,
        },
    });
    let mut head = head.as_object().cloned().unwrap_or_default();
    head.extend(edition_json(&index.edition));
    head
}
