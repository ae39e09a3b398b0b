//! The keys of every file that people write, a file per kind.

pub mod acceptance;
pub mod card;
pub mod catalog;
pub mod criterion;
pub mod crosswalk;
pub mod developers;
pub mod disclosure;
pub mod edition;
pub mod lock;
pub mod scale;
pub mod words;
