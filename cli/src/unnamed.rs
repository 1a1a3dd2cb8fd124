//! A file that nobody sees before it is whole.
//!
//! Linux has files without a name (`O_TMPFILE`): whoever kills the program leaves nothing of them.
//! Elsewhere, and on file systems that have none, it has a hidden name at first, which begins with
//! `.trading-post-`.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

/// How hidden names begin.
const HIDDEN: &str = ".trading-post-";

/// A file that has not got its name yet.
pub enum Unnamed {
    /// It has none at all.
    #[cfg(target_os = "linux")]
    Nameless(File),
    /// It has a hidden one.
    Hidden(NamedTempFile),
}

impl Unnamed {
    /// Begins a file that is to be in this folder.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Ok(file) = linux::begin(folder) {
            return Ok(Self::Nameless(file));
        }
        let mut builder = Builder::new();
        builder.prefix(HIDDEN);
        readable_by_all(&mut builder);
        builder.tempfile_in(folder).map(Self::Hidden)
    }

    /// Brings it to the disk and gives it its name, in one step, in place of what had it.
    pub fn name(self, path: &Path) -> io::Result<()> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Nameless(file) => {
                file.sync_all()?;
                linux::name(&file, path)
            }
            Self::Hidden(file) => {
                file.as_file().sync_all()?;
                file.persist(path)?;
                Ok(())
            }
        }
    }

    fn file(&mut self) -> &mut File {
        match self {
            #[cfg(target_os = "linux")]
            Self::Nameless(file) => file,
            Self::Hidden(file) => file.as_file_mut(),
        }
    }
}

impl Write for Unnamed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file().flush()
    }
}

/// As any new file is: the process's mask decides, and not that this one is temporary at first.
#[cfg(unix)]
fn readable_by_all(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable_by_all(_: &mut Builder<'_, '_>) {}

#[cfg(target_os = "linux")]
mod linux {
    use super::HIDDEN;
    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
    use std::fs::{self, File};
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::Path;

    pub fn begin(folder: &Path) -> io::Result<File> {
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        Ok(File::from(open(folder, flags, Mode::from_raw_mode(0o666))?))
    }

    /// A link cannot take the place of another file, but a rename can: the whole file gets a hidden
    /// name first.
    pub fn name(file: &File, path: &Path) -> io::Result<()> {
        let number = file.as_raw_fd();
        let hidden = path.with_file_name(format!("{HIDDEN}{}-{number}", std::process::id()));
        linkat(CWD, format!("/proc/self/fd/{number}"), CWD, &hidden, AtFlags::SYMLINK_FOLLOW)?;
        fs::rename(&hidden, path)
    }
}
