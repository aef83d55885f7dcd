// A PostgreSQL of this run only, which may be cut and restarted as one likes.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './atExit.mjs';

const require = createRequire(import.meta.url);
const DATABASE = 'backstage_plugin_ml-models';
const DEBIAN = '/usr/lib/postgresql';

/** Folder of the newest installed server; `undefined` where there is none. */
function serverFolder() {
  if (!existsSync(DEBIAN)) return undefined;
  return readdirSync(DEBIAN)
    .sort((a, b) => Number(a) - Number(b))
    .map(version => join(DEBIAN, version, 'bin'))
    .filter(folder => existsSync(join(folder, 'initdb')))
    .at(-1);
}

export class PostgresCluster {
  #pool;
  #over;

  static isInstalled() {
    return serverFolder() !== undefined;
  }

  constructor(port) {
    this.folder = mkdtempSync(join(tmpdir(), 'soak-pg-'));
    this.port = port;
    const connection = { host: '127.0.0.1', port, user: 'postgres' };
    this.config = { client: 'pg', connection };
    this.knex = {
      client: 'pg',
      connection: { ...connection, database: DATABASE },
    };
    chmodSync(this.folder, 0o755);
    const data = join(this.folder, 'pg');
    mkdirSync(data);
    if (process.getuid() === 0) {
      const id = flag => Number(execFileSync('id', [flag, 'postgres']));
      chownSync(data, id('-u'), id('-g'));
    }
    this.data = join(data, 'data');
    this.#run('initdb', [
      '-D',
      this.data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '--no-sync',
    ]);
    this.start();
    this.#over = atExit(() => this.stop('immediate'));
  }

  start() {
    this.#control('start', [
      '-l',
      join(this.folder, 'pg', 'log'),
      '-o',
      `-c listen_addresses=127.0.0.1 -p ${this.port} -c unix_socket_directories=${this.folder}/pg -c max_connections=200 -c fsync=off`,
    ]);
  }

  /** `immediate`: as if the machine fell; `fast`: as an operator does it. */
  stop(mode) {
    this.#control('stop', ['-m', mode]);
  }

  /** Rows of the registry's database; `?` for parameters. */
  async query(sql, parameters = []) {
    let n = 0;
    const text = sql.replace(/\?/g, () => `$${++n}`);
    this.#pool ??= this.#connect();
    return (await this.#pool.query(text, parameters)).rows;
  }

  /** Ends every connection of the registry but this one. Answers with their number. */
  async cut() {
    const ended = await this.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = ? and pid <> pg_backend_pid()',
      [DATABASE],
    );
    return ended.length;
  }

  async close() {
    await this.#pool?.end();
    this.#over();
    this.stop('immediate');
    rmSync(this.folder, { recursive: true, force: true });
  }

  #connect() {
    const { Pool } = require('pg');
    const pool = new Pool({ ...this.knex.connection, max: 1 });
    pool.on('error', () => {});
    return pool;
  }

  #control(command, more) {
    this.#run('pg_ctl', ['-D', this.data, '-w', command, ...more]);
  }

  // The server refuses to be run by root.
  #run(program, args) {
    const command = [join(serverFolder(), program), ...args];
    const [file, ...rest] =
      process.getuid() === 0
        ? ['runuser', '-u', 'postgres', '--', ...command]
        : command;
    execFileSync(file, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}
