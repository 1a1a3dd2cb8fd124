//! The formats in which a run can be taken away.

use std::ops::Range;

/// A format in which a run can be taken away.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Format {
    /// The run itself: what makes it again (see [`crate::run::Record::to_jsonl`]).
    Run,
    /// One JSON object an event.
    Trace,
    /// The report's `peers.json`, as things stand after the window.
    Peers,
    /// The report's `sellers.txt`, as things stand after the window.
    Sellers,
    /// The report's `result.txt`: a sentence a line.
    Result,
    /// A log for ShiViz, TSViz and their kin.
    Shiviz,
    /// Trace events for Perfetto and chrome://tracing.
    Chrome,
    /// A sequence diagram for Mermaid.
    Mermaid,
    /// States for Apalache and Quint.
    Itf,
    /// The events as a table.
    Csv,
    /// What they add up to, as a table.
    Figures,
    /// A test in Rust that makes the run again.
    RustTest,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 12] = [
        Self::Run,
        Self::Trace,
        Self::Peers,
        Self::Sellers,
        Self::Result,
        Self::Shiviz,
        Self::Chrome,
        Self::Mermaid,
        Self::Itf,
        Self::Csv,
        Self::Figures,
        Self::RustTest,
    ];

    /// Its name, one word: what is chosen by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Trace => "trace",
            Self::Peers => "peers",
            Self::Sellers => "sellers",
            Self::Result => "result",
            Self::Shiviz => "shiviz",
            Self::Chrome => "chrome",
            Self::Mermaid => "mermaid",
            Self::Itf => "itf",
            Self::Csv => "csv",
            Self::Figures => "figures",
            Self::RustTest => "rust-test",
        }
    }

    /// What it is good for, in a few words.
    #[must_use]
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Run => "the run itself, to be replayed here",
            Self::Trace => "one JSON object an event, for programs",
            Self::Peers => "the report's peers.json",
            Self::Sellers => "the report's sellers.txt",
            Self::Result => "the report's result.txt, a sentence a line",
            Self::Shiviz => "a log for ShiViz and TSViz",
            Self::Chrome => "a trace for Perfetto and chrome://tracing",
            Self::Mermaid => "a sequence diagram for Mermaid",
            Self::Itf => "states for Apalache and Quint",
            Self::Csv => "the events as a table",
            Self::Figures => "messages, elections and response times as a table",
            Self::RustTest => "a test in Rust that makes the run again",
        }
    }

    /// The name of a file in it.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Run => "run.jsonl",
            Self::Trace => "trace.jsonl",
            Self::Peers => "peers.json",
            Self::Sellers => "sellers.txt",
            Self::Result => "result.txt",
            Self::Shiviz => "shiviz.log",
            Self::Chrome => "trace.json",
            Self::Mermaid => "diagram.mmd",
            Self::Itf => "run.itf.json",
            Self::Csv => "events.csv",
            Self::Figures => "figures.csv",
            Self::RustTest => "run_test.rs",
        }
    }

    /// How the name of a file in it ends, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.file_name().split_once('.').map_or("", |(_, extension)| extension)
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Run | Self::Trace => "application/jsonl",
            Self::Peers | Self::Chrome | Self::Itf => "application/json",
            Self::Sellers | Self::Result | Self::Shiviz => "text/plain",
            Self::Mermaid => "text/vnd.mermaid",
            Self::Csv | Self::Figures => "text/csv",
            Self::RustTest => "text/rust",
        }
    }

    /// The most events that its readers can bear, if there is a bound.
    #[must_use]
    pub const fn most_events(self) -> Option<usize> {
        match self {
            // ShiViz's parser takes time with the square of the events: a second for so many.
            Self::Shiviz | Self::Itf => Some(5_000),
            Self::Run
            | Self::Trace
            | Self::Peers
            | Self::Sellers
            | Self::Result
            | Self::Chrome
            | Self::Mermaid
            | Self::Csv
            | Self::Figures
            | Self::RustTest => None,
        }
    }

    /// As many of these events as it takes, the last ones.
    #[must_use]
    pub fn window(self, events: Range<usize>) -> Range<usize> {
        let most = self.most_events().unwrap_or(usize::MAX);
        events.start.max(events.end.saturating_sub(most))..events.end
    }
}
