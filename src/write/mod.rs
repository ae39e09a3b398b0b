//! The model to files that people edit, and to the schemas their editors read.

pub mod blank;
pub mod disclosure;
pub mod jsonschema;
pub mod lock;
pub mod reference;
pub mod scalar;
pub mod start;
mod values;

#[cfg(test)]
mod tests;
