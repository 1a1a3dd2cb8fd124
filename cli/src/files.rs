//! Files that are whole or absent, whenever the program is stopped.
//!
//! A file is written without a name in the same folder, brought to the disk, and only then given its
//! name, in one step.

use crate::unnamed::Unnamed;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file that is known already.
pub fn write_text(path: &Path, text: &str) -> Result<()> {
    let mut file = Whole::create(path)?;
    let told = path.display();
    file.write_all(text.as_bytes()).with_context(|| format!("{told} cannot be written"))?;
    file.finish()
}

/// A file that gets its name when it is finished.
pub struct Whole {
    path: PathBuf,
    file: BufWriter<Unnamed>,
}

impl Whole {
    /// Begins a file. Its folder is made if it is missing.
    pub fn create(path: &Path) -> Result<Self> {
        let folder = folder_of(path);
        let begin = || {
            fs::create_dir_all(folder)?;
            Unnamed::begin(folder)
        };
        let file = begin().with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Brings it to the disk and gives it its name.
    pub fn finish(self) -> Result<()> {
        let path = self.path.clone();
        self.persist().with_context(|| format!("{} cannot be written", path.display()))
    }

    fn persist(self) -> io::Result<()> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.name(&self.path)?;
        sync_folder(folder_of(&self.path))
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new name is on the disk when its folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Lets what writes text write into a file.
pub struct Text<W> {
    to: W,
    error: Option<io::Error>,
}

impl<W: Write> Text<W> {
    pub const fn new(to: W) -> Self {
        Self { to, error: None }
    }

    /// What it wrote into, or what went wrong meanwhile.
    pub fn finish(self) -> io::Result<W> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.to),
        }
    }
}

impl<W: Write> std::fmt::Write for Text<W> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.to.write_all(text.as_bytes()).map_err(|error| {
            self.error = Some(error);
            std::fmt::Error
        })
    }
}
