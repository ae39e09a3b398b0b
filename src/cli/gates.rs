//! Gates: what breaches become, and what lets them through.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value as Json, json};

use crate::analyze::acceptance::judge;
use crate::answer::gates::{Judged, attach};
use crate::file::read::MAX_LIST;
use crate::format::json;
use crate::load::Failure;
use crate::load::acceptance::{Read, allowances, baseline};
use crate::load::keys::acceptance::BASELINE_SCHEMA;
use crate::model::diagnostic::{Code, Diagnostic, Place, any_error};
use crate::model::gate::{Breach, Gate, Key, Known, Limit, Seen};
use crate::model::{Index, Points};
use crate::page::answer::{Page, number};
use crate::text::nearest;

use super::clock::today;
use super::common::Global;
use super::output::Plan;
use super::write::save;

/// Options that let breaches through.
#[derive(Clone, Debug, Args)]
pub(super) struct Acceptance {
    /// Accept the breaches listed in this file, as large as they were
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the breaches of this run to a file for --baseline, and pass
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// Accept breaches for the reasons, and until the days, that this file gives
    #[arg(long, value_name = "FILE")]
    allow: Option<PathBuf>,
}

/// A gate that was asked for, with its breaches.
pub(super) struct Asked {
    pub(super) gate: Gate,
    pub(super) limit: Option<Points>,
    pub(super) breaches: Vec<Breach>,
}

/// Where breaches can be seen: the newer edition, and its own file. Nothing is shown in the older one,
/// which may lie in a folder that is gone when somebody looks.
pub(super) struct Where<'a> {
    pub(super) new: &'a Index,
    pub(super) edition: String,
}

/// What `--fail-on` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The gates that are enough.
    Default,
    /// One gate.
    One(Limit),
}

/// The word for the gates that are enough.
pub(super) const DEFAULT: &str = "default";

/// The gates that were named, those of the set once. Each other may be named once.
pub(super) fn limits(wanted: &[Wanted]) -> anyhow::Result<Vec<Limit>> {
    let mut found: Vec<Limit> = Vec::new();
    for wanted in wanted {
        let Wanted::One(limit) = wanted else { continue };
        if found.iter().any(|other| other.gate == limit.gate) {
            let message = format!("gate `{}` is named twice", limit.gate.as_str());
            return Err(Failure::new(message, "name it once").into());
        }
        found.push(*limit);
    }
    if wanted.contains(&Wanted::Default) {
        let named = found.clone();
        let more = Gate::BY_DEFAULT.into_iter();
        let more = more.filter(|gate| !named.iter().any(|limit| limit.gate == *gate));
        found.extend(more.map(|gate| Limit { gate, above: Points::ZERO }));
    }
    Ok(found)
}

/// `default`, `GATE` or `GATE=N`.
pub(super) fn wanted(text: &str) -> Result<Wanted, String> {
    match text.split_once('=').map_or(text, |(name, _)| name).trim() {
        DEFAULT if text.contains('=') => Err(format!("`{DEFAULT}` takes no number")),
        DEFAULT => Ok(Wanted::Default),
        _ => limit(text).map(Wanted::One),
    }
}

/// `GATE` or `GATE=N`.
fn limit(text: &str) -> Result<Limit, String> {
    let (name, number) = match text.split_once('=') {
        Some((name, number)) => (name.trim(), Some(number.trim())),
        None => (text.trim(), None),
    };
    let known = Gate::OF_COMPARISONS.map(|(gate, _)| gate.as_str());
    let found = Gate::OF_COMPARISONS.iter().find(|(gate, _)| gate.as_str() == name);
    let Some((gate, _)) = found else {
        let words = known.into_iter().chain([DEFAULT]);
        let hint = match nearest::nearest(name, words) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("gates are {}, or {DEFAULT} for a set of them", known.join(", ")),
        };
        return Err(format!("no gate `{name}`: {hint}"));
    };
    let above = match number {
        None => Points::ZERO,
        Some(_) if !gate.has_limit() => return Err(format!("`{name}` takes no number")),
        Some(number) => Points::parse(number)
            .filter(|points| *points >= Points::ZERO)
            .ok_or_else(|| format!("`{number}` is not a number of points from 0 up"))?,
    };
    Ok(Limit { gate: *gate, above })
}

