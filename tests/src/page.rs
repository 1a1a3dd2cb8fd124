//! The page as a person meets it: regions, and things in them with a role and a name.
//!
//! Acting is done with a real mouse and a real keyboard.

use anyhow::{Result, bail};
use serde_json::json;
use thirtyfour::TypingData;

pub use thirtyfour::Key;

use crate::browser::Browser;
use crate::hands::{self, hands};
use crate::market::Books;
use crate::moment::{self, Moment};
use crate::tree::{self, Thing};
use crate::wait::until;

/// How often the Tab key is struck in search of a thing: more often than the page has things.
const TAB_STRIKES: usize = 200;

/// The open page.
pub struct Page<'a> {
    pub(crate) browser: &'a Browser,
}

/// A part of the page: one region, or all of it.
pub struct Place<'a> {
    pub(crate) browser: &'a Browser,
    region: Option<&'a str>,
}

impl<'a> Page<'a> {
    /// The page that `browser` shows.
    #[must_use]
    pub fn new(browser: &'a Browser) -> Self {
        Self { browser }
    }

    /// All of the page.
    #[must_use]
    pub fn whole(&self) -> Place<'a> {
        Place { browser: self.browser, region: None }
    }

    /// One region of the page, by its name.
    #[must_use]
    pub fn region(&self, name: &'a str) -> Place<'a> {
        Place { browser: self.browser, region: Some(name) }
    }

    /// Strikes keys one after another, wherever the focus is.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn strike(&self, keys: impl Into<TypingData>) -> Result<()> {
        hands::strike(self.browser, keys).await
    }

    /// Strikes a key while Shift is held.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn strike_with_shift(&self, keys: impl Into<TypingData>) -> Result<()> {
        let hands = hands(self.browser).key_down(Key::Shift).send_keys(keys);
        Ok(hands.key_up(Key::Shift).perform().await?)
    }

    /// Moves the focus with the Tab key to a thing with this role whose name `fits`.
    ///
    /// # Errors
    ///
    /// If the Tab key does not reach one.
    pub async fn tab_to(&self, role: &str, fits: impl Fn(&str) -> bool) -> Result<Thing> {
        for _ in 0..TAB_STRIKES {
            self.strike(Key::Tab).await?;
            match tree::focused(self.browser).await? {
                Some(thing) if thing.role == role && fits(&thing.name) => return Ok(thing),
                _ => {}
            }
        }
        bail!("the Tab key does not reach the {role} that is looked for")
    }

    /// What the keyboard's focus is on.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn focused(&self) -> Result<Option<Thing>> {
        tree::focused(self.browser).await
    }

    /// Clicks on Pause, and waits until the page is paused.
    ///
    /// # Errors
    ///
    /// If it does not pause.
    pub async fn pause(&self) -> Result<()> {
        let transport = self.region("Transport");
        transport.click("button", "Pause").await?;
        transport.named("button", "Play").await.map(|_| ())
    }

    /// Clicks on Play, and waits until the page plays.
    ///
    /// # Errors
    ///
    /// If it does not play.
    pub async fn play(&self) -> Result<()> {
        let transport = self.region("Transport");
        transport.click("button", "Play").await?;
        transport.named("button", "Pause").await.map(|_| ())
    }

    /// Makes the run faster by some strikes of the key for it, so that a test need not wait as long as a person may.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn faster(&self) -> Result<()> {
        self.strike("]]]]").await
    }

    /// Gives the window this size, in CSS px, on a screen with so many of its own pixels in one.
    ///
    /// # Errors
    ///
    /// If it does not take it.
    pub async fn resize(&self, width: u32, height: u32, density: u32) -> Result<()> {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": density, "mobile": false,
        });
        self.browser.devtools("Emulation.setDeviceMetricsOverride", size).await?;
        until(format!("a window of {width} by {height}, {density} times"), async || {
            let shown = "[innerWidth, innerHeight, devicePixelRatio]";
            let shown = self.browser.evaluate(shown).await?;
            Ok((shown == json!([width, height, density])).then_some(()))
        })
        .await
    }

    /// How many steps the run has taken, by what Transport shows now.
    ///
    /// # Errors
    ///
    /// If Transport does not tell.
    pub async fn step(&self) -> Result<u64> {
        moment::step(&self.region("Transport").text().await?)
    }

    /// Where the run is, once the page shows all of it: two looks tell the same. The page must be paused.
    ///
    /// # Errors
    ///
    /// If the page does not come to rest.
    pub async fn moment(&self) -> Result<Moment> {
        until("the page to come to rest", async || {
            let once = self.look().await?;
            Ok((self.look().await? == once).then_some(once))
        })
        .await
    }

    /// Where the run is, once it is elsewhere than at `before`. The page must be paused.
    ///
    /// # Errors
    ///
    /// If the run stays there.
    pub async fn moment_after(&self, before: &Moment) -> Result<Moment> {
        until(format!("something after {before:#?}"), async || {
            let now = self.moment().await?;
            Ok((now.step != before.step).then_some(now))
        })
        .await
    }

    /// Waits until the run is at `wanted` in all that the page tells of it. The page must be paused.
    ///
    /// # Errors
    ///
    /// If it does not come there; the error tells both.
    pub async fn moment_is(&self, wanted: &Moment) -> Result<()> {
        until(format!("the moment {wanted:#?}"), async || {
            let now = self.look().await?;
            if now != *wanted {
                bail!("the page is at {now:#?}");
            }
            Ok(Some(()))
        })
        .await
    }

    /// One look at where the run is; what it reads first may be older than what it reads last.
    async fn look(&self) -> Result<Moment> {
        let transport = self.region("Transport").text().await?;
        let note = self.whole().named("note", "What happens").await?;
        Ok(Moment {
            step: moment::step(&transport)?,
            time: moment::time(&transport)?,
            sentence: tree::text(self.browser, Some(note.node)).await?,
            peers: self.peers().await?,
        })
    }

    /// The page's own address, as the browser shows it.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn address(&self) -> Result<String> {
        Ok(self.browser.session().current_url().await?.to_string())
    }

    /// What the page announces to those who do not see it.
    ///
    /// # Errors
    ///
    /// If it has no place for announcements.
    pub async fn announcements(&self) -> Result<String> {
        let status = self.whole().named("status", "Announcements").await?;
        tree::text(self.browser, Some(status.node)).await
    }

    /// The names of all peers, in the order of the page.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn peers(&self) -> Result<Vec<String>> {
        let buttons = self.region("Network").all("button").await?;
        let names = buttons.into_iter().map(|button| button.name);
        Ok(names.filter(|name| name.starts_with("Peer ")).collect())
    }

    /// Waits until peer `id`'s name tells `what`, such as "trader" or "crashed".
    ///
    /// # Errors
    ///
    /// If it does not come to that.
    pub async fn peer_is(&self, id: u32, what: &str) -> Result<()> {
        let awaited = format!("peer {id} to be {what}");
        until(awaited, async || Ok(self.tells(id, what).await?.then_some(()))).await
    }

    /// Waits until peer `id` is there, and its name does not tell `what`.
    ///
    /// # Errors
    ///
    /// If it does not come to that.
    pub async fn peer_is_not(&self, id: u32, what: &str) -> Result<()> {
        let awaited = format!("peer {id} not to be {what}");
        until(awaited, async || {
            let is_there = self.tells(id, "").await?;
            Ok((is_there && !self.tells(id, what).await?).then_some(()))
        })
        .await
    }

    /// Whether peer `id`'s name tells `what` first of all now.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn tells(&self, id: u32, what: &str) -> Result<bool> {
        let start = format!("Peer {id}, {what}");
        let peers = self.peers().await?;
        Ok(peers.iter().any(|name| name.starts_with(&start)))
    }

    /// The money, as the Market tells it. The Market's tab must be selected.
    ///
    /// # Errors
    ///
    /// If the Market is not shown, or does not tell it.
    pub async fn books(&self) -> Result<Books> {
        Books::read(&self.region("Market").text().await?)
    }
}

