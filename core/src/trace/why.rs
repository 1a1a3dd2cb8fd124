//! Why something happened: the chain of causes that led to it, in sentences.

use super::awaited::{
    answer_to, arms, arms_ballot, follows, goes, is_question, is_turn, message_heard, message_sent,
    receiver,
};
use super::part::Part;
use super::{Lifelines, sentence};
use crate::id::{MessageId, Party};
use crate::peer::io::{Note, Timer};
use crate::peer::message::{Ballot, Message};
use crate::peer::rules::Algorithm;
use crate::run::Branch;
use crate::scenario::{Disturbance, Intervention, Rule, Scenario};
use crate::world::{Event, Loss, What};
use std::ops::Range;

/// A chain is not followed further than this.
const REASONS_MAX: usize = 14;
/// Of the questions that a peer asked at once, so many are told one by one.
const QUESTIONS_MAX: usize = 5;

/// Where the answers are collected, none of them ends a wait.
const OK: Message = Message::Ballot(Ballot::Ok);

/// A link of the chain of causes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// The event.
    pub event: usize,
    /// How far it lies from what is explained; what is told beside the chain is as far as the next
    /// link.
    pub depth: u8,
    /// What happened, in a sentence without a full stop.
    pub text: String,
}

/// Why an event happened: the event itself, its cause, the cause of that, and so on, at most 14.
///
/// A message's arrival goes back to its send; a timer that ran out to what was awaited, and to what
/// became of that; a loss to the crash or the cut. Acts of users and of the scenario have no cause.
///
/// # Panics
/// If there is no such event.
#[must_use]
pub fn why(
    branch: &Branch,
    lifelines: &Lifelines,
    scenario: &Scenario,
    event: usize,
) -> Vec<Reason> {
    let mut chain = Chain { branch, lifelines, scenario, reasons: Vec::new(), depth: 0 };
    let mut next = Some(event);
    while let Some(event) = next.filter(|_| chain.reasons.len() < REASONS_MAX) {
        next = chain.follow(event);
    }
    chain.reasons.truncate(REASONS_MAX);
    chain.reasons
}

/// What became of a question by some event.
enum Fate {
    /// It was lost in this event, or its answer was.
    Lost(usize),
    /// It reached a peer that is paused since this event.
    Waits(usize),
    /// It, or its answer, is still on its way since this event.
    UnderWay(usize),
    /// It arrived in this event and was not answered.
    Unanswered(usize),
    /// The answer arrived in this event.
    Answered(usize),
}

/// A chain of causes as far as it is known.
struct Chain<'a> {
    branch: &'a Branch,
    lifelines: &'a Lifelines,
    scenario: &'a Scenario,
    reasons: Vec<Reason>,
    depth: u8,
}

