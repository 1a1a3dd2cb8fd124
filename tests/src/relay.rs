//! What goes from one to the next of those who want it: a browser, from story to story.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// Lets a limited number have their turn at once; the others wait, and take over what those who are done hand on.
///
/// Nothing is kept for later: what nobody waits for comes back to the one who hands it on.
pub struct Relay<T> {
    state: Mutex<State<T>>,
}

struct State<T> {
    /// How many more may have their turn now.
    free: usize,
    waiting: VecDeque<oneshot::Sender<Option<T>>>,
}

impl<T> Relay<T> {
    /// A relay in which `places` may have their turn at once.
    #[must_use]
    pub fn new(places: usize) -> Self {
        Self { state: Mutex::new(State { free: places, waiting: VecDeque::new() }) }
    }

    /// Waits for a turn, and gives what was handed on with it, if anything was.
    ///
    /// Each turn is ended by [`hand_on`](Self::hand_on).
    pub async fn turn(&self) -> Option<T> {
        // Only those who never end their turn could leave the others waiting for nothing.
        self.line_up()?.await.ok().flatten()
    }

    /// Takes a free place, or a place in the line.
    fn line_up(&self) -> Option<oneshot::Receiver<Option<T>>> {
        let mut state = self.state();
        if state.free > 0 {
            state.free -= 1;
            return None;
        }
        let (turn, waiting) = oneshot::channel();
        state.waiting.push_back(turn);
        Some(waiting)
    }

    /// Ends a turn: the first who waits begins theirs, with `thing`. If nobody waits, it comes back.
    pub fn hand_on(&self, mut thing: Option<T>) -> Option<T> {
        let mut state = self.state();
        while let Some(next) = state.waiting.pop_front() {
            match next.send(thing) {
                Ok(()) => return None,
                // They have stopped waiting.
                Err(back) => thing = back,
            }
        }
        state.free += 1;
        thing
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        // Nothing panics while it is held, and each change of it is whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::Relay;

    #[test]
    fn what_nobody_waits_for_comes_back() {
        let relay = Relay::new(1);
        assert_eq!(relay.turn().now_or_never(), Some(None));
        assert_eq!(relay.hand_on(Some("a browser")), Some("a browser"));
        assert_eq!(relay.turn().now_or_never(), Some(None));
    }

    #[test]
    fn who_waits_takes_over_what_is_handed_on() {
        let relay = Relay::new(1);
        relay.turn().now_or_never();
        let mut waits = Box::pin(relay.turn());
        assert_eq!(waits.as_mut().now_or_never(), None);
        assert_eq!(relay.hand_on(Some("a browser")), None);
        assert_eq!(waits.now_or_never(), Some(Some("a browser")));
    }

    #[test]
    fn a_turn_goes_on_without_a_browser_where_one_was_thrown_away() {
        let relay = Relay::<&str>::new(1);
        relay.turn().now_or_never();
        let mut waits = Box::pin(relay.turn());
        assert_eq!(waits.as_mut().now_or_never(), None);
        relay.hand_on(None);
        assert_eq!(waits.now_or_never(), Some(None));
    }

    #[test]
    fn who_has_stopped_waiting_is_passed_over() {
        let relay = Relay::new(1);
        relay.turn().now_or_never();
        let mut stops = Box::pin(relay.turn());
        let mut waits = Box::pin(relay.turn());
        assert_eq!(stops.as_mut().now_or_never(), None);
        assert_eq!(waits.as_mut().now_or_never(), None);
        drop(stops);
        assert_eq!(relay.hand_on(Some("a browser")), None);
        assert_eq!(waits.now_or_never(), Some(Some("a browser")));
    }
}
