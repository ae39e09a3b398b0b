//! How editions are called beside each other.

use crate::model::Edition;

use crate::text::clean::clean;

/// Names for editions, no two alike: their months; where that is not enough, also their ids; where
/// even those are the same, numbers.
///
/// ```
/// use fmti::load::index::builtin_edition;
/// use fmti::page::labels::labels;
/// let old = builtin_edition("2024").unwrap().index.unwrap().edition;
/// let new = builtin_edition("2025").unwrap().index.unwrap().edition;
/// assert_eq!(labels(&[&old, &new]), ["May 2024", "December 2025"]);
/// assert_eq!(labels(&[&old, &old])[1], "2024 (May 2024), version 2");
/// ```
pub fn labels(editions: &[&Edition]) -> Vec<String> {
    let dates: Vec<String> = editions.iter().map(|edition| month(&edition.date)).collect();
    let unique = |all: &[String]| (1..all.len()).all(|at| !all[..at].contains(&all[at]));
    if unique(&dates) {
        return dates;
    }
    let named = editions.iter().zip(&dates);
    let ids: Vec<String> =
        named.map(|(edition, date)| format!("{} ({date})", edition.id)).collect();
    if unique(&ids) {
        return ids;
    }
    ids.iter().enumerate().map(|(at, id)| format!("{id}, version {}", at + 1)).collect()
}

/// The same as times, with the word a sentence needs: `in May 2024`, `on 9 May 2024`.
///
/// ```
/// use fmti::load::index::builtin_edition;
/// use fmti::page::labels::times;
/// let mut edition = builtin_edition("2024").unwrap().index.unwrap().edition;
/// assert_eq!(times(&[&edition]), ["in May 2024"]);
/// edition.date = "2024-05-09".into();
/// assert_eq!(times(&[&edition]), ["on 9 May 2024"]);
/// ```
pub fn times(editions: &[&Edition]) -> Vec<String> {
    let of = |(label, edition): (String, &&Edition)| {
        let date = month(&edition.date);
        let is_day = date.starts_with(|c: char| c.is_ascii_digit()) && date.contains(' ');
        if label != date {
            format!("in edition {label}")
        } else if is_day {
            format!("on {label}")
        } else {
            format!("in {label}")
        }
    };
    labels(editions).into_iter().zip(editions).map(of).collect()
}

/// `2025-12` as `December 2025`, `2025-12-09` as `9 December 2025`.
fn month(date: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = date.split('-');
    let year = parts.next().unwrap_or_default();
    let month = parts.next().and_then(|month| month.parse::<usize>().ok());
    let name = month.and_then(|month| MONTHS.get(month.checked_sub(1)?));
    let day = parts.next().map(|day| day.trim_start_matches('0')).filter(|day| !day.is_empty());
    match (name, day) {
        (Some(name), Some(day)) => format!("{day} {name} {year}"),
        (Some(name), None) => format!("{name} {year}"),
        (None, _) => clean(date).trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn dates_are_read_as_people_write_them() {
        assert_eq!(month("2025-12"), "December 2025");
        assert_eq!(month("2024-05-09"), "9 May 2024");
        assert_eq!(month("2023"), "2023");
        assert_eq!(month("2023-00"), "2023-00");
    }
}
