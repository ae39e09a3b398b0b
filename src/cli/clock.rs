//! What day it is.

use crate::load::Failure;

/// Today in UTC, `YYYY-MM-DD`; the day of `SOURCE_DATE_EPOCH`, if that is set.
pub(super) fn today() -> anyhow::Result<String> {
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => jiff::Timestamp::now(),
        Ok(text) => {
            let second = text.trim().parse().ok();
            let stamp = second.and_then(|second| jiff::Timestamp::from_second(second).ok());
            stamp.ok_or_else(|| {
                Failure::new(
                    format!("SOURCE_DATE_EPOCH is `{text}`, not a time"),
                    "it is a number of seconds since 1970",
                )
            })?
        }
    };
    Ok(jiff::tz::TimeZone::UTC.to_datetime(now).date().to_string())
}
