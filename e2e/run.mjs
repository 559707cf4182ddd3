// Runs every journey of `journeys/*.mjs` against one running mingjian; ends in `N passed, N failed`.
//
//   node run.mjs --binary PATH [--name sqlite] [--database postgres://…] [--size 400] [--only TEXT]

import { readdir, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';

import { registered } from './harness/journey.mjs';
import { startServer } from './harness/server.mjs';
import { Traveller } from './harness/traveller.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const JOURNEY_LIMIT_MS = 180_000;

const { values: options } = parseArgs({
  options: {
    binary: { type: 'string', default: join(here, '../target/debug/mingjian') },
    browser: { type: 'string', default: '/usr/bin/chromium' },
    name: { type: 'string', default: 'sqlite' },
    database: { type: 'string' },
    size: { type: 'string', default: '400' },
    only: { type: 'string', default: '' },
  },
});

const out = join(here, 'out', options.name);
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const folder = join(here, 'journeys');
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.mjs')).sort()) await import(pathToFileURL(join(folder, file)));
const journeys = registered().filter(({ name }) => name.includes(options.only));

let passed = 0;
let failed = 0;
const tell = (name, problem) => {
  if (problem === undefined) passed += 1;
  else failed += 1;
  console.log(problem === undefined ? `ok      ${options.name}: ${name}` : `FAILED  ${options.name}: ${name}\n  ${problem.replaceAll('\n', '\n  ')}`);
};

let server;
let browser;
try {
  server = await startServer({ binary: options.binary, database: options.database, size: Number(options.size) });
  // Chromium's sandbox needs rights that root in a container does not have; the pages are our own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await chromium.launch({ executablePath: options.browser, args });
  for (const { name, travel } of journeys) tell(name, await problemOf(name, travel));
} catch (error) {
  tell('start', error.stack ?? String(error));
} finally {
  await browser?.close();
  if (server) {
    const outcome = await server.stop();
    const panics = server.log.filter((line) => line.includes('panicked'));
    tell('stop cleanly', outcome === 0 && panics.length === 0 ? undefined : [`ended with ${outcome}`, ...panics].join('\n'));
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one journey in a browser of its own; answers with what went wrong, if anything did. */
async function problemOf(name, travel) {
  const traveller = new Traveller({ browser, server, out, name });
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${JOURNEY_LIMIT_MS / 1000} s`)), JOURNEY_LIMIT_MS);
  });
  try {
    await Promise.race([travel(traveller), limit]);
    const problems = traveller.newProblems();
    return problems.length === 0 ? undefined : problems.join('\n');
  } catch (error) {
    if (traveller.currentPage) await traveller.shot('failed').catch((reason) => console.error(`no picture: ${reason.message}`));
    return [error.stack ?? String(error), ...traveller.newProblems(), ...server.log.slice(-20)].join('\n');
  } finally {
    clearTimeout(timer);
    await traveller.leave();
  }
}
