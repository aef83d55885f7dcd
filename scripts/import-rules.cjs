// Who may import whom (docs/architecture.md), in one table. The lint configuration of every package and
// test/src/architecture read it, so that a wall cannot be moved in one of them only.
const { relative, sep } = require('node:path');

const root = require('node:path').dirname(__dirname);
const plugin = name => `@ml-models/backstage-plugin-${name}`;
const PURE = [
  '@ml-models/bounded-text',
  '@ml-models/model-formats',
  '@ml-models/model-bom',
  '@ml-models/model-governance',
  '@ml-models/serving-posture',
];
const COMMON = plugin('ml-models-common');
const NODE = plugin('ml-models-node');

// Libraries that only one room of the backend may know.
const ROOMS = [
  { library: 'knex', rooms: ['src/store/'] },
  {
    library: 'express',
    rooms: ['src/http/'],
    also: ['express-promise-router'],
  },
  { library: 'busboy', rooms: ['src/http/', 'src/ingest/uploads/'] },
  { library: 'prom-client', rooms: ['src/metrics/'] },
];

/**
 * `ours`: packages of this repository that may be imported. `pure`: nothing of Backstage, no network, no
 * database. `isomorphic`: no Node built-in module either. `typesOnly`: packages imported for their types only.
 */
const packages = {
  'packages/bounded-text': { ours: [], pure: true, isomorphic: true },
  'packages/model-formats': { ours: [], pure: true, isomorphic: true },
  'packages/model-bom': {
    ours: ['@ml-models/model-formats'],
    pure: true,
    isomorphic: true,
  },
  'packages/model-governance': {
    ours: ['@ml-models/model-formats'],
    pure: true,
    isomorphic: true,
  },
  'packages/serving-posture': {
    ours: ['@ml-models/bounded-text', '@ml-models/model-formats'],
    pure: true,
    isomorphic: true,
  },
  'packages/artifact-io': {
    ours: ['@ml-models/bounded-text', '@ml-models/model-formats'],
    pure: true,
  },
  'packages/ml-models-cli': {
    ours: ['@ml-models/artifact-io', ...PURE, COMMON],
    pure: true,
  },
  'plugins/ml-models-common': { ours: PURE, typesOnly: PURE },
  'plugins/ml-models-node': { ours: [COMMON, ...PURE] },
  'plugins/ml-models-backend': {
    ours: ['@ml-models/artifact-io', ...PURE, COMMON, NODE],
    rooms: ROOMS,
  },
  'plugins/ml-models': {
    ours: [COMMON, '@ml-models/model-formats'],
    // Readers do not belong into the browser's main bundle: values come from the one entry `digest`.
    typesOnly: ['@ml-models/model-formats'],
  },
  'plugins/catalog-backend-module-ml-models': { ours: [NODE, COMMON, ...PURE] },
  'plugins/scaffolder-backend-module-ml-models': {
    ours: ['@ml-models/artifact-io', NODE, COMMON, ...PURE],
  },
};

const OUTSIDE_PURE = [
  '@backstage/*',
  'knex',
  'express',
  'prom-client',
  'undici',
];
const TESTS = ['**/*.test.*', '**/testing/**', '**/__testUtils__/**'];

/** Extra ESLint configuration of the package in `directory`. */
function lintZones(directory) {
  const name = relative(root, directory).split(sep).join('/');
  const rule = packages[name];
  if (!rule) throw new Error(`No import rules for ${name}`);
  const allowed = new Set(rule.ours);
  const everyone = [
    ...PURE,
    '@ml-models/artifact-io',
    '@ml-models/cli',
    ...Object.keys(packages)
      .filter(folder => folder.startsWith('plugins/'))
      .map(folder => plugin(folder.slice('plugins/'.length))),
  ];
  const patterns = everyone
    .filter(other => !allowed.has(other))
    .map(other => ({
      group: [other, `${other}/*`],
      message: 'The import rules (scripts/import-rules.cjs) keep these apart.',
    }));
  if (rule.pure)
    patterns.push({
      group: OUTSIDE_PURE,
      message: 'This package stands without Backstage, network and database.',
    });
  if (rule.isomorphic)
    patterns.push({
      group: ['node:*'],
      message: 'This package also runs in a browser.',
    });
  patterns.push({
    group: ['*.stories*', '*.test*', '**/__testUtils__/**', '**/__mocks__/**'],
    message: 'Shipped code does not import tests.',
  });
  const overrides = [
    {
      files: ['src/**/*.ts', 'src/**/*.tsx'],
      excludedFiles: TESTS,
      rules: {
        'no-restricted-imports': [2, { patterns }],
      },
    },
  ];
  for (const { library, rooms, also = [] } of rule.rooms ?? [])
    overrides.push({
      files: ['src/**/*.ts'],
      excludedFiles: [...TESTS, ...rooms.map(room => `${room}**`)],
      rules: {
        'no-restricted-syntax': [
          'error',
          ...[library, ...also].map(other => ({
            selector: `ImportDeclaration[source.value=/^${other}(\\u002F|$)/]:not([importKind='type'])`,
            message: `Only ${rooms.join(', ')} may import ${other}.`,
          })),
        ],
      },
    });
  return { overrides };
}

module.exports = { packages, lintZones, ROOMS, OUTSIDE_PURE, TESTS };
