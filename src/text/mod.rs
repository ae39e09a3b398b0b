//! Text and nothing but text: words, and what makes a stranger's harmless. Everything stands on it.

pub mod clean;
pub mod inert;
pub mod nearest;
pub mod words;
