//! The one place that asks what day it is.

/// Today as `YYYY-MM-DD`, in UTC: a day says enough for a log and little about where somebody sits.
pub fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
