// One running mingjian with its own made-up city.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 20_000;

/**
 * Starts `mingjian demo` on a free port and waits until it listens.
 * @param {{binary: string, database: string | undefined, size: number}} settings
 */
export async function startServer({ binary, database, size }) {
  const data = await mkdtemp(join(tmpdir(), 'mingjian-e2e-'));
  const args = ['demo', '--json', '--steer-clock', '--size', String(size), '--listen', '127.0.0.1:0', '--data', join(data, 'city')];
  if (database) args.push('--database', database);
  const child = spawn(binary, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const log = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));

  const stop = async () => {
    child.kill('SIGTERM');
    const outcome = await withLimit(exited, STOP_LIMIT_MS, 'mingjian did not stop').catch((error) => error.message);
    if (outcome !== 0) child.kill('SIGKILL');
    await rm(data, { recursive: true, force: true });
    return outcome;
  };

  try {
    const ready = withLimit(readUntilListening(child.stdout), START_LIMIT_MS, 'mingjian demo was not ready in time');
    const said = await Promise.race([ready, exited.then((code) => ({ code }))]);
    if (!said.listening) throw new Error(`mingjian demo ended with ${said.code}`);
    /** Puts the clock of the city ahead; answers with its new day. */
    const goForward = async (days) => {
      const before = said.today;
      child.stdin.write(`${days}\n`);
      await withLimit(until(() => said.today !== before), STOP_LIMIT_MS, 'the clock did not move');
      return said.today;
    };
    return { url: `http://${said.listening}`, accounts: said.accounts, password: said.password, data, binary, log, stop, goForward };
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${log.join('\n')}`);
  }
}

/** Every JSON line merged; answers once one names the address. The rest is read too, so that the pipe never fills. */
function readUntilListening(stdout) {
  const said = {};
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      // Goes on after the address: the object is filled further.
      Object.assign(said, JSON.parse(line));
      if (said.listening) resolve(said);
    });
  });
}

async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function withLimit(promise, limitMs, message) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), limitMs);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
