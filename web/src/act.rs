//! All that a person can do on the page.

use crate::aim::Aim;
use crate::choices::Dialog;
use crate::comparing::Together;
use crate::draft::Edit;
use crate::measuring::{Machines, Task};
use crate::panels::checks::Wishes;
use crate::plot::Plot;
use crate::speed::Speed;
use crate::subject::Subject;
use crate::tour::Tour;
use trading_post::check::hunt::Plan;
use trading_post::export::Format;
use trading_post::figures::Table;
use trading_post::id::PeerId;
use trading_post::run::BranchId;
use trading_post::scenario::Intervention;

/// One act of a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Act {
    /// Play or pause.
    PlayOrPause,
    /// One step on.
    Step,
    /// One step back.
    StepBack,
    /// On to the next message that arrives.
    NextMessage,
    /// Back to the message before.
    PreviousMessage,
    /// To the beginning.
    Start,
    /// To the last moment known.
    End,
    /// To a moment.
    Seek(usize),
    /// Look at an event of the trace, at the moment after it.
    JumpTo(usize),
    /// Another speed.
    Speed(Speed),
    /// Begin a branch here, on which the future is free.
    ContinueFromHere,
    /// Go over to another branch.
    Switch(BranchId),
    /// Call a branch otherwise.
    Rename(BranchId, String),
    /// Forget a branch.
    Discard(BranchId),
    /// Run until something happens.
    RunTo(Aim),
    /// Say why what was wanted makes no sense.
    Complain(String),
    /// The same run from the beginning.
    RestartRun,
    /// A run with the seed that was typed.
    UseSeed(String),
    /// A run with a seed that nobody chose.
    FreshSeed,
    /// Do something to the run.
    Intervene(Intervention),
    /// Crash the peer, or restart it if it has crashed.
    Kill(PeerId),
    /// Pause the peer, or resume it if it is paused.
    PauseOrResume(PeerId),
    /// Open a scenario that is ready, by its name.
    OpenPreset(String),
    /// Begin a run of the draft.
    StartDraft,
    /// Save the draft as a file.
    SaveDraft,
    /// Show the link that opens the draft.
    ShareDraft,
    /// Hunt for a schedule that breaks a check, from the moment shown.
    Hunt(Box<Plan>),
    /// Hunt no more.
    StopHunt,
    /// Open what the hunt has found, as a branch.
    OpenFind,
    /// Play the branch again, and compare it with what is recorded of it.
    Replay,
    /// Save the run in a format, with the last so many events up to the moment shown.
    Save(Format, usize),
    /// The same, onto the clipboard.
    Copy(Format, usize),
    /// Measure something in the background.
    Measure(Task),
    /// Measure it no more.
    StopMeasuring(Task),
    /// Save a table of Figures under this name.
    SaveTable(String, Table),
    /// Save a plot of Figures.
    SavePlot(Plot),
    /// Go on a tour, or along it.
    Guide(Guide),
    /// Do something to all columns of Compare. The run stays as it is.
    Together(Together),
    /// Look at something else, or otherwise. The run stays as it is.
    Look(Look),
}

/// What a person can do on a tour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guide {
    /// Begin it.
    Begin(Tour),
    /// On to the next step, watching the way there.
    Next,
    /// On to the next step at once, without an answer to what is asked.
    Skip,
    /// Back to the step before.
    Back,
    /// Back onto the path, from wherever one has gone.
    ComeBack,
    /// Say what will happen: the choice of this place.
    Predict(usize),
    /// Off the tour. The run stays.
    Leave,
    /// Not to be invited any more.
    Decline,
}

/// What a person can do to what is seen. None of it changes the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Look {
    /// Look at something.
    At(Subject),
    /// Look at something, in the Inspector.
    Inspect(Subject),
    /// Compare the event looked at with another one.
    Second(Option<usize>),
    /// Compare the branch with another one.
    Compare(Option<BranchId>),
    /// Look at nothing in particular.
    Away,
    /// Go over to this view. A run that is not seen pauses.
    View(View),
    /// Show this panel.
    Show(Tab),
    /// Show only events that contain this.
    Search(String),
    /// Show only events of this kind.
    Filter(Filter),
    /// Light, dark, or as the system has it.
    NextTheme,
    /// Large type and no panels, or back.
    Present,
    /// Open what lies over the page, or close it.
    Dialog(Option<Dialog>),
    /// Other wishes in the form of the hunt.
    Wish(Box<Wishes>),
    /// Repeat the report's experiments on these machines.
    Machines(Machines),
    /// Show something measured, by its name, as a table; or as a plot again.
    AsTable(String, bool),
    /// Write in the draft of a scenario.
    Edit(Edit),
    /// Take the message away.
    Dismiss,
}

/// What the page as a whole is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum View {
    /// One run, to watch and to take apart.
    #[default]
    Run,
    /// The same scenario under several choices, in step.
    Compare,
    /// Measurements.
    Figures,
}

impl View {
    /// All of them, in the order shown.
    pub const ALL: [Self; 3] = [Self::Run, Self::Compare, Self::Figures];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Run => "Run",
            Self::Compare => "Compare",
            Self::Figures => "Figures",
        }
    }
}

/// The panels behind tabs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tab {
    /// What is looked at.
    Inspector,
    /// Queue, offers, accounts, ledger.
    #[default]
    Market,
    /// What can be done to peers, links, messages and timers.
    Faults,
    /// The branches of the run.
    History,
    /// What must hold, and whether it does.
    Checks,
    /// What a run starts from.
    Scenario,
}

impl Tab {
    /// All of them, in the order shown.
    pub const ALL: [Self; 6] =
        [Self::Inspector, Self::Market, Self::Faults, Self::History, Self::Checks, Self::Scenario];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inspector => "Inspector",
            Self::Market => "Market",
            Self::Faults => "Faults",
            Self::History => "History",
            Self::Checks => "Checks",
            Self::Scenario => "Scenario",
        }
    }
}

/// Which events the log shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Who leads, and how that came about.
    Elections,
    /// Requests, lots and sales.
    Trade,
    /// What happens at the ledger.
    Ledger,
    /// Crashes, losses and the like.
    Faults,
}

impl Filter {
    /// All of them, in the order shown.
    pub const ALL: [Self; 5] =
        [Self::All, Self::Elections, Self::Trade, Self::Ledger, Self::Faults];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "All events",
            Self::Elections => "Elections",
            Self::Trade => "Trade",
            Self::Ledger => "Ledger",
            Self::Faults => "Faults",
        }
    }
}
