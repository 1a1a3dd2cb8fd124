//! How long messages take, how long peers wait, and when they suspect their trader.

use super::{Chooser, Field, Kind, Unit, number, plain, time};

pub(super) const NETWORK: [Field; 3] = [
    plain(
        "network",
        "Network latency",
        Kind::Law { min: 1 },
        "How long a message between peers is under way.",
    ),
    plain(
        "storage",
        "Ledger latency",
        Kind::Law { min: 1 },
        "How long a message to the ledger is under way, and as long again its answer.",
    ),
    time(
        "processing_us",
        "Processing time",
        0,
        "How long a peer may take to react: timeouts allow for it, though peers here react at once.",
    ),
];

pub(super) const TIMEOUTS: [Field; 6] = [
    time(
        "timeouts.ok_us",
        "Wait for OK (T)",
        1,
        "How long a candidate waits for a higher peer to answer before it leads.",
    ),
    time(
        "timeouts.coordinator_us",
        "Wait for COORDINATOR (T')",
        1,
        "How long a peer that was told to stand down waits for the winner's announcement.",
    ),
    time(
        "timeouts.recheck_us",
        "Recheck",
        1,
        "How long after an announcement a peer checks that its sender is there.",
    ),
    time(
        "timeouts.answer_us",
        "Wait for an answer",
        1,
        "How long a buyer or a seller waits for the trader's answer before it suspects the trader.",
    ),
    time(
        "timeouts.notice_us",
        "Wait for a seller",
        1,
        "How long the trader waits for a seller to acknowledge a sale before it tells it again.",
    ),
    time(
        "timeouts.ledger_us",
        "Wait for the ledger",
        1,
        "How long the trader waits for the ledger's answer before it asks again.",
    ),
];

pub(super) const DETECTOR: [Field; 8] = [
    plain(
        "detector",
        "Detector",
        Kind::Choice(Chooser::Detector),
        "How peers find out that their trader is gone.",
    ),
    time(
        "detector.on_demand.interval_us",
        "Interval",
        1,
        "How long after the trader's last sign of life the next check comes.",
    ),
    time(
        "detector.on_demand.pong_us",
        "Wait for PONG",
        1,
        "How long the trader may take to answer a check.",
    ),
    time(
        "detector.heartbeat.every_us",
        "Heartbeat every",
        1,
        "How often the trader tells all that it is there.",
    ),
    time(
        "detector.heartbeat.silence_us",
        "Silence",
        1,
        "How long the trader may be silent before it is suspected.",
    ),
    time(
        "detector.accrual.every_us",
        "Heartbeat every",
        1,
        "How often the trader tells all that it is there.",
    ),
    number(
        "detector.accrual.phi",
        "Phi",
        Unit::None,
        (1, 16),
        "How unlikely a silence must be to be suspicious: 1 in 10 to the power of phi.",
    ),
    time(
        "detector.accrual.floor_us",
        "Least deviation",
        0,
        "However regular the heartbeats are, they are taken to vary so much.",
    ),
];
