//! What a person does with mouse and keyboard beyond a click: choosing, filling in, dragging.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::action_chain::ActionChain;
use thirtyfour::{Key, TypingData};

use crate::browser::Browser;
use crate::page::{Page, Place};
use crate::tree::{self, Thing};
use crate::wait::until;

/// How wide a slider's thumb is, in px.
pub const THUMB: i64 = 18;

impl Place<'_> {
    /// Waits for a thing with this role whose name is this, or starts so where none is.
    ///
    /// # Errors
    ///
    /// If it does not appear.
    pub async fn thing(&self, role: &str, start: &str) -> Result<Thing> {
        until(format!("a {role} \"{start}\""), async || {
            let things = self.all(role).await?;
            let exact = things.iter().find(|thing| thing.name == start);
            let named = || things.iter().find(|thing| thing.name.starts_with(start));
            Ok(exact.or_else(named).cloned())
        })
        .await
    }

    /// Writes a text into a textbox, in place of what is in it.
    ///
    /// # Errors
    ///
    /// If there is no such textbox.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        let field = self.thing("textbox", name).await?;
        tree::focus(self.browser, &field).await?;
        let hands = hands(self.browser).key_down(Key::Control).send_keys("a").key_up(Key::Control);
        Ok(hands.send_keys(text).perform().await?)
    }

    /// Chooses, by its first letters, an option of a combobox.
    ///
    /// # Errors
    ///
    /// If there is no such combobox.
    pub async fn choose(&self, name: &str, letters: &str) -> Result<()> {
        let list = self.thing("combobox", name).await?;
        tree::focus(self.browser, &list).await?;
        Ok(hands(self.browser).send_keys(letters).perform().await?)
    }

    /// Gives the keyboard's focus to a thing, as the Tab key would.
    ///
    /// # Errors
    ///
    /// If it does not appear, or takes no focus.
    pub async fn focus(&self, role: &str, start: &str) -> Result<()> {
        let thing = self.thing(role, start).await?;
        tree::focus(self.browser, &thing).await
    }

    /// Clicks with the right button.
    ///
    /// # Errors
    ///
    /// If the thing does not appear.
    pub async fn right_click(&self, role: &str, start: &str) -> Result<()> {
        let (x, y) = self.middle(role, start).await?;
        Ok(hands(self.browser).move_to(x, y).context_click().perform().await?)
    }

    /// Clicks while Shift is held.
    ///
    /// # Errors
    ///
    /// If the thing does not appear.
    pub async fn shift_click(&self, role: &str, start: &str) -> Result<()> {
        let (x, y) = self.middle(role, start).await?;
        let hands = hands(self.browser).move_to(x, y).key_down(Key::Shift).click();
        Ok(hands.key_up(Key::Shift).perform().await?)
    }

    /// Drags a thing by so many px to the right and down.
    ///
    /// # Errors
    ///
    /// If the thing does not appear.
    pub async fn drag(&self, role: &str, start: &str, (right, down): (i64, i64)) -> Result<()> {
        let (x, y) = self.middle(role, start).await?;
        drag_along(self.browser, &[(x, y), (x + right / 2, y + down / 2), (x + right, y + down)])
            .await
    }

    /// The middle of a thing on the screen.
    ///
    /// # Errors
    ///
    /// If the thing does not appear.
    pub async fn middle(&self, role: &str, start: &str) -> Result<(i64, i64)> {
        let thing = self.thing(role, start).await?;
        tree::middle(self.browser, &thing).await
    }

    /// The left, top, right and bottom of a thing on the screen.
    ///
    /// # Errors
    ///
    /// If the thing does not appear.
    pub async fn edges(&self, role: &str, start: &str) -> Result<(i64, i64, i64, i64)> {
        let thing = self.thing(role, start).await?;
        tree::edges(self.browser, &thing).await
    }

    /// The upper and the lower edge of a thing, in px from the top of the page, however far that is scrolled.
    ///
    /// # Errors
    ///
    /// If the thing does not appear.
    pub async fn heights(&self, role: &str, start: &str) -> Result<(f64, f64)> {
        let thing = self.thing(role, start).await?;
        let edge = async |edge: &str| {
            let height = format!("this.getBoundingClientRect().{edge} + scrollY");
            let height = tree::evaluate(self.browser, &thing, &height).await?;
            height.as_f64().with_context(|| format!("{thing:?} has no {edge}"))
        };
        Ok((edge("top").await?, edge("bottom").await?))
    }

    /// Where the middle of a slider's thumb is seen, in px of the window, where the page itself moves the thumb.
    ///
    /// # Errors
    ///
    /// If there is no such slider, or the browser moves its thumb.
    pub async fn thumb(&self, name: &str) -> Result<f64> {
        let slider = self.thing("slider", name).await?;
        let left = format!("this.nextElementSibling?.getBoundingClientRect().left + {}", THUMB / 2);
        let place = tree::evaluate(self.browser, &slider, &left).await?;
        place.as_f64().with_context(|| format!("{slider:?} has no thumb of the page's own"))
    }

    /// Whether a thing has the focus, and an outline that shows it.
    ///
    /// # Errors
    ///
    /// If the thing does not appear.
    pub async fn is_outlined(&self, role: &str, start: &str) -> Result<bool> {
        let thing = self.thing(role, start).await?;
        let outlined =
            "this === document.activeElement && getComputedStyle(this).outlineStyle !== 'none'";
        Ok(tree::evaluate(self.browser, &thing, outlined).await? == true)
    }

    /// Waits until a thing with this role, whose name starts so, `is` as it should be: switched on, say.
    ///
    /// # Errors
    ///
    /// If it does not come to that.
    pub async fn becomes(
        &self,
        role: &str,
        start: &str,
        is: impl Fn(&Thing) -> bool,
    ) -> Result<Thing> {
        until(format!("the {role} \"{start}\" to be as it should"), async || {
            let things = self.all(role).await?;
            Ok(things.into_iter().find(|thing| thing.name.starts_with(start) && is(thing)))
        })
        .await
    }

    /// Waits until there is no thing any more with this role whose name starts so.
    ///
    /// # Errors
    ///
    /// If it stays.
    pub async fn is_gone(&self, role: &str, start: &str) -> Result<()> {
        until(format!("the {role} \"{start}\" to be gone"), async || {
            let things = self.all(role).await?;
            Ok((!things.iter().any(|thing| thing.name.starts_with(start))).then_some(()))
        })
        .await
    }

    /// Waits until the text of this place tells `what`, and gives all of the text.
    ///
    /// # Errors
    ///
    /// If it does not come to that.
    pub async fn tells(&self, what: &str) -> Result<String> {
        until(format!("the page to tell {what:?}"), async || {
            let text = self.text().await?;
            Ok(text.contains(what).then_some(text))
        })
        .await
    }

    /// The text of each thing with this role, in the order of the page.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn texts(&self, role: &str) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for thing in self.all(role).await? {
            texts.push(tree::text(self.browser, Some(thing.node)).await?);
        }
        Ok(texts)
    }

    /// Unfolds what is folded away under a heading that starts so.
    ///
    /// # Errors
    ///
    /// If there is no such heading.
    pub async fn unfold(&self, start: &str) -> Result<()> {
        self.click("DisclosureTriangle", start).await
    }
}

