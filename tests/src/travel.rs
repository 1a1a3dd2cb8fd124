//! Moving the run along: to a time, to the next thing of a kind, by single messages; and taking it elsewhere.

use anyhow::{Result, bail};

use crate::page::Page;
use crate::post::UnderWay;
use crate::wait::until;

/// So many messages are waited for at most.
const MESSAGES: usize = 200;

impl Page<'_> {
    /// Runs until this time of the run, in seconds with three decimals, and stops at the first step from then on.
    ///
    /// # Errors
    ///
    /// If the run does not come there.
    pub async fn run_to(&self, seconds: &str) -> Result<()> {
        let transport = self.region("Transport");
        transport.choose("Run until", "the time").await?;
        transport.fill("How many seconds", seconds).await?;
        self.run_to_it(&format!("run until {seconds} s")).await
    }

    /// Runs until something happens, by the first letters of its words in the list.
    ///
    /// # Errors
    ///
    /// If it does not happen.
    pub async fn run_until(&self, goal: &str) -> Result<()> {
        self.region("Transport").choose("Run until", goal).await?;
        self.run_to_it("run until").await
    }

    async fn run_to_it(&self, told: &str) -> Result<()> {
        // The sentence of an earlier such run must not be taken for that of this one.
        let before = self.step().await?;
        self.region("Transport").click("button", "Run to it").await?;
        until(format!("the run to stop as it was to {told}"), async || {
            let stopped = self.region("Transport").has("button", "Play").await?;
            let says = self.whole().text().await?.contains(told);
            Ok((stopped && says && self.step().await? > before).then_some(()))
        })
        .await
    }

    /// Steps from message to message until those under way are as they should be.
    ///
    /// # Errors
    ///
    /// If they are not so for a long time.
    pub async fn step_until<T>(&self, find: impl Fn(&[UnderWay]) -> Option<T>) -> Result<T> {
        for _ in 0..MESSAGES {
            if let Some(found) = find(&self.under_way().await?) {
                return Ok(found);
            }
            self.next_message().await?;
        }
        bail!("stepped over {MESSAGES} messages in vain")
    }

    /// Steps to the next message that arrives.
    ///
    /// # Errors
    ///
    /// If the run does not go on.
    pub async fn next_message(&self) -> Result<()> {
        let before = self.step().await?;
        self.region("Transport").click("button", "Step to next message").await?;
        self.step_is(|step| step > before).await
    }

    /// Steps back once.
    ///
    /// # Errors
    ///
    /// If the run does not go back.
    pub async fn step_back(&self) -> Result<()> {
        let before = self.step().await?;
        self.region("Transport").click("button", "Step back").await?;
        self.step_is(|step| step + 1 == before).await
    }

    /// Waits until the number of steps is as it should be.
    ///
    /// # Errors
    ///
    /// If it does not come to that.
    pub async fn step_is(&self, is: impl Fn(u64) -> bool) -> Result<()> {
        until("the step that is awaited", async || Ok(is(self.step().await?).then_some(()))).await
    }

    /// The link to this run, as Share gives it.
    ///
    /// # Errors
    ///
    /// If it gives none.
    pub async fn link(&self) -> Result<String> {
        let page = self.whole();
        page.click("button", "Share").await?;
        let link = page.named("textbox", "Link").await?.value;
        page.click("button", "Close share").await?;
        Ok(link)
    }
}
