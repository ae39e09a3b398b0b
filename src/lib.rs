//! Transparency indices as code.
//!
//! `fmti` loads a catalog of indicators and the disclosures of developers, scores one against the
//! other, and renders ranked tables. The floors, each knowing only those below it:
//!
//! - [`model`]: plain types;
//! - [`load`]: files to the model, with every problem located;
//! - [`grade`]: answers to scoresheets;
//! - [`analyze`]: scoresheets to rankings and statistics;
//! - [`report`]: results to tables in every format;
//! - [`cli`]: one file per command.

pub mod analyze;
pub mod cli;
pub mod grade;
pub mod load;
pub mod model;
pub mod report;
