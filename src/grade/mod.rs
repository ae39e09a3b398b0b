//! Answers to scoresheets.

pub mod panel;
