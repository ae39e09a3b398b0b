//! Bytes to the model: every file that is read, and every problem found in it.

pub mod acceptance;
pub mod bridge;
pub mod builtin;
pub mod card;
pub mod catalog;
pub mod check;
pub mod contents;
pub mod criteria;
pub mod crosswalk;
pub mod developers;
pub mod disclosure;
pub mod edition;
pub mod fingerprint;
pub mod folder;
pub mod index;
pub mod keys;
pub mod layout;
pub mod lock;
pub mod published;
pub mod rating;
pub mod scale;
pub mod survey;
pub mod values;
pub mod words;

pub use crate::model::Failure;
pub use index::{Loaded, load};