impl Acceptance {
    /// Refuses files that nothing would be held against.
    pub(super) fn without_gates(&self, hint: &str) -> anyhow::Result<()> {
        let files = [&self.baseline, &self.write_baseline, &self.allow];
        if files.iter().all(|file| file.is_none()) {
            return Ok(());
        }
        Err(Failure::new("a baseline or allowances without a gate", hint).into())
    }

    /// Judges breaches, adds the gates to the page, and says whether all hold. Only where everybody is
    /// judged can it be said that a breach of the baseline is gone or an allowance unused.
    pub(super) fn settle(
        &self,
        asked: Vec<Asked>,
        seen: &Where<'_>,
        everybody: bool,
        page: &mut Page,
        plan: &Plan,
        global: &Global,
    ) -> anyhow::Result<bool> {
        global.has_read(self.baseline.iter().chain(&self.allow).cloned());
        // Of a gate that was not asked, nothing is known: neither that a breach is gone nor that an
        // allowance lets nothing through.
        let judged = |gate: Gate| asked.iter().any(|asked| asked.gate == gate);
        let mut known = read(self.baseline.as_deref(), baseline, global)?;
        known.retain(|(known, _)| judged(known.key.gate));
        let mut allowed = read(self.allow.as_deref(), allowances, global)?;
        allowed.retain(|(allowance, _)| judged(allowance.gate));
        let (known_items, allowances) = (plain(&known), plain(&allowed));
        if let Some(path) = &self.write_baseline {
            if path == Path::new("-") {
                return Err(Failure::new("a baseline is a file", "name one").into());
            }
            let all = asked.iter().flat_map(|asked| &asked.breaches);
            let text = baseline_text(all);
            if text.len() as u64 > MAX_LIST {
                let limit = MAX_LIST / 1024 / 1024;
                let message =
                    format!("the baseline would be larger than the {limit} MiB that are read");
                let hint = "write one for fewer gates, or with --only";
                return Err(Failure::new(message, hint).into());
            }
            save(path, text.as_bytes(), plan, global)?;
            global.note(&format!("wrote {}", path.display()));
            return Ok(true);
        }
        let today = today()?;
        let mut judged = Vec::new();
        let all = asked.iter().flat_map(|asked| asked.breaches.iter().cloned()).collect();
        let outcome = judge(all, &known_items, &allowances, &today);
        for Asked { gate, limit, breaches } in asked {
            let keys: HashSet<&Key> = breaches.iter().map(|breach| &breach.key).collect();
            let mine = |breach: &Breach| keys.contains(&breach.key);
            let failed = outcome.failed.iter().filter(|breach| mine(breach));
            let accepted = outcome.accepted.iter().filter(|(breach, _)| mine(breach));
            judged.push(Judged {
                gate,
                limit,
                failed: failed.map(|breach| (breach.clone(), problem(breach, seen))).collect(),
                accepted: accepted.cloned().collect(),
            });
        }
        let mut files = Vec::new();
        for at in outcome.expired {
            let (allowance, place) = &allowed[at];
            let day = allowance.expires.as_deref().unwrap_or_default();
            let message = format!("this allowance expired on {day}");
            let problem = Diagnostic::error(Code::ExpiredAllowance, message, place.clone());
            files.push(problem.hint("mend what it allowed, or agree on another day"));
        }
        // Of others than were judged, nothing is known.
        for at in outcome.unused.into_iter().filter(|_| everybody) {
            let message = "this allowance lets nothing through";
            let place = allowed[at].1.clone();
            let problem = Diagnostic::warning(Code::UnusedAllowance, message, place);
            files.push(problem.hint("remove it"));
        }
        for at in outcome.gone.into_iter().filter(|_| everybody) {
            let words = known[at].0.key.words();
            global.note(&format!("the baseline's `{words}` is gone: write it anew"));
        }
        let holds = outcome.failed.is_empty() && !any_error(&files);
        attach(page, &judged, files);
        Ok(holds)
    }
}

