//! What is made only when a format asks for it.

use std::fmt;
use std::rc::Rc;

/// A value that is made when it is asked for; nothing's is the default.
pub struct Lazy<'a, T>(Option<Rc<dyn Fn() -> T + 'a>>);

impl<'a, T: Default> Lazy<'a, T> {
    /// Made by this.
    pub fn new(make: impl Fn() -> T + 'a) -> Self {
        Self(Some(Rc::new(make)))
    }

    /// Makes it.
    pub fn get(&self) -> T {
        self.0.as_ref().map_or_else(T::default, |make| make())
    }
}

impl<T> Default for Lazy<'_, T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Clone for Lazy<'_, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Lazy<'_, T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.0.is_some() { "Lazy" } else { "Nothing" })
    }
}
