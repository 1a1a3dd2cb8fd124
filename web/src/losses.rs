//! Messages that were lost a moment ago, for the picture.

use crate::lab::Lab;
use crate::scene::LostEnvelope;
use trading_post::time::{Duration, Instant};
use trading_post::world::{Event, What};

/// How long a loss stays in the picture, in microseconds on the wall.
const SHOWN_US: f64 = 700_000.0;
/// How far back in the trace losses are looked for.
const SEARCHED: usize = 600;

/// The losses that are still to be seen at the moment shown, newest first.
#[must_use]
pub fn recent_losses(lab: &Lab) -> Vec<LostEnvelope> {
    let since = oldest(lab);
    let recent = lab.run().past().rev().take(SEARCHED);
    recent.take_while(|event| event.at >= since).filter_map(lost).collect()
}

/// The earliest time of a loss that is still to be seen. A still picture shows its last moment's.
fn oldest(lab: &Lab) -> Instant {
    let now = lab.world().now();
    if !lab.playing() {
        return now;
    }
    let factor = lab.speed().factor().unwrap_or(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a short time")]
    let shown = Duration((SHOWN_US * factor) as u64);
    Instant(lab.shown().0.saturating_sub(shown.0))
}

fn lost(event: &Event) -> Option<LostEnvelope> {
    let (What::Drop { from, brief, .. }, Some(to)) = (event.what, event.party) else {
        return None;
    };
    Some(LostEnvelope { from, to, lost_at: event.at, name: brief.name() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::id::{Party, PeerId};
    use trading_post::scenario::{Intervention, Scenario};

    #[test]
    fn a_message_to_a_crashed_peer_is_lost_and_seen_for_a_moment() {
        let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
        (0..20).for_each(|_| lab.advance(16.0));
        lab.act(Intervention::Crash(PeerId(5))).expect("it is up");
        let seen = (0..200).any(|_| {
            lab.advance(16.0);
            recent_losses(&lab).iter().any(|loss| loss.to == Party::Peer(PeerId(5)))
        });
        assert!(seen);
    }
}
