// Twenty ordinary models, ten of a disk and ten of a good host, alone and beside a source that drips, one that never
// ends and one that lies about its length: <folder> <rounds>. Prints the seconds of each round as JSON. Runs the
// backend's source, see the group.
const { fork } = require('node:child_process');
const { on } = require('node:events');
const { createServer } = require('node:http');
const { mkdirSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { constants, setPriority } = require('node:os');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { UrlReaders } = require('@backstage/backend-defaults/urlReader');
const { DEFAULT_GOVERNANCE_POLICY } = require('@ml-models/model-governance');
const { InspectionPool } = require('@ml-models/artifact-io');

// What the backend has installed is taken from where it finds it.
const BACKEND = join(__dirname, '../../../plugins/ml-models-backend');
const ofBackend = createRequire(join(BACKEND, 'package.json'));
const { ConfigReader } = ofBackend('@backstage/config');
const Knex = ofBackend('knex');
const { readConfig } = ofBackend(`./src/config/readConfig`);
const { createIngestion } = ofBackend(`./src/ingest/createIngestion`);
const { createStores } = ofBackend(`./src/store/createStores`);

const MODELS = 20;
const TENSOR_BYTES = 8 * 1024 * 1024;
const ACTOR = 'plugin:ml-models';

function aModelFile() {
  const header = JSON.stringify({
    w: {
      dtype: 'F32',
      shape: [TENSOR_BYTES / 4],
      data_offsets: [0, TENSOR_BYTES],
    },
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([
    length,
    Buffer.from(header),
    Buffer.alloc(TENSOR_BYTES),
  ]);
}

const STRANGERS = {
  drips(response) {
    const timer = setInterval(() => response.write('x'), 1000);
    response.on('close', () => clearInterval(timer));
  },
  neverEnds(response) {
    const block = Buffer.alloc(64 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(block));
    };
    response.on('drain', more);
    more();
  },
  lies(response) {
    response.setHeader('Content-Length', 10 * TENSOR_BYTES);
    response.write(Buffer.alloc(1000));
    setTimeout(() => response.destroy(), 100);
  },
};

/** One host each: `127.0.0.1` with a port of its own. */
async function listen(answer) {
  const server = createServer((_request, response) => answer(response));
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${server.address().port}`;
}

function anEntity(name, artifact, location) {
  return {
    apiVersion: 'ml-models/v1alpha1',
    kind: 'MLModel',
    metadata: {
      name,
      namespace: 'default',
      annotations: location
        ? { 'backstage.io/managed-by-location': location }
        : {},
    },
    spec: {
      type: 'classifier',
      lifecycle: 'production',
      owner: 'team-a',
      version: '1.0.0',
      framework: 'pytorch',
      license: 'Apache-2.0',
      intendedUse: 'Measuring',
      inputs: [{ name: 'x', dtype: 'float32', shape: [1] }],
      outputs: [{ name: 'y', dtype: 'float32', shape: [1] }],
      artifacts: [artifact],
    },
  };
}

const silent = () => {};
const logger = {
  error: silent,
  warn: silent,
  info: silent,
  debug: silent,
  child: () => logger,
};

/** Seconds until the ordinary models are registered, from a registry of its own. */
async function run(folder, hosts, withStrangers) {
  mkdirSync(folder);
  const root = join(folder, 'models');
  mkdirSync(root);
  const config = new ConfigReader({
    backend: {
      reading: { allow: Object.values(hosts).map(host => ({ host })) },
    },
    mlModels: {
      ingestion: { roots: [root], spoolDirectory: join(folder, 'spool') },
    },
  });
  const knex = Knex({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'registry.sqlite') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const stores = await createStores({ database: knex, logger });
  const pool = new InspectionPool();
  const ingestion = createIngestion({
    ...stores,
    config: readConfig(config).ingestion,
    governance: DEFAULT_GOVERNANCE_POLICY,
    rootConfig: config,
    logger,
    urlReader: UrlReaders.default({ config, logger }),
    observer: { ingestionEnded: silent, providerFailed: silent },
    now: () => new Date(),
    pool,
  });
  const request = entity => ingestion.requests.requestCataloged(entity, ACTOR);
  if (withStrangers) {
    for (const name of Object.keys(STRANGERS)) {
      await request(
        anEntity(name.toLowerCase(), { url: `http://${hosts[name]}/m` }),
      );
    }
  }
  ingestion.queue.start();
  // the strangers have their places and send what they send
  await sleep(500);
  const bytes = aModelFile();
  const ids = [];
  const begin = performance.now();
  for (let n = 0; n < MODELS; n++) {
    const name = `m${n}`;
    if (n % 2 === 0) {
      writeFileSync(join(root, `${name}.safetensors`), bytes);
      const location = `file:${join(root, 'catalog-info.yaml')}`;
      const artifact = { path: `${name}.safetensors` };
      ids.push(await request(anEntity(name, artifact, location)));
    } else {
      const artifact = { url: `http://${hosts.good}/${name}.safetensors` };
      ids.push(await request(anEntity(name, artifact)));
    }
  }
  for (const id of ids) {
    for (;;) {
      const { state, problems } = await stores.ingestions.get(id);
      if (state === 'succeeded') break;
      if (state !== 'queued' && state !== 'running')
        throw new Error(JSON.stringify(problems));
      await sleep(5);
    }
  }
  const seconds = (performance.now() - begin) / 1000;
  await ingestion.queue.stop();
  await pool.close();
  await knex.destroy();
  return seconds;
}

/** The hosts: another process, and one that gives way, since in life they take no core of this machine. */
async function serve() {
  setPriority(constants.priority.PRIORITY_LOW);
  const bytes = aModelFile();
  const answers = { good: response => response.end(bytes), ...STRANGERS };
  const hosts = {};
  for (const [name, answer] of Object.entries(answers))
    hosts[name] = await listen(answer);
  process.send({ type: 'listening', hosts });
}

async function hostsOf(servers) {
  // what loads our TypeScript sends words of its own
  for await (const [{ type, hosts }] of on(servers, 'message'))
    if (type === 'listening') return hosts;
  throw new Error('the hosts did not begin');
}

async function main(folder, rounds) {
  const servers = fork(__filename, ['serve']);
  try {
    const hosts = await hostsOf(servers);
    const measured = [];
    // the first round warms up
    for (let round = 0; round <= Number(rounds); round++) {
      const alone = await run(join(folder, `alone-${round}`), hosts, false);
      const beside = await run(join(folder, `beside-${round}`), hosts, true);
      if (round > 0) measured.push({ alone, beside });
    }
    console.log(JSON.stringify(measured));
  } finally {
    servers.kill();
  }
}

const [first, second] = process.argv.slice(2);
(first === 'serve' ? serve() : main(first, second)).catch(error => {
  console.error(error);
  process.exit(1);
});
