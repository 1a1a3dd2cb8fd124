//! The core's tests from outside, as one program: each further one would be linked by itself, with its own
//! copies of what all of them use, natively and again for WebAssembly; and the tests of one program share
//! all processors to the end. Only `import_memory` is apart, for it counts all memory of its program.
//!
//! One part of them: `cargo test -p core --test all bully::`.
//!
//! What is compared with a file lies beside this folder: `exports`, `stories`, `twin`, `word_width`.

mod common;
mod plays;
mod quiet;
mod wire;

/// What peers do: each rule, what it costs, and what becomes of it in whole runs.
mod protocol {
    mod attempts;
    mod bully;
    mod cases;
    mod elections;
    mod failover;
    mod market;
    #[cfg(not(target_family = "wasm"))]
    mod model;
    mod oracles;
    mod queue_order;
    mod report_election;
    mod report_features;
    mod vote;
}

/// What lies between peers, and what can be done to it.
mod world {
    mod links;
    mod touch;
}

/// The same run again: at any moment, on any branch, on any machine.
mod run {
    mod determinism;
    mod stories;
    mod twin;
    mod word_width;
}

/// What is told of a run that has happened.
mod hindsight {
    mod causality;
    mod clock_laws;
    mod compare;
    mod figures;
    mod reasons;
    mod rules;
}

/// What must hold, and what breaks it.
mod check {
    mod checks;
    mod conservation;
    mod exhibits;
    mod hunt;
    mod swarm;
}

/// What leaves the program, and what comes in.
mod outside {
    mod exports;
    mod imports;
    mod readers;
    mod records;
    #[cfg(not(target_family = "wasm"))]
    mod schema;
    mod shared_links;
}