impl Place<'_> {
    /// Everything with this role in this place now; nothing if the place is not shown.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn all(&self, role: &str) -> Result<Vec<Thing>> {
        let Some(name) = self.region else {
            return tree::all(self.browser, None, role).await;
        };
        // What is gone from the page holds nothing, or is no longer known.
        if let Some(region) = self.browser.landmarks.region(name)
            && let Ok(things) = tree::all(self.browser, Some(region), role).await
            && !things.is_empty()
        {
            return Ok(things);
        }
        match self.itself().await? {
            Some(region) => tree::all(self.browser, Some(region.node), role).await,
            None => Ok(Vec::new()),
        }
    }

    /// Whether there is a thing with this role and name now.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn has(&self, role: &str, name: &str) -> Result<bool> {
        let things = self.all(role).await?;
        Ok(things.iter().any(|thing| thing.name == name))
    }

    /// Waits for the thing with this role and name.
    ///
    /// # Errors
    ///
    /// If it does not appear.
    pub async fn named(&self, role: &str, name: &str) -> Result<Thing> {
        let awaited = format!("the {role} \"{name}\"");
        until(awaited, async || {
            let things = self.all(role).await?;
            Ok(things.into_iter().find(|thing| thing.name == name))
        })
        .await
    }

    /// Clicks, with the mouse, the thing with this role whose name starts so.
    ///
    /// # Errors
    ///
    /// If it does not appear, or is nowhere on the screen.
    pub async fn click(&self, role: &str, start: &str) -> Result<()> {
        let (x, y) = self.middle(role, start).await?;
        Ok(hands(self.browser).move_to(x, y).click().perform().await?)
    }

    /// Waits for a thing with this role, and gives its name or, where it has none, its text.
    ///
    /// # Errors
    ///
    /// If it does not appear.
    pub async fn text_of(&self, role: &str) -> Result<String> {
        until(format!("the {role}"), async || {
            let shown = !self.all(role).await?.is_empty();
            if shown { self.text().await.map(Some) } else { Ok(None) }
        })
        .await
    }

    /// Waits until it is shown, and reads its text, with every run of white space as one blank.
    ///
    /// # Errors
    ///
    /// If it is not shown.
    pub async fn text(&self) -> Result<String> {
        let Some(name) = self.region else {
            return tree::text(self.browser, None).await;
        };
        until(format!("the region \"{name}\""), async || {
            let pieces = self.all("StaticText").await?;
            let shown = !pieces.is_empty() || self.is_shown().await?;
            Ok(shown.then(|| tree::join(&pieces)))
        })
        .await
    }

    /// Whether a person sees it.
    ///
    /// # Errors
    ///
    /// If the browser is gone.
    pub async fn is_shown(&self) -> Result<bool> {
        Ok(self.region.is_none() || self.itself().await?.is_some())
    }

    /// The region, if it is one and is shown.
    async fn itself(&self) -> Result<Option<Thing>> {
        let regions = tree::all(self.browser, None, "region").await?;
        self.browser.landmarks.note_regions(&regions);
        let fits = |thing: &Thing| Some(thing.name.as_str()) == self.region;
        Ok(regions.into_iter().find(fits))
    }
}