impl Chain<'_> {
    /// Tells an event, and gives its cause.
    fn follow(&mut self, event: usize) -> Option<usize> {
        let told = *self.at(event);
        let mut text = sentence(&told, self.scenario);
        let cause = match Part::of(&told) {
            Part::Lost(message) => self.cause_of_loss(&told, message, event),
            Part::Doubled { message, .. } => self.lifelines.sent(message),
            Part::Arrives { message, .. } => self.cause_of_arrival(message),
            Part::OnLinks | Part::Crash(_) => None,
            Part::Local(at) | Part::Sends { at, .. } => {
                if let Some(cause) = self.cause_in_step(event) {
                    Some(cause)
                } else if let What::Timer(timer) = told.what
                    && !self.is_users(event)
                {
                    return self.follow_timer(event, at, timer, text);
                } else {
                    None
                }
            }
        };
        if told.what == What::Note(Note::Leads) && self.is_highest(&told) {
            text += ", for no peer is above it";
        }
        if cause.is_none() {
            text += self.whose_act(event);
        }
        self.tell(event, text);
        cause
    }

    fn at(&self, event: usize) -> &Event {
        &self.branch.trace()[event]
    }

    /// Adds a link to the chain.
    fn tell(&mut self, event: usize, text: String) {
        self.tell_beside(event, text);
        self.depth = self.depth.saturating_add(1);
    }

    fn tell_beside(&mut self, event: usize, text: String) {
        self.reasons.push(Reason { event, depth: self.depth, text });
    }

    fn is_highest(&self, event: &Event) -> bool {
        event.peer().is_some_and(|peer| peer.index() + 1 == self.scenario.peers.len())
    }

    fn step_of(&self, event: usize) -> Range<usize> {
        let moment = self.branch.moment_of_event(event);
        self.branch.events_between(moment - 1, moment)
    }

    /// Whose act an event is that nothing in the run has caused.
    fn whose_act(&self, event: usize) -> &'static str {
        let told = self.at(event);
        if event != self.step_of(event).start || told.what == What::Start {
            ""
        } else if self.is_users(event) {
            ", by a user's act"
        } else if self.scenario.faults.iter().any(|planned| planned.at_us == told.at.0) {
            ", as the scenario has it"
        } else {
            ""
        }
    }

    /// Whether a user made the step of this event.
    fn is_users(&self, event: usize) -> bool {
        let step = self.branch.moment_of_event(event) - 1;
        self.branch.acts().any(|(act, _)| act == step)
    }

    /// All that a peer does in a step, it does because of the step's first event; by way of the
    /// last turn that it took there.
    fn cause_in_step(&self, event: usize) -> Option<usize> {
        let first = self.step_of(event).start;
        let mut before = (first..event).rev();
        before.find(|place| *place == first || is_turn(&self.at(*place).what))
    }

    /// Its send. The ledger's answers are told as what they answer.
    fn cause_of_arrival(&self, message: MessageId) -> Option<usize> {
        let passage = self.lifelines.message(message)?;
        if let Some(doubling) = passage.doubled {
            return Some(doubling.event as usize);
        }
        let by_ledger = self.at(passage.sent).party == Some(Party::Ledger);
        Some(if by_ledger { self.step_of(passage.sent).start } else { passage.sent })
    }

    fn cause_of_loss(&self, lost: &Event, message: MessageId, event: usize) -> Option<usize> {
        let What::Drop { loss, .. } = lost.what else { return None };
        let sent = self.lifelines.sent(message)?;
        let on_link = |fits: fn(&Disturbance) -> bool| {
            let (from, to) = (self.at(sent).party?, lost.party?);
            self.misbehaviour(sent, from, to, fits)
        };
        match loss {
            Loss::Down => self.last(lost.party?, event, |what| *what == What::Crash),
            Loss::Cut => on_link(|disturbance| *disturbance == Disturbance::Cut),
            Loss::Chance => on_link(|disturbance| matches!(disturbance, Disturbance::Lose { .. })),
            Loss::Taken => None,
        }
    }

    /// The event since which a link misbehaves so: of those in force, the first decides.
    fn misbehaviour(
        &self,
        sent: usize,
        from: Party,
        to: Party,
        fits: fn(&Disturbance) -> bool,
    ) -> Option<usize> {
        let on_links = self.lifelines.on_links();
        let before = on_links.partition_point(|place| (*place as usize) < sent);
        let so_far = on_links.range(0..before).rev().map(|place| *place as usize);
        let in_force = so_far.take_while(|place| self.at(*place).what != What::Heal);
        let disturbs = |place: &usize| matches!(self.at(*place).what, What::Disturb { .. });
        let disturbs: Vec<usize> = in_force.filter(disturbs).collect();
        let decides = |place: &&usize| {
            self.rules_of(**place)
                .any(|rule| fits(&rule.disturbance) && rule.links.contain(from, to))
        };
        disturbs.iter().rev().find(decides).or(disturbs.first()).copied()
    }

    /// What could have begun in this event: what a user did in it, or what the scenario does then.
    fn rules_of(&self, event: usize) -> impl Iterator<Item = &Rule> {
        let (at, step) = (self.at(event).at.0, self.branch.moment_of_event(event) - 1);
        let done = self.branch.acts().filter(move |(act, _)| *act == step).map(|(_, r)| &r.act);
        let planned = self.scenario.faults.iter().filter(move |planned| planned.at_us == at);
        done.chain(planned.map(|planned| &planned.act)).filter_map(|act| {
            let Intervention::Disturb(rule) = act else { return None };
            Some(rule)
        })
    }

    /// The last event of a party before this one that is of such a kind.
    fn last(&self, party: Party, event: usize, mut is: impl FnMut(&What) -> bool) -> Option<usize> {
        self.lifelines.back_from(party, event).find(|place| is(&self.at(*place).what))
    }

    /// Tells a timer that ran out, and what was awaited.
    fn follow_timer(
        &mut self,
        event: usize,
        at: Party,
        timer: Timer,
        text: String,
    ) -> Option<usize> {
        let collects = self.scenario.election == Algorithm::ModifiedBully;
        let votes = self.scenario.election == Algorithm::Vote && timer == Timer::Election;
        let armed = self.last(at, event, |what| {
            if votes {
                arms_ballot(what)
            } else {
                arms(what, timer) && !(collects && message_heard(what) == Some(OK))
            }
        });
        match timer {
            Timer::Election => self.follow_election(event, armed, text),
            Timer::Silence => {
                self.tell(event, text);
                self.cause_of_silence(event, at)
            }
            Timer::Pong | Timer::Answer | Timer::Ledger | Timer::Notice(_) => {
                self.tell(event, text);
                self.follow_question(armed?, event)
            }
            Timer::Think | Timer::Check | Timer::Beat | Timer::Serve | Timer::Write => {
                self.tell(event, text);
                armed
            }
        }
    }

    /// Tells what became of a question, and gives the cause of that.
    fn follow_question(&mut self, question: usize, by: usize) -> Option<usize> {
        let fate = self.fate(question, by)?;
        match fate {
            Fate::Lost(event) | Fate::Waits(event) | Fate::Answered(event) => Some(event),
            Fate::UnderWay(event) | Fate::Unanswered(event) => {
                self.tell(event, self.fate_text(&fate));
                self.absence(self.at(event).party?, by)
            }
        }
    }

    /// Tells which questions were asked in an election, and what became of each.
    fn follow_election(
        &mut self,
        event: usize,
        armed: Option<usize>,
        text: String,
    ) -> Option<usize> {
        let Some(armed) = armed else {
            self.tell(event, text);
            return None;
        };
        let Some(answer) = answer_to(&self.at(armed).what) else {
            self.tell(event, text);
            return Some(self.silence_after(armed, event));
        };
        let answered = |place: usize| matches!(self.fate(place, event), Some(Fate::Answered(_)));
        let some = self.step_of(armed).any(answered);
        self.tell(event, if some { text } else { format!("{text}: no {answer} came") });
        let step = self.step_of(armed);
        let holds = step.clone().find(|place| self.at(*place).what == What::Note(Note::Holds));
        let first = holds.unwrap_or(step.start);
        self.tell(first, sentence(self.at(first), self.scenario));
        let asked: Vec<usize> = step.filter(|place| is_question(&self.at(*place).what)).collect();
        for question in asked.iter().take(QUESTIONS_MAX) {
            if let Some(fate) = self.fate(*question, event) {
                self.tell_beside(fate.event(), self.fate_text(&fate));
            }
        }
        if let Some(more) = asked.get(QUESTIONS_MAX) {
            let count = asked.len() - QUESTIONS_MAX;
            self.tell_beside(*more, format!("{count} more peers are asked"));
        }
        self.cause_in_step(first)
    }

    /// Why the announcement did not come that a message had promised: its sender is down or slow,
    /// or else all that is known is the promise.
    fn silence_after(&self, promise: usize, by: usize) -> usize {
        let What::Receive { from, .. } = self.at(promise).what else { return promise };
        self.absence(from, by).filter(|since| *since > promise).unwrap_or(promise)
    }

    /// Since when a party is down or paused, if it is.
    fn absence(&self, party: Party, by: usize) -> Option<usize> {
        let changes = |what: &What| goes(what) || matches!(what, What::Restart | What::Resume);
        self.last(party, by, changes).filter(|since| goes(&self.at(*since).what))
    }

    /// Why no HEARTBEAT came: the last one was lost, or its sender is down or slow.
    fn cause_of_silence(&self, event: usize, at: Party) -> Option<usize> {
        let What::Note(Note::Follows { trader }) = self.at(self.last(at, event, follows)?).what
        else {
            return None;
        };
        let beats = |what: &What| {
            message_sent(what) == Some(Message::Heartbeat) && receiver(what) == Some(at)
        };
        let last = self.last(trader.into(), event, |what| beats(what) || goes(what))?;
        if goes(&self.at(last).what) {
            return Some(last);
        }
        Some(self.fate(last, event)?.event())
    }

    /// What became, by some event, of a question that was sent.
    fn fate(&self, question: usize, by: usize) -> Option<Fate> {
        let What::Send { message, to, .. } = self.at(question).what else { return None };
        let arrival = match self.end_of(message, question, to, by)? {
            Fate::Unanswered(arrival) => arrival,
            fate => return Some(fate),
        };
        let asker = self.at(question).party?;
        let mut step = self.step_of(arrival);
        let answer = step.find(|place| receiver(&self.at(*place).what) == Some(asker));
        let Some(answer) = answer else { return Some(Fate::Unanswered(arrival)) };
        let What::Send { message, .. } = self.at(answer).what else { return None };
        Some(match self.end_of(message, answer, asker, by)? {
            Fate::Unanswered(arrival) => Fate::Answered(arrival),
            fate => fate,
        })
    }

    /// Where a message's way has led by some event.
    fn end_of(&self, message: MessageId, sent: usize, to: Party, by: usize) -> Option<Fate> {
        let ended = self.lifelines.message(message)?.ended.filter(|ended| *ended < by);
        let Some(end) = ended else {
            let absent = self.absence(to, by);
            let paused = absent.filter(|since| self.at(*since).what == What::Pause);
            return Some(paused.map_or(Fate::UnderWay(sent), Fate::Waits));
        };
        let lost = matches!(self.at(end).what, What::Drop { .. });
        Some(if lost { Fate::Lost(end) } else { Fate::Unanswered(end) })
    }

    fn fate_text(&self, fate: &Fate) -> String {
        let event = self.at(fate.event());
        let text = sentence(event, self.scenario);
        match fate {
            Fate::Lost(_) | Fate::Waits(_) | Fate::Answered(_) => text,
            Fate::UnderWay(_) => format!("{text}, which is still on its way"),
            Fate::Unanswered(_) => format!("{text}, and has not answered"),
        }
    }
}

impl Fate {
    const fn event(&self) -> usize {
        match self {
            Self::Lost(event)
            | Self::Waits(event)
            | Self::UnderWay(event)
            | Self::Unanswered(event)
            | Self::Answered(event) => *event,
        }
    }
}
