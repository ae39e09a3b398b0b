//! Charts of the built-in editions, of made-up data and of hostile data.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod hostile;
mod many;
mod real;
mod small;
