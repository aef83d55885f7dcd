// One registry under attack: its database, its processes, what was given to it, and what has to be true at the end.
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './Child.mjs';
import { Client } from './Client.mjs';
import { EACH_ROUND, entityOf, safetensors, SORTS } from './models.mjs';
import { SourceServer } from './SourceServer.mjs';

const TOKEN = 'soak-may-do-everything-0123456789';

export class World {
  source = new SourceServer();
  client = new Client();
  /** name → sort */
  planted = new Map();
  children = [];
  #entities = [];
  #isOver = false;
  #round = 0;

  /** `database`: one of database.mjs; `replicas`: processes; `spool(name)`: folder of a process, if not its own. */
  constructor({ database, replicas = 1, ports, spool, spoolFreeBytes }) {
    this.folder = mkdtempSync(join(tmpdir(), 'soak-'));
    this.database = database;
    this.replicas = replicas;
    this.ports = ports;
    this.spool = spool ?? (name => join(this.folder, name, 'spool'));
    this.spoolFreeBytes = spoolFreeBytes;
    this.models = join(this.folder, 'models');
    this.catalogFile = join(this.models, 'catalog-info.yaml');
    mkdirSync(this.models);
    this.#writeCatalog();
  }

  async start() {
    await this.source.start();
    for (let i = 0; i < this.replicas; i++) {
      const name = `replica-${i}`;
      const folder = join(this.folder, name);
      mkdirSync(this.spool(name), { recursive: true });
      this.children.push(
        new Child({
          name,
          port: this.ports + i,
          token: TOKEN,
          folder,
          config: this.#config(name, this.ports + i),
        }),
      );
    }
    // The first makes the tables; the others find them.
    for (const child of this.children) await child.start();
  }

  nextRound() {
    this.#round += 1;
    return this.#round;
  }

  /** Gives it one more model of each sort named. Uploads go to the replicas in turn. */
  plant(round, sorts = EACH_ROUND) {
    for (const sort of sorts) {
      const name = `${sort}-${round}`;
      const { head, size } = safetensors(name, SORTS[sort]);
      const whole = () =>
        Buffer.concat([head, Buffer.alloc(size - head.length)]);
      this.planted.set(name, sort);
      if (sort === 'upload') {
        const child = this.children[round % this.children.length];
        this.client.upload(child, name, whole(), () => this.#isOver);
        continue;
      }
      const file = `${name}.safetensors`;
      if (sort === 'stream') {
        const url = this.source.offer(file, whole());
        this.#entities.push(entityOf(name, { url }));
      } else {
        const path = join(this.models, file);
        writeFileSync(path, head);
        // The zeros take no room on the disk.
        truncateSync(path, size);
        this.#entities.push(entityOf(name, { path: file }));
      }
    }
    this.#writeCatalog();
  }

  async stop() {
    this.#isOver = true;
    await Promise.all(this.children.map(child => child.kill()));
    await this.client.done();
    this.source.stop();
    await this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #writeCatalog() {
    const text = this.#entities.map(each => `---\n${JSON.stringify(each)}\n`);
    // Renamed into place: the catalog never reads half of it.
    writeFileSync(`${this.catalogFile}.new`, text.join(''));
    renameSync(`${this.catalogFile}.new`, this.catalogFile);
  }

  #config(name, port) {
    const url = `http://127.0.0.1:${port}`;
    return {
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { port, host: '127.0.0.1' },
        database: this.database.config,
        workingDirectory: join(this.folder, name, 'work'),
        reading: { allow: [{ host: this.source.host }] },
        auth: {
          externalAccess: [
            { type: 'static', options: { token: TOKEN, subject: 'soak' } },
          ],
        },
      },
      catalog: {
        processingInterval: { seconds: 2 },
        rules: [{ allow: ['MLModel', 'Location'] }],
        locations: [{ type: 'file', target: this.catalogFile }],
      },
      mlModels: {
        ingestion: {
          roots: [this.models],
          spoolDirectory: this.spool(name),
          limits: { spoolFreeBytes: this.spoolFreeBytes },
          schedule: { frequency: { seconds: 3 }, timeout: { minutes: 1 } },
        },
      },
    };
  }
}
