#!/usr/bin/env node
// Has programs that are not ours read what is exported: `node read.mjs FOLDER`, a folder of golden files.
// Each must also refuse its file when it is spoilt: a reader that takes anything proves nothing.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import assert from "node:assert/strict";
import mermaid from "mermaid";
import traceModel from "@tracerbench/trace-model";
import { parse as parseCsv } from "csv-parse/sync";
import { ofItf, diagnosticsOfItf } from "@informalsystems/quint/dist/src/itf.js";

async function readMermaid(text) {
  const { diagramType } = await mermaid.parse(text);
  assert.equal(diagramType, "sequence");
  return text.match(/->>|-x/g).length + " arrows";
}

// Quint makes an expression of each state.
async function readItf(text) {
  const trace = JSON.parse(text);
  const states = ofItf(trace);
  assert.equal(states.length, trace.states.length);
  for (const state of states) {
    assert.equal(state.opcode, "Rec");
    assert.equal(state.args.length, 2 * trace.vars.length);
  }
  assert.ok(diagnosticsOfItf(trace));
  return states.length + " states";
}

// TracerBench makes a model of processes, threads and nested slices.
async function readChrome(text) {
  const trace = JSON.parse(text);
  const { processes } = traceModel.buildModel(trace);
  for (const { name, id } of processes) {
    assert.ok(name, `process ${id} has no name`);
  }
  const slices = processes.flatMap((process) => process.threads).flatMap((thread) => thread.events);
  const read = slices.filter((slice) => slice.ph === "X");
  assert.equal(read.length, trace.traceEvents.filter((event) => event.ph === "X").length);
  // Of slices that overlap, one lies within the other.
  for (const { start, end, parent } of read) {
    assert.ok(end > start && (!parent || (parent.start <= start && end <= parent.end)));
  }
  return `${processes.length} processes, ${read.length} slices`;
}

// ShiViz has no package. What it does with the first line is done here: the log is read by its own expression.
async function readShiviz(text) {
  const [expression, delimiter, ...log] = text.trimEnd().split("\n");
  assert.equal(delimiter, "");
  const events = [...log.join("\n").matchAll(new RegExp(expression, "gm"))];
  assert.equal(events.length, log.length / 2);
  for (const { groups } of events) {
    assert.ok(JSON.parse(groups.clock)[groups.host] >= 1);
  }
  return events.length + " events";
}

async function readCsv(text) {
  const rows = parseCsv(text, { columns: true, relax_quotes: false, record_delimiter: "\r\n" });
  assert.ok(rows.length > 0);
  return rows.length + " rows";
}

const FILES = [
  ["diagram.mmd", readMermaid, (text) => text.replace("->>", "=>>")],
  ["run.itf.json", readItf, (text) => text.replace(/\{"#set":\[/, '{"#set":5,"#never":[')],
  ["trace.json", readChrome, (text) => text.replace('"dur":1,', '"dur":0,')],
  ["shiviz.log", readShiviz, (text) => text.replace("] [", "][")],
  ["events.csv", readCsv, (text) => text.replace(",", "")],
  ["figures.csv", readCsv, (text) => text.replace(",", "")],
];

async function isRefused(read, text) {
  try {
    await read(text);
    return false;
  } catch {
    return true;
  }
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: read.mjs FOLDER");
  process.exit(2);
}
for (const [name, read, spoil] of FILES) {
  const text = await readFile(join(folder, name), "utf8");
  console.log(`${name}: ${await read(text)}`);
  assert.ok(await isRefused(read, spoil(text)), `${name} is taken although it is spoilt`);
}
