//! Puts outputs in place: whole or not at all, over nothing but what was checked, and with nothing
//! left behind.
//!
//! What is written stands in a hidden part beside its place until it is finished. A part is locked as
//! long as its run lives: the next run that writes there removes the parts of those that died. A
//! signal removes them at once.

mod exchange;
pub mod file;
pub mod folder;
pub mod guard;
mod leftovers;
pub mod names;
mod parts;
pub mod signals;
mod stage;
