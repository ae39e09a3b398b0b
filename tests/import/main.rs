//! `fmti import crfm`: the published release, made-up releases with its traps, and what must never
//! be left behind.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]
#![allow(clippy::print_stdout, reason = "a test says what it compared, or that it was skipped")]

mod refused;
mod release;
mod stances;
mod traps;
mod whole;
