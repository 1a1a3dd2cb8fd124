//! The list of the page's own words.

/// One list, of which the enum, the names, the meanings and the topics are made: no word can lack one.
macro_rules! glossary {
    ($($topic:literal { $($word:ident $name:literal $meaning:literal)+ })+) => {
        /// A word that the page uses in a sense of its own.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Word {
            $($(#[doc = $meaning] $word,)+)+
        }

        impl Word {
            /// All of them by what they are about, each explained before it is needed.
            pub(super) const TOPICS: &'static [(&'static str, &'static [Self])] =
                &[$(($topic, &[$(Self::$word),+])),+];

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
        Role "role" "What a peer trades as, buyer or seller. Whoever leads does neither meanwhile."
        Trader "trader" "The one peer that the others have elected. It serves all buyers one after another, and takes a commission."
        Offer "offer" "Goods that a seller has registered: so many pieces at a price. Registered is always what is sold plus what is left."
        Lot "lot" "The pieces of one good that a seller registers at once. When it is sold out, the seller brings another."
        Restock "restock" "The pieces that a seller brings anew when its lot is sold out."
        Request "request" "A buyer's wish, with a number. Asked again it keeps the number, so that nobody pays twice."
        Retry "retry" "A request that is asked again, with the same number, because no answer came in time."
        ThinkingTime "thinking time" "How long a buyer waits between an answer and its next request."
        Queue "queue" "The requests that wait at the trader, in the order in which it will serve them."
        ServiceTime "service time" "How long the trader needs for one request. The others wait in the queue meanwhile."
        Grant "grant" "To answer a request with a sale."
        Sale "sale" "One piece that goes from a seller to a buyer. It counts once it is carved in the ledger."
        NoSeller "no seller" "The answer to a request for goods that nobody offers. The buyer wishes for something else then."
        Notice "notice" "The message that tells a seller of a sale. The trader repeats it until the seller acknowledges it."
        Acknowledge "acknowledge" "To tell a sender that its message has come. What nobody acknowledges is sent again."
        Account "account" "What a peer has spent, earned and taken as commission, added up from the ledger alone."
        Commission "commission" "The part of a price that the trader keeps, a fifth at first. The seller gets the rest."
    }
    "Messages" {
        Message "message" "What one peer tells another. It carries its sender's clock, takes time on its way, and can be lost."
        Envelope "envelope" "A message with its sender, its receiver and its sender's clock."
        Link "link" "The way from one peer to another. Messages on it arrive in the order in which they were sent, unless a fault lets them overtake each other."
        InFlight "in flight" "Sent and not arrived yet. The page also says: under way."
        Latency "latency" "How long a message is under way."
        Law "law" "How times are drawn: always the same, evenly between two bounds, or mostly near the shorter one."
        ProcessingTime "processing time" "How long a peer may take to react to a message. Timeouts allow for it."
        Timeout "timeout" "The longest that a peer waits for something. After that it acts as if nothing would come."
    }
    "Elections" {
        Election "election" "How peers agree on a trader: by the usual rules the highest number that is up wins. It begins when somebody suspects the trader."
        Candidate "candidate" "A peer that stands in an election: it has asked the others, and waits for what they say."
        Bully "bully algorithm" "The election used at first: ask all who are higher, give up if one answers, and lead if none does. The higher one always takes over, hence the name."
        ReportElection "report's election" "At the start a chain: each peer asks the next higher one. Later the one that suspects the trader asks all who are higher, as in the bully algorithm."
        ModifiedBully "modified bully" "An election in which the one that noticed collects all answers, and grants the highest peer the lead. It takes far fewer messages."
        Ring "ring" "An election in which each peer hands the highest number that it saw on to the next. Whoever gets its own back leads."
        MajorityVote "majority vote" "An election in Raft's manner: who gets the votes of more than half of all peers leads for a term. A minority elects nobody."
        ElectionMessage "ELECTION" "The message by which a peer asks every higher one whether it is there."
        Ok "OK" "The answer of a higher peer to ELECTION: I am here, stand down, I will see to it."
        Coordinator "COORDINATOR" "The winner's message to all: I lead from now on."
        StandDown "stand down" "To leave the lead to a higher peer that has answered, and wait for its COORDINATOR."
        WaitForOk "T" "How long a candidate waits for an OK before it takes itself for the winner: a question's way, an answer's way, and the time to react."
        WaitForCoordinator "T'" "How long a peer that stands down waits for the winner's COORDINATOR before it begins again. It is longer than T."
        Recheck "recheck" "The check of a new trader soon after its COORDINATOR, which may have come from one that has died since."
        Term "term" "A round of the majority vote, by its number. Each peer has one vote in it, so that no two can have more than half of them."
        Vote "vote" "What a peer gives to the first that asks for it in a term. Who has the votes of more than half of all peers leads."
        SplitVote "split vote" "A term in which several peers ask for votes and none gets enough. They wait for a random time, and ask again."
        Suspect "suspect" "To believe that the trader is dead, because no answer came in time. It may be wrong: the trader may only be slow."
        Detector "detector" "The part of a peer that decides whether to suspect the trader: by asking it, or by missing its signs of life."
        Check "check of the trader" "A PING to the trader, before each request and at intervals, in the report a liveness check. No PONG in time: it is suspected."
        Ping "PING" "The question whether the trader is there."
        Pong "PONG" "The answer to PING: I am here."
        Heartbeat "heartbeat" "A sign of life that the trader sends at intervals, so that its silence is noticed."
        Silence "silence" "The time since the trader's last sign of life. If it lasts too long, the trader is suspected."
        PhiAccrual "phi accrual" "A detector that learns from the heartbeats that came how long a silence may last. Where they come irregularly it is more patient."
        Phi "phi" "How unlikely a silence is, counted in powers of ten: at 8, one as long comes by chance once in a hundred million times."
        Deviation "least deviation" "By how much heartbeats are taken to vary at least, so that one that is a little late is not suspicious."
    }
    "Clocks" {
        Clock "vector clock" "A list with one number for each peer: how many of that peer's events this one has heard of. Every message carries its sender's."
        ClockEntry "clock entry" "One number of a vector clock: how many events of that peer this one has heard of. A peer's own entry counts what happened at itself."
        HappenedBefore "happened before" "One event could have caused the other: a chain of messages leads from it to the other. Their clocks tell: no entry is greater, and one is smaller."
        Concurrent "concurrent" "Neither event could have caused the other, whatever the time says. Each one's clock has an entry that is greater."
        Causality "causality" "What could have led to what. Whoever asked because of a message comes behind the one who sent it, however late that one's request arrives."
        TieBreak "tie-break" "The rule that orders requests of which neither happened before the other: the smaller sum of entries first, then the lower buyer."
        QueueOrder "queue order" "By what of their clocks requests are put in line. Where the clocks leave it open, the tie-break decides."
        Sound "sound" "Of an order: it never puts an effect before its cause."
        Scope "what clocks count" "Every event of a peer, or, as in the report, messages of trade alone. Then clocks know nothing of elections and checks."
        Packed "packed" "Written with as few bytes as a number needs. In full, every entry of a clock takes four."
        Event "event" "One thing that happens at one peer, or at the ledger: a message leaves, arrives or is lost, a timer runs out, a peer crashes."
        Lifeline "lifeline" "The events of one peer in order, drawn as a line. A peer that restarts begins a new one."
        Depth "causal depth" "How many events the longest chain of causes has that leads to an event."
    }
    "The ledger" {
        Ledger "ledger" "The standing stone in the middle. Every sale is carved in it, and it outlives all peers."
        LedgerEntry "ledger entry" "One line of the ledger: an epoch that begins, goods on offer, a sale, or an answer that nobody sells."
        Append "append" "To add an entry at the ledger's end. The ledger refuses what comes from an old epoch, or for a place that is taken."
        Epoch "epoch" "One trader's time, by its number. A new trader opens the next one in the ledger before it trades, and the ledger takes nothing from an earlier one any more."
        Durable "durable" "Carved in the ledger, so that no crash can take it away. Only then is a buyer answered."
        Recovery "recovery" "What a new trader does first: it reads the ledger, and knows what was sold, to whom, and which requests are answered."
    }
    "Faults" {
        Crash "crash" "A peer stops, and forgets all but its notebook. What is sent to it meanwhile is lost."
        Restart "restart" "A crashed peer starts again, with its notebook and nothing else."
        Incarnation "incarnation" "One life of a peer, from a start to a crash. Messages to an earlier one are not delivered."
        Pause "pause" "A peer stands still and forgets nothing. To the others it looks dead; when it goes on, it may still believe that it leads."
        Partition "partition" "The peers fall into groups that do not hear each other. The ledger may be cut off from some of them, or from none."
        Timer "timer" "A wait that a peer has set itself. When it runs out, the peer acts without a message."
        Intervention "intervention" "What somebody did to the run: a crash, a cut link, a message held back. It is part of the run, and of its link."
        Cut "cut" "To let nothing through on a link. Who is cut off hears nobody, and nobody hears it."
        Lost "lost" "Gone on its way, because of a fault or because its receiver was down. Nobody is told."
        Duplicate "duplicate" "To let a message arrive twice. What it asks for must be done once all the same."
        AnyOrder "any order" "So that a message can overtake one that was sent before it on the same link."
        Clog "clog" "To let messages pile up on a link. They arrive when it is healed."
        Heal "heal" "To end what is wrong with links, so that messages get through again."
        Hold "hold" "To keep a message back until somebody releases it."
        FailingWrite "failing write" "A write that the ledger does not do, and says so."
        TornWrite "torn write" "A write that the ledger breaks off, and tells nobody. The trader hears nothing, and asks again."
        Fault "fault" "What goes wrong: a crash, a pause, a bad link. By hand at any moment, or planned for a time in a scenario."
    }
    "The run" {
        Run "run" "All that happens from one start. Scenario, seed and interventions decide every step of it, so it can be made again exactly."
        Step "step" "One thing that happens in the world, a message that arrives or a timer that runs out, and all that its peer does because of it."
        Simulated "simulated" "By the time of the run itself. However fast it goes by on the screen, it is the same."
        Rule "rule" "One sentence of an algorithm. The page tells of each event which of them it applied."
        Scenario "scenario" "What a run starts from: the peers, their goods, how slow messages are, which rules and defences hold."
        Preset "preset" "A scenario made beforehand, with a sentence on what there is to see in it. To open it starts a new run."
        Seed "seed" "The number from which all chance in a run is drawn. The same seed makes the same run."
        Checkpoint "checkpoint" "A moment of the run that the page keeps, so that going back takes no time."
        Branch "branch" "One line of a run. An act in the past begins a new one, and the old future stays."
        Digest "digest" "A short number that stands for all that happened. Two runs with the same one went the same way."
        Invariant "invariant" "A statement that must hold, such as: what is sold was on offer. Checks holds every event against thirteen of them."
        Breach "breach" "The first moment at which an invariant does not hold, with the events that prove it."
        Defence "defence" "A rule of the protocol that keeps an invariant, such as fencing. A scenario can do without it, to show what breaks then."
        Eventually "eventually" "At last, if nothing fails for long enough. It is judged only then."
        Continuation "continuation" "One way in which the run could go on: which message comes next, who crashes when."
        Hunt "hunt" "A search among thousands of continuations for one that breaks an invariant."
    }
    "Figures" {
        Report "report" "The lab report on which this laboratory is built. Its six peers were programs on one machine, timed by the clock."
        Machine "report's machine" "The scenario whose messages, files and sales are as slow as the report's own figures say they were."
        Modern "modern network" "The same peers where a message takes less than a thousandth of a second."
        ResponseTime "response time" "How long a buyer waits: from before it checks the trader until it has its answer."
        Mean "mean" "The sum of all times, divided by how many there are."
        Most "19 of 20 at most" "Of all times in order, the one that 19 of 20 do not exceed, taken from those measured (nearest rank)."
        Histogram "histogram" "The times in equal steps, and for each step a bar: how many fell into it."
        Sweep "sweep" "The same measurement over and over, with one thing changed from point to point."
        Formula "formula" "What a figure must be, worked out on paper and not by this program. Plots show it as a dashed line, also called an oracle."
        FailOver "fail-over" "All between a trader's death and the moment at which the next one's epoch is open: detection, election, recovery."
        Detection "detection" "The time from a trader's death until somebody suspects it."
    }
}