impl Page<'_> {
    /// Goes to an address in the same window.
    ///
    /// # Errors
    ///
    /// If it cannot be loaded.
    pub async fn go(&self, address: &str) -> Result<()> {
        self.browser.open(address).await
    }

    /// Opens a panel by keys alone: the Tab key to the row of tabs, the arrow keys along it, Enter.
    ///
    /// # Errors
    ///
    /// If there is no such tab.
    pub async fn tab_to_panel(&self, name: &str) -> Result<()> {
        self.tab_to("tab", |_| true).await?;
        until(format!("the tab \"{name}\" by the arrow keys"), async || {
            let here = self.focused().await?;
            if here.is_some_and(|tab| tab.role == "tab" && tab.name == name) {
                self.strike(Key::Enter).await?;
                return Ok(Some(()));
            }
            self.strike(Key::Right).await?;
            Ok(None)
        })
        .await
    }

    /// Draws a line with the mouse along these places of the screen.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn draw(&self, places: &[(i64, i64)]) -> Result<()> {
        drag_along(self.browser, places).await
    }

    /// Presses the mouse's left button at a place of the screen, and keeps it down.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn press_at(&self, place: (i64, i64)) -> Result<()> {
        self.mouse("mousePressed", place, 1).await
    }

    /// Moves the mouse to a place of the screen while its left button is down.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn pull_to(&self, place: (i64, i64)) -> Result<()> {
        self.mouse("mouseMoved", place, 1).await
    }

    /// Moves the mouse to a place of the screen, with no button down.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn move_to(&self, (x, y): (i64, i64)) -> Result<()> {
        Ok(hands(self.browser).move_to(x, y).perform().await?)
    }

    /// Lets the mouse's left button go at a place of the screen.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn let_go_at(&self, place: (i64, i64)) -> Result<()> {
        self.mouse("mouseReleased", place, 0).await
    }

    /// By the browser itself: a drag that is asked of the driver in parts does not go on from one to the next, and so
    /// could not be looked at in between.
    async fn mouse(&self, kind: &str, (x, y): (i64, i64), buttons: u8) -> Result<()> {
        let event = json!({
            "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1,
        });
        self.browser.devtools("Input.dispatchMouseEvent", event).await?;
        Ok(())
    }

    /// Puts a finger on the first of some places of the screen, moves it along the others, and lifts it.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn swipe(&self, places: &[(i64, i64)]) -> Result<()> {
        for (i, (x, y)) in places.iter().enumerate() {
            let kind = if i == 0 { "touchStart" } else { "touchMove" };
            self.touch(kind, json!([{ "x": x, "y": y }])).await?;
        }
        self.touch("touchEnd", json!([])).await
    }

    async fn touch(&self, kind: &str, places: Value) -> Result<()> {
        let event = json!({ "type": kind, "touchPoints": places });
        self.browser.devtools("Input.dispatchTouchEvent", event).await?;
        Ok(())
    }

    /// Clicks with the right button on a place of the screen.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn right_click_at(&self, (x, y): (i64, i64)) -> Result<()> {
        Ok(hands(self.browser).move_to(x, y).context_click().perform().await?)
    }

    /// Clicks on a place of the screen.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn click_at(&self, (x, y): (i64, i64)) -> Result<()> {
        Ok(hands(self.browser).move_to(x, y).click().perform().await?)
    }
}

async fn drag_along(browser: &Browser, places: &[(i64, i64)]) -> Result<()> {
    let Some(((x, y), rest)) = places.split_first() else {
        return Ok(());
    };
    let start = hands(browser).move_to(*x, *y).click_and_hold();
    let moved = rest.iter().fold(start, |hands, (x, y)| hands.move_to(*x, *y));
    Ok(moved.release().perform().await?)
}

/// Mouse and keyboard, without the pauses that a person would make.
pub(crate) fn hands(browser: &Browser) -> ActionChain {
    let at_once = Some(Duration::ZERO);
    browser.session().action_chain_with_delay(at_once, at_once)
}

/// Strikes keys one after another, wherever the focus is.
pub(crate) async fn strike(browser: &Browser, keys: impl Into<TypingData>) -> Result<()> {
    Ok(hands(browser).send_keys(keys).perform().await?)
}
