//! The types carry what comes: indices with any weights and scales, questions that are only asked or
//! do not apply, answers that are open, several raters, and scores that are no sums.
#![allow(clippy::unwrap_used)]

mod compared;
mod fraction;
mod gates;
mod laws;
mod made;
mod pages;
