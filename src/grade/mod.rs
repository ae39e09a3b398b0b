//! Answers to scoresheets.

pub mod consistency;
pub mod criteria;
pub mod examples;
pub mod findings;
pub mod grounds;
pub mod panel;
pub mod requirements;
pub mod stated;
pub mod verdict;
