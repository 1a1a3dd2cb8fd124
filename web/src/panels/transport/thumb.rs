//! The thumb of the slider of moments. It stands where an animation has it that does not run: the browser
//! then moves it without laying out or painting anything, which a change of style would need.

use web_sys::js_sys::{Array, Object, Reflect};
use web_sys::{Animation, Element, FillMode, KeyframeEffect, KeyframeEffectOptions};

/// How wide it is, in px: its middle goes from half of that to half of that before the slider's end.
pub(super) const THUMB: f64 = 18.0;

/// How long the animation would take from one end to the other, in milliseconds. Nobody sees it run.
const WAY_MS: f64 = 1_000.0;

/// A thumb on its rail.
#[derive(Debug)]
pub(super) struct Thumb(Animation);

impl Thumb {
    /// The thumb at the left end of a rail, which it shifts by the rail's own width, so that it stays right
    /// however wide that becomes. None, if the browser has no animations.
    pub(super) fn on(rail: &Element) -> Option<Self> {
        let ends = Array::of2(&"none".into(), &"translateX(100%)".into());
        let frames = Object::new();
        Reflect::set(&frames, &"transform".into(), &ends).ok()?;
        let options = KeyframeEffectOptions::new();
        options.set_duration(&WAY_MS.into());
        options.set_fill(FillMode::Both);
        let effect = KeyframeEffect::new_with_opt_element_and_keyframes_and_keyframe_effect_options(
            Some(rail),
            Some(&frames),
            &options,
        );
        let animation = Animation::new_with_effect(Some(&effect.ok()?.into())).ok()?;
        animation.pause().ok()?;
        Some(Self(animation))
    }

    /// Puts it at a part of its way, from 0 to 1.
    pub(super) fn place(&self, part: f64) {
        self.0.set_current_time(Some(part * WAY_MS));
    }
}
