//! Transparency indices as code.
//!
//! `fmti` loads a catalog of indicators and the disclosures of developers, scores one against the
//! other, and renders ranked tables. The floors, each knowing only those below it:
//!
//! - [`text`]: words, and what makes a stranger's harmless;
//! - [`model`]: plain types;
//! - [`mod@file`]: bytes to trees that know their places;
//! - [`load`]: trees to the model, with every problem located; [`mod@write`] and [`import`] beside it;
//! - [`put`]: outputs in place, whole or not at all;
//! - [`grade`]: answers to scoresheets;
//! - [`analyze`]: scoresheets to rankings and statistics;
//! - [`page`]: what a command answers, and [`chart`] its pictures;
//! - [`mod@format`]: an answer to bytes, one file per format;
//! - [`answer`]: one file per command;
//! - [`site`] and [`kit`]: the pages and the data of a report;
//! - [`cli`]: one file per command.

pub mod analyze;
pub mod answer;
pub mod chart;
pub mod cli;
pub mod file;
pub mod format;
pub mod grade;
pub mod import;
pub mod kit;
pub mod load;
pub mod model;
pub mod page;
pub mod put;
pub mod site;
pub mod text;
pub mod write;
