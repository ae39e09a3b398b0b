//! One file per command: its facts as columns, sections and charts.

pub mod account;
pub mod check;
pub mod columns;
pub mod crosswalk;
pub mod diff;
pub mod explain;
pub mod figures;
pub mod gates;
pub mod lock;
pub mod score;
