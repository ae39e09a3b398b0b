//! Scoresheets to results: one question per file, nothing read and nothing printed.

pub mod acceptance;
pub mod aggregate;
mod asked;
pub mod bars;
pub mod breakdown;
pub mod diff;
pub mod gates;
pub mod groups;
pub mod lineage;
pub mod names;
pub mod previous;
pub mod ranking;
pub mod scored;
pub mod summary;
pub mod worth;
