//! Bytes to the model: every file that is read, and every problem found in it.

pub mod acceptance;
pub mod blank;
pub mod bridge;
pub mod builtin;
pub mod card;
pub mod catalog;
pub mod check;
pub mod crfm;
pub mod criteria;
pub mod crosswalk;
pub mod developers;
pub mod disclosure;
pub mod doc;
pub mod edition;
pub mod emit;
pub mod fields;
pub mod fingerprint;
pub mod folder;
pub mod index;
pub mod keys;
pub mod locate;
pub mod lock;
pub mod nearest;
pub mod node;
pub mod published;
pub mod reader;
pub mod reference;
pub mod schema;
pub mod source;
pub mod survey;
pub mod values;
pub mod yaml;

pub use index::{Loaded, load};
pub use survey::Failure;
