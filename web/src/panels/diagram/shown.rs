//! What the page shows of the diagram beside the pictures: words, and a button over each event.

use crate::lab::Lab;
use crate::panels::diagram::camera::Camera;
use crate::panels::diagram::gaze::Gaze;
use crate::panels::diagram::words;
use crate::scene::diagram::frame::Frame;
use crate::scene::diagram::plot::{Hit, Plot, Spot};
use crate::scene::diagram::window::Axis;
use crate::scene::shape::Point;
use trading_post::id::MessageId;
use yew::AttrValue;

/// So many buttons are there at most: those nearest to what is looked at, or to "now".
const BUTTONS: usize = 150;

/// A button over something in the picture, for those who do not point.
#[derive(Clone, PartialEq, Debug)]
pub struct SpotButton {
    /// What.
    pub hit: Hit,
    /// Where, in the picture as it would be unscrolled.
    pub at: Point,
    /// What it is.
    pub name: AttrValue,
}

/// What is shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    /// What is looked at, beside the heading.
    pub heading: AttrValue,
    /// The sentence below the picture.
    pub note: AttrValue,
    /// The message under way that is looked at, if it can be delivered.
    pub picked: Option<MessageId>,
    /// Whether an event is looked at.
    pub chosen: bool,
    /// The buttons.
    pub spots: Vec<SpotButton>,
    /// The axis.
    pub axis: Axis,
    /// Whether the window follows the run.
    pub follows: bool,
    /// How high all lanes are together, in px.
    pub height: f64,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            heading: AttrValue::default(),
            note: AttrValue::default(),
            picked: None,
            chosen: false,
            spots: Vec::new(),
            axis: Axis::Time,
            follows: true,
            height: Frame::height_of(7),
        }
    }
}

/// What a person looks at.
#[derive(Clone, Copy, Debug)]
pub struct Looks<'a> {
    /// What is known of the event.
    pub gaze: &'a Gaze,
    /// The event with which it is compared.
    pub second: Option<usize>,
    /// The message.
    pub message: Option<MessageId>,
}

impl Shown {
    /// What is shown of a plot.
    #[must_use]
    pub fn of(lab: &Lab, plot: &Plot, camera: &Camera, looks: Looks<'_>) -> Self {
        let Looks { gaze, second, message } = looks;
        let event = gaze.cone.as_ref().map(|cone| cone.event());
        let heading = match (event, message) {
            (Some(event), _) => {
                format!("selected: {}", words::inside(&words::event_sentence(lab, event)))
            }
            (None, Some(id)) => format!("selected: {}", words::inside(&words::message(lab, id))),
            (None, None) => "what happened where, and what led to what".to_owned(),
        };
        Self {
            heading: heading.into(),
            note: words::note(lab, gaze, second, message).into(),
            picked: message.filter(|id| words::under_way(lab, *id).is_some()),
            chosen: event.is_some(),
            spots: if lab.playing() { Vec::new() } else { spots(lab, plot, camera, event) },
            axis: camera.window.axis,
            follows: camera.follows,
            height: Frame::height_of(lab.index().lifelines.parties()),
        }
    }
}

fn spots(lab: &Lab, plot: &Plot, camera: &Camera, event: Option<usize>) -> Vec<SpotButton> {
    let spots = nearest(plot.spots(), eye(plot, event));
    let button = |spot: Spot| SpotButton {
        hit: spot.hit,
        at: spot.at.offset(0.0, camera.scroll),
        name: words::hit(lab, spot.hit).into(),
    };
    spots.into_iter().map(button).collect()
}

/// Where a person looks: at the event looked at, if it is in the picture, or at "now".
fn eye(plot: &Plot, event: Option<usize>) -> f64 {
    let event = event.and_then(|event| plot.dots.iter().find(|dot| dot.event == event));
    event.map_or_else(|| plot.now_at(0), |dot| dot.at.x)
}

/// Those of the spots that are nearest to this x, in the order in which they came.
fn nearest(mut spots: Vec<Spot>, eye: f64) -> Vec<Spot> {
    if spots.len() > BUTTONS {
        let distance = |spot: &Spot| (spot.at.x - eye).abs();
        let mut distances: Vec<f64> = spots.iter().map(distance).collect();
        let (_, farthest, _) = distances.select_nth_unstable_by(BUTTONS - 1, f64::total_cmp);
        let farthest = *farthest;
        spots.retain(|spot| distance(spot) <= farthest);
        spots.truncate(BUTTONS);
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_spots_the_nearest_to_the_eye_can_be_reached() {
        let spot =
            |event: u16| Spot { hit: Hit::Event(event.into()), at: Point::new(event.into(), 0.0) };
        let near = nearest((0..1_000).map(spot).collect(), 500.2);
        assert_eq!(near.len(), BUTTONS);
        let places: Vec<_> = near.iter().map(|spot| spot.at.x).collect();
        assert_eq!((places[0], places[BUTTONS - 1]), (426.0, 575.0));
        assert_eq!(nearest((0..9).map(spot).collect(), 4.0).len(), 9);
    }
}
