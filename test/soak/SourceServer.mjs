// The place that models are fetched from: it sends slowly, so that there is time to die meanwhile.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const PIECE = 64 * 1024;
/** ms between two pieces: some 2.5 MB/s */
const PAUSE_MS = 25;

export class SourceServer {
  #files = new Map();
  #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.destroy());
  });

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.host = `127.0.0.1:${this.#server.address().port}`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** URL of a file with these bytes. */
  offer(name, bytes) {
    this.#files.set(`/${name}`, bytes);
    return `http://${this.host}/${name}`;
  }

  async #answer({ method, url }, response) {
    const bytes = this.#files.get(url);
    if (!bytes) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-length': bytes.length });
    for (let at = 0; method === 'GET' && at < bytes.length; at += PIECE) {
      if (response.destroyed) return;
      response.write(bytes.subarray(at, at + PIECE));
      await sleep(PAUSE_MS);
    }
    response.end();
  }
}
