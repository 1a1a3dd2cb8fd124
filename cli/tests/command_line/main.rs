//! The program as a person or a script uses it: what it prints, what it leaves, how it exits.

mod commands;
mod comparing;
mod files;
mod hunting;
mod input;
#[cfg(target_os = "linux")]
mod killed;
mod measuring;

use assert_cmd::Command;

/// The program, with a folder of its own to work in.
struct Shell {
    folder: tempfile::TempDir,
}

impl Shell {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder can be made") }
    }

    /// The program, with these arguments, as a line that is split at spaces.
    fn command(&self, line: &str) -> Command {
        let mut command = Command::cargo_bin("trading-post").expect("it is built");
        command.current_dir(self.folder.path()).args(line.split(' '));
        command
    }

    /// What it prints, if it succeeds.
    #[track_caller]
    fn prints(&self, line: &str) -> String {
        let output = self.command(line).assert().success().get_output().stdout.clone();
        String::from_utf8(output).expect("it prints text")
    }

    /// Refuses this, and says so in one sentence.
    #[track_caller]
    fn refuses(&self, line: &str, sentence: &str) {
        let assert = self.command(line).assert().code(2).stdout("");
        let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(told.contains(sentence), "{told}");
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).expect("the folder can be written");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).expect("it was written")
    }

    /// The names of all files in a folder, sorted.
    fn files(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join(folder)) else {
            return Vec::new();
        };
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry.expect("it can be listed").file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<_> = entries.map(name).collect();
        names.sort();
        names
    }
}
