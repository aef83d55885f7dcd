// Someone who uploads models: sends again what got no answer, and nothing that was accepted.
import { setTimeout as sleep } from 'node:timers/promises';
import { entityOf } from './models.mjs';

const PIECE = 64 * 1024;
const PAUSE_MS = 15;
const AGAIN_MS = 300;
const FILE = 'model.safetensors';

export class Client {
  /** model name → id of the ingestion that was accepted */
  accepted = new Map();
  /** times that an upload had to be sent again */
  resent = 0;
  #underWay = [];

  /** Uploads to `child`, as often as it takes to get a 202. `isOver`: nobody waits any longer. */
  upload(child, name, bytes, isOver) {
    this.#underWay.push(
      (async () => {
        for (;;) {
          const id = await this.#try(child, name, bytes).catch(() => undefined);
          if (id !== undefined) {
            this.accepted.set(name, id);
            return;
          }
          if (isOver()) return;
          this.resent += 1;
          await sleep(AGAIN_MS);
        }
      })(),
    );
  }

  /** Resolves when all is accepted or given up. */
  async done() {
    await Promise.all(this.#underWay);
  }

  async #try(child, name, bytes) {
    const ref = `mlmodel:default/${name}`;
    // The answer to the last close may have been lost with the connection.
    const before = await child.call(
      `/ingestions?modelRef=${encodeURIComponent(ref)}&latest=true`,
    );
    if (before.body.items?.length > 0) return before.body.items[0].id;
    const version = `/models/default/${name}/versions/1.0.0`;
    const put = await child.call(`${version}/artifacts/${FILE}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: slowly(bytes),
      duplex: 'half',
    });
    if (put.status !== 201) return undefined;
    const close = await child.call(version, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ entity: entityOf(name, { path: FILE }) }),
    });
    return close.status === 202 ? close.body.ingestionId : undefined;
  }
}

async function* slowly(bytes) {
  for (let at = 0; at < bytes.length; at += PIECE) {
    yield bytes.subarray(at, at + PIECE);
    await sleep(PAUSE_MS);
  }
}
