//! Charts of the built-in editions, of made-up data and of hostile data: what every picture must
//! have, measured in the picture itself. With `CHARTS=folder` the pictures are left there.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod hostile;
mod many;
#[cfg(feature = "png")]
mod measure;
#[cfg(feature = "png")]
mod pictures;
mod real;
mod small;
