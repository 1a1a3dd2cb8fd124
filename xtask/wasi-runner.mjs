#!/usr/bin/env -S node --no-warnings --single-threaded
// Runs a WebAssembly program built for wasm32-wasip1, such as a crate's unit tests, as if it were an ordinary program.
// Of one thread, because Node 20 crashes at the end of some programs while others still compile them.
// Cargo calls it with the program and its arguments (see .cargo/config.toml).

import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [program, ...args] = process.argv.slice(2);
if (!program) {
  console.error("usage: wasi-runner.mjs PROGRAM.wasm [ARGUMENT...]");
  process.exit(2);
}

const wasi = new WASI({
  version: "preview1",
  args: [program, ...args],
  env: process.env,
  // A test may read its scenario files: they are where they are outside.
  preopens: { "/": "/", ".": process.cwd() },
  returnOnExit: true,
});

const { instance } = await WebAssembly.instantiate(await readFile(program), wasi.getImportObject());
try {
  process.exitCode = wasi.start(instance);
} catch (trap) {
  // A panic has already told its reason on stderr, and ends in a trap because nothing unwinds in WebAssembly.
  console.error(`${program}: ${trap.message}`);
  process.exitCode = 1;
}