fn plain<T: Clone>(read: &[(T, Place)]) -> Vec<T> {
    read.iter().map(|(item, _)| item.clone()).collect()
}

/// The items of a file, if one is named and sound.
fn read<T>(
    path: Option<&Path>,
    read: fn(&Path) -> Read<T>,
    global: &Global,
) -> anyhow::Result<Vec<(T, Place)>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let found = read(path);
    global.show(&found.problems)?;
    if any_error(&found.problems) {
        let message = format!("nothing was judged: `{}` has errors", path.display());
        return Err(Failure::new(message, "mend it; its problems are shown above").into());
    }
    Ok(found.items)
}

/// A breach where it can be seen.
fn problem(breach: &Breach, seen: &Where<'_>) -> Diagnostic {
    let whole = |path: &str| Place { path: path.to_owned(), spot: None };
    let place = match breach.seen {
        Seen::New(row, Some(at)) => seen.new.entries[row].place(at),
        Seen::New(row, None) => whole(&seen.new.entries[row].file),
        Seen::Card(at) => whole(&seen.new.catalog.indicators[at].file),
        Seen::Edition => whole(&seen.edition),
    };
    Diagnostic::error(breach.key.gate.code(), breach.message.as_str(), place)
        .about(breach.key.words())
}

/// A baseline file: sorted, so that two runs differ only where breaches do.
fn baseline_text<'a>(breaches: impl Iterator<Item = &'a Breach>) -> String {
    let mut known: Vec<Known> =
        breaches.map(|breach| Known { key: breach.key.clone(), by: breach.by.ceiling() }).collect();
    known.sort_by(|a, b| a.key.cmp(&b.key));
    let accepted: Vec<Json> = known
        .iter()
        .map(|known| {
            let mut item = json!({"gate": known.key.gate.as_str()});
            for (name, id) in [("developer", &known.key.developer), ("subject", &known.key.subject)]
            {
                if let Some(id) = id {
                    item[name] = json!(id);
                }
            }
            item["by"] = number(Some(known.by.to_f64()));
            item
        })
        .collect();
    // A line for each, so that a change of one is a change of one line, and many are no large file.
    let lines: Vec<String> =
        accepted.iter().map(|item| format!("    {}", json::line(item))).collect();
    let schema = json::line(&json!(BASELINE_SCHEMA));
    let list =
        if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
    format!("{{\n  \"schema\": {schema},\n  \"accepted\": [{list}]\n}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Ratio};

    /// Of a whole index that lost everything: as many breaches as answers.
    #[test]
    fn a_baseline_of_any_size_that_is_written_is_read() {
        let id = |text: String| Some(Id::parse(&text).unwrap());
        let breach = |at: usize| Breach {
            key: Key {
                gate: Gate::LostPoints,
                developer: id(format!("developer-of-models-{:04}", at / 100)),
                subject: id(format!("an-indicator-with-a-long-name-{:03}", at % 100)),
            },
            by: Ratio::ONE,
            message: String::new(),
            seen: crate::model::gate::Seen::Edition,
        };
        for count in [0, 1, 100_000] {
            let breaches: Vec<Breach> = (0..count).map(breach).collect();
            let file = tempfile::NamedTempFile::new().unwrap();
            let text = baseline_text(breaches.iter());
            std::fs::write(file.path(), &text).unwrap();
            let Read { items, problems } = baseline(file.path());
            assert_eq!(problems, []);
            assert!(items.iter().map(|(known, _)| &known.key).eq(breaches.iter().map(|b| &b.key)));
            let json: Json = serde_json::from_str(&text).unwrap();
            assert_eq!(json["accepted"].as_array().unwrap().len(), count);
        }
    }
}
