//! `fmti diff`: the published changes, the laws of a comparison, its gates, and what it must not
//! stumble over.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

#[path = "../data/mod.rs"]
mod data;
mod editions;
mod gates;
mod hostile;
mod laws;
mod made;
mod program;
mod published;
mod rounded;
mod run;
#[path = "../data/hostile.rs"]
mod strangers;
