// A thread that asks for health ten times a second and keeps the worst answer. What this thread was itself late by is
// the machine's, not the backend's.
import { parentPort, workerData } from 'node:worker_threads';
import { residentMib } from './startBackend.mjs';

const EVERY_MS = 100;
/** a sample counts unless this thread was late by more */
const OWN_LAG_MS = 200;
const { pid, probes, headers } = workerData;
const worst = {
  ms: 0,
  path: '',
  during: '',
  samples: 0,
  discarded: 0,
  failed: 0,
  mib: 0,
  mibDuring: '',
};
let during = 'the card of 9,400 keys';
let ownLag = 0;
let ticks = performance.now();
let running = true;

setInterval(() => {
  const now = performance.now();
  ownLag = Math.max(ownLag, now - ticks - 20);
  ticks = now;
}, 20);

async function probe(path) {
  while (running) {
    ownLag = 0;
    const asked = during;
    const started = performance.now();
    const ok = await fetch(path, { headers }).then(
      async answer => {
        await answer.arrayBuffer();
        return answer.status === 200;
      },
      () => false,
    );
    const ms = performance.now() - started;
    const mib = residentMib(pid) ?? 0;
    if (mib > worst.mib) {
      worst.mib = mib;
      worst.mibDuring = during;
    }
    worst.samples += 1;
    if (ownLag > OWN_LAG_MS) {
      worst.discarded += 1;
    } else if (!ok) {
      worst.failed += 1;
    } else if (ms > worst.ms) {
      worst.ms = ms;
      worst.path = new URL(path).pathname;
      worst.during = asked;
    }
    await new Promise(resolve => setTimeout(resolve, EVERY_MS));
  }
}

const all = Promise.all(probes.map(probe));
parentPort.on('message', async message => {
  if (message !== 'end') {
    during = message;
    return;
  }
  running = false;
  await all;
  parentPort.postMessage(worst);
  process.exit(0);
});
