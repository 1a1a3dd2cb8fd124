//! The Trading Post.
