//! What a command answers, free of any format: tables, sections, pictures, and whose numbers and
//! words they are.

pub mod answer;
pub mod column;
pub mod labels;
pub mod lazy;
pub mod problems;
pub mod screen;
pub mod shape;
pub mod table;
pub mod whose;
pub mod words;

pub use screen::Screen;
