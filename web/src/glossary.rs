//! The words of the page, and what each means: one list, which the cards over the page's words and Help
//! both show.

/// One list, of which the enum, the names, the meanings and the topics are made: no word can lack one.
macro_rules! glossary {
    ($($topic:literal { $($word:ident $name:literal $meaning:literal)+ })+) => {
        /// A word that the page uses in a sense of its own.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Word {
            $($(#[doc = $meaning] $word,)+)+
        }

        /// Words that belong together.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub struct Topic {
            /// What they are about.
            pub name: &'static str,
            /// The words, each explained before it is needed.
            pub words: &'static [Word],
        }

        impl Topic {
            /// All of them.
            pub const ALL: &'static [Self] =
                &[$(Self { name: $topic, words: &[$(Word::$word),+] }),+];
        }

        impl Word {
            /// The word, as it stands in a sentence.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$word => $name,)+)+ }
            }

            /// What it means, in one or two sentences.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $($(Self::$word => $meaning,)+)+ }
            }
        }
    };
}

glossary! {
    "The market" {
        Peer "peer" "One stall of the market: a program of its own, which knows only what messages tell it. Its number decides elections."
        Buyer "buyer" "A peer that buys: it thinks for a while, asks the trader for goods, and waits for the answer."
        Seller "seller" "A peer that sells: it registers its goods with the trader, who sells them for it."
        Trader "trader" "The one peer that the others have elected. It serves all buyers one after another, and takes a commission."
        Offer "offer" "Goods that a seller has registered: so many pieces at a price. Registered is always what is sold plus what is left."
        Request "request" "A buyer's wish, with a number. Asked again it keeps the number, so that nobody pays twice."
        Queue "queue" "The requests that wait at the trader, in the order in which it will serve them."
        Sale "sale" "One piece that goes from a seller to a buyer. It counts once it is carved in the ledger."
        Account "account" "What a peer has spent, earned and taken as commission, added up from the ledger alone."
        Commission "commission" "The part of a price that the trader keeps, a fifth at first. The seller gets the rest."
    }
    "Messages" {
        Message "message" "What one peer tells another. It carries its sender's clock, takes time on its way, and can be lost."
        Envelope "envelope" "A message with its sender, its receiver and its sender's clock."
        Link "link" "The way from one peer to another. Messages on it arrive in the order in which they were sent, unless a fault lets them overtake each other."
        InFlight "in flight" "Sent and not arrived yet. The page also says: under way."
        Latency "latency" "How long a message is under way."
    }
    "Elections" {
        Election "election" "How peers agree on a trader: by the usual rules the highest number that is up wins. It begins when somebody suspects the trader."
        Bully "bully algorithm" "The election used at first: ask all who are higher, and lead if none of them answers. The higher one always takes over, hence the name."
        ElectionMessage "ELECTION" "The message by which a peer asks every higher one whether it is there."
        Ok "OK" "The answer of a higher peer to ELECTION: I am here, stand down, I will see to it."
        Coordinator "COORDINATOR" "The winner's message to all: I lead from now on."
        Term "term" "A round of the majority vote, by its number. Each peer has one vote in it, so that no two can have more than half of them."
        Vote "vote" "What a peer gives to the first that asks for it in a term. Who has the votes of more than half of all peers leads."
        Suspect "suspect" "To believe that the trader is dead, because no answer came in time. It may be wrong: the trader may only be slow."
        Detector "detector" "The part of a peer that decides whether to suspect the trader: by asking it, or by missing its signs of life."
        Heartbeat "heartbeat" "A sign of life that the trader sends at intervals, so that its silence is noticed."
    }
    "Clocks" {
        Clock "vector clock" "A list with one number for each peer: of how many events of each this one can know. Every message carries its sender's."
        ClockEntry "clock entry" "One number of a vector clock: how many events of that peer this one has heard of. Its own counts its own events."
        HappenedBefore "happened before" "One event could have caused the other: a chain of messages leads from it to the other. Their clocks tell: no entry is greater, and one is smaller."
        Concurrent "concurrent" "Neither event could have caused the other, whatever the time says. Each one's clock has an entry that is greater."
        Causality "causality" "What could have led to what. Whoever asked because of a message comes behind the one who sent it, however late that one's request arrives."
        TieBreak "tie-break" "The rule that orders requests of which neither happened before the other: the smaller sum of entries first, then the lower buyer."
        Event "event" "One thing that happens at one peer, or at the ledger: a message leaves, arrives or is lost, a timer runs out, a peer crashes."
        Lifeline "lifeline" "The events of one peer in order, drawn as a line. A peer that restarts begins a new one."
    }
    "The ledger" {
        Ledger "ledger" "The standing stone in the middle. Every sale is carved in it, and it outlives all peers."
        LedgerEntry "ledger entry" "One line of the ledger: an epoch that begins, goods on offer, a sale, or an answer that nobody sells."
        Epoch "epoch" "The number of a trader's rule. A new trader opens the next one in the ledger before it trades, so that the ledger can tell it from all before it."
        Fencing "fencing" "The ledger refuses to write for an epoch that is over. A trader that was only slow, or cut off, can do no harm then."
        Durable "durable" "Carved in the ledger, so that no crash can take it away. Only then is a buyer answered."
        Recovery "recovery" "What a new trader does first: it reads the ledger, and knows what was sold, to whom, and which requests are answered."
    }
    "Faults" {
        Crash "crash" "A peer stops, and forgets all but its notebook. What is sent to it meanwhile is lost."
        Restart "restart" "A crashed peer starts again, with its notebook and nothing else."
        Incarnation "incarnation" "One life of a peer, from a start to a crash. Messages to an earlier one are not delivered."
        Pause "pause" "A peer stands still and forgets nothing. To the others it looks dead; when it goes on, it may still believe that it leads."
        Partition "partition" "The peers fall into groups that do not hear each other. The ledger is on one side."
        Timer "timer" "A wait that a peer has set itself. When it runs out, the peer acts without a message."
        Intervention "intervention" "What somebody did to the run: a crash, a cut link, a message held back. It is part of the run, and of its link."
    }
    "The run" {
        Run "run" "All that happens from one start. Scenario, seed and interventions decide every step of it, so it can be made again exactly."
        Scenario "scenario" "What a run starts from: the peers, their goods, how slow messages are, which rules and defences hold."
        Seed "seed" "The number from which all chance in a run is drawn. The same seed makes the same run."
        Checkpoint "checkpoint" "A moment of the run that the page keeps, so that going back takes no time."
        Branch "branch" "One line of a run. An act in the past begins a new one, and the old future stays."
        Invariant "invariant" "A statement that must hold, such as: what is sold was on offer. Checks holds every event against thirteen of them."
        Breach "breach" "The first moment at which an invariant does not hold, with the events that prove it."
        Defence "defence" "A rule of the protocol that keeps an invariant, such as fencing. A scenario can do without it, to show what breaks then."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = Word> {
        Topic::ALL.iter().flat_map(|topic| topic.words).copied()
    }

    #[test]
    fn every_word_of_the_protocol_is_explained() {
        let words = [
            "peer",
            "trader",
            "buyer",
            "seller",
            "offer",
            "request",
            "sale",
            "ledger",
            "epoch",
            "envelope",
            "link",
            "in flight",
            "event",
            "lifeline",
            "incarnation",
            "run",
            "scenario",
            "seed",
            "intervention",
            "checkpoint",
            "breach",
            "vector clock",
            "happened before",
            "concurrent",
            "ELECTION",
            "OK",
            "COORDINATOR",
            "crash",
            "restart",
            "pause",
            "durable",
        ];
        for word in words {
            assert!(all().any(|known| known.name() == word), "{word}");
        }
    }

    #[test]
    fn a_word_is_explained_once() {
        let mut names: Vec<_> = all().map(Word::name).collect();
        let words = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), words);
    }

    #[test]
    fn a_meaning_is_one_or_two_whole_sentences_and_fits_on_a_card() {
        for word in all() {
            let meaning = word.meaning();
            assert!(meaning.ends_with('.') && meaning.len() <= 180, "{}", word.name());
            let sentences = meaning.matches('.').count();
            assert!((1..=2).contains(&sentences), "{}", word.name());
        }
    }
}
