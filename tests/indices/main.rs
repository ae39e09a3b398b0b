//! Three indices of other people, brought in from their published figures: what the tool makes of
//! them is what they published.

#![allow(clippy::unwrap_used)]

mod cpi;
mod folder;
mod oucg;
mod rdr;
