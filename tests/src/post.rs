//! The messages under way, as the Network's buttons tell them.

use anyhow::{Context, Result};

use crate::page::Page;
use crate::wait::until;

/// A message under way. The page must be paused to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderWay {
    /// Its number.
    pub id: u64,
    /// What it says, such as "BUY".
    pub kind: String,
    /// Who sent it, such as "peer 3".
    pub from: String,
    /// Whom it goes to.
    pub to: String,
    /// What is told of its arrival: "due at 3.214 s", "held".
    pub due: String,
}

impl UnderWay {
    /// Reads "Message 12, BUY from peer 1 to peer 5, due at 3.214 s".
    ///
    /// # Errors
    ///
    /// If that is not the name of a message.
    pub fn read(name: &str) -> Result<Self> {
        let parts = || {
            let (id, rest) = name.strip_prefix("Message ")?.split_once(", ")?;
            let (way, due) = rest.split_once(", ")?;
            let (kind, ends) = way.split_once(" from ")?;
            let (from, to) = ends.split_once(" to ")?;
            let [kind, from, to, due] = [kind, from, to, due].map(str::to_owned);
            Some(Self { id: id.parse().ok()?, kind, from, to, due })
        };
        parts().with_context(|| format!("expected a message's name, found \"{name}\""))
    }

    /// Whether two messages are on the same link.
    #[must_use]
    pub fn shares_its_link_with(&self, other: &Self) -> bool {
        (&self.from, &self.to) == (&other.from, &other.to)
    }
}

impl Page<'_> {
    /// The messages under way now, in the order in which they were sent.
    ///
    /// # Errors
    ///
    /// If the browser is gone, or a message has an odd name.
    pub async fn under_way(&self) -> Result<Vec<UnderWay>> {
        let buttons = self.region("Network").all("button").await?;
        let messages = buttons.iter().filter(|button| button.name.starts_with("Message "));
        messages.map(|message| UnderWay::read(&message.name)).collect()
    }

    /// Waits until message `id` is under way, and `is` as it should be.
    ///
    /// # Errors
    ///
    /// If it does not come to that.
    pub async fn message_is(&self, id: u64, is: impl Fn(&UnderWay) -> bool) -> Result<UnderWay> {
        until(format!("message {id} to be as it should"), async || {
            let all = self.under_way().await?;
            Ok(all.into_iter().find(|message| message.id == id && is(message)))
        })
        .await
    }

    /// Waits until message `id` is no longer under way.
    ///
    /// # Errors
    ///
    /// If it stays.
    pub async fn message_is_gone(&self, id: u64) -> Result<()> {
        until(format!("message {id} to be gone"), async || {
            let all = self.under_way().await?;
            Ok(all.iter().all(|message| message.id != id).then_some(()))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::UnderWay;

    #[test]
    fn a_message_is_read_out_of_its_name() {
        let name = "Message 166, APPEND from peer 5 to the ledger, due at 3.169 s";
        let message = UnderWay::read(name).expect("it is one");
        let UnderWay { id, kind, from, to, due } = &message;
        assert_eq!((*id, kind.as_str()), (166, "APPEND"));
        assert_eq!([from, to, due], ["peer 5", "the ledger", "due at 3.169 s"]);
    }

    #[test]
    fn what_is_no_message_is_told() {
        assert!(UnderWay::read("Peer 5, trader").is_err());
    }
}
