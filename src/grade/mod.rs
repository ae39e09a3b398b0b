//! Answers to scoresheets.

pub mod criteria;
pub mod examples;
pub mod findings;
pub mod panel;
pub mod verdict;
