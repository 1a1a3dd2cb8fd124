//! What somebody can do who plays with a run.

use super::storm::Blow;
use super::{pass, try_act};
use trading_post::run::Run;
use trading_post::time::Duration;

/// Waits, and strikes if that is possible then and makes sense: a storm also draws partitions with
/// all on one side. Says whether it has struck.
pub fn deal(run: &mut Run, blow: &Blow) -> bool {
    pass(run, Duration(blow.after_us)).expect("it goes on");
    let until = run.moment() + blow.steps;
    while run.moment() < until && run.forward() {}
    let act = blow.deed.in_world(run.world());
    let act = act.filter(|act| run.scenario().check_act(act).is_ok());
    act.is_some_and(|act| try_act(run, act))
}
