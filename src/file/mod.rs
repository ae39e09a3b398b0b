//! Bytes to trees that know their places: what every file that people write has in common.

pub mod address;
pub mod fields;
pub mod node;
pub mod problems;
pub mod reach;
pub mod read;
pub mod source;
pub mod yaml;
