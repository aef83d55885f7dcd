// What is sent, and how the backend has to answer who may do everything. Who may do nothing gets 403 each time.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

const MIB = 1024 * 1024;
const VERSION = '/models/default/hostile/versions/1.0.0';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const lines = (count, line) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

/** One float32 tensor of two numbers. */
export function aSafetensors() {
  const header = Buffer.from(
    JSON.stringify({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(8)]);
}

export const entity = {
  apiVersion: 'ml-models/v1alpha1',
  kind: 'MLModel',
  metadata: { name: 'hostile' },
  spec: {
    type: 'adapter',
    lifecycle: 'production',
    owner: 'group:default/team-imaging',
    version: '1.0.0',
    framework: 'pytorch',
    license: 'Apache-2.0',
    intendedUse: 'To be read',
    inputs: [{ name: 'x', dtype: 'float32', shape: [2] }],
    outputs: [{ name: 'y', dtype: 'float32', shape: [2] }],
    artifacts: [
      {
        path: 'w.safetensors',
        digest: `sha256:${createHash('sha256')
          .update(aSafetensors())
          .digest('hex')}`,
      },
    ],
    card: 'card.md',
  },
};

/** 61 KB of front matter, 9,400 keys: nothing wrong with it. */
export const card = `---\n${lines(
  9_400,
  i => `k${i}:`,
)}\n---\n# A card\n\nText.\n`;

/** Nine levels of nine aliases each. */
const LAUGHS = lines(9, i => {
  const of = i === 0 ? 'x' : `*${'abcdefghi'[i - 1]}`;
  return `${'abcdefghi'[i]}: &${'abcdefghi'[i]} [${Array(9).fill(of)}]`;
});

function multipart(manifest) {
  const form = new FormData();
  form.append('model', new Blob([aSafetensors()]), 'w.safetensors');
  form.append('manifest', new Blob([manifest]), 'catalog-info.yaml');
  return form;
}

const post = (path, body, status, code, headers = JSON_TYPE) => ({
  path,
  body: () => body,
  headers,
  status,
  code,
});
const upload = (manifest, status, code) => ({
  path: '/models',
  body: () => multipart(manifest),
  headers: {},
  status,
  code,
});

export const cases = {
  'a manifest of 100,000 keys': upload(
    lines(100_000, i => `k${i}: v`),
    413,
    'TOO_MANY_NODES',
  ),
  'a manifest of 20,000 keys': upload(
    lines(20_000, i => `k${i}: v`),
    413,
    'TOO_MANY_KEYS',
  ),
  'a manifest with a key twice': upload('a: 1\na: 2', 400, 'DUPLICATE_KEY'),
  'a manifest of open brackets': upload('['.repeat(MIB - 1), 400, 'TOO_DEEP'),
  'a manifest of dashes': upload('- '.repeat(MIB / 2 - 1), 400, 'TOO_DEEP'),
  'a manifest of commas': upload(
    `{${','.repeat(400_000)}}`,
    400,
    'MALFORMED_BODY',
  ),
  'a manifest of aliases': upload(LAUGHS, 413, 'TOO_MANY_NODES'),
  'a manifest of a repeated text': upload(
    `- &a ${'x'.repeat(MIB / 2)}\n${'- *a\n'.repeat(900)}`,
    413,
    'BODY_TOO_LARGE',
  ),
  'a manifest of merges': upload(
    `a: &a {${lines(5_000, i => ` k${i}: 1,`)}\n }\nb:\n${lines(
      900,
      () => '- <<: *a',
    )}`,
    413,
    'TOO_MANY_NODES',
  ),
  'a manifest of comments': upload(
    '#\n'.repeat(MIB / 2 - 1),
    413,
    'TOO_MANY_NODES',
  ),
  'a manifest of anchors': upload(
    lines(70_000, i => `- &a${i} x`),
    400,
    'INVALID_ENTITY',
  ),
  'a manifest that is no UTF-8': upload(
    Buffer.from([0x61, 0x3a, 0xff]),
    400,
    'NOT_UTF8',
  ),
  'a manifest larger than allowed': upload(
    ' '.repeat(MIB + 1),
    400,
    'INVALID_MULTIPART',
  ),
  '15 MB of nested JSON as a statement': post(
    `${VERSION}/attestations`,
    `{"predicateType":"x","statement":{"a":[${'[],'.repeat(5_000_000)}[]]}}`,
    413,
    'TOO_MANY_NODES',
  ),
  '15 MB of nested JSON as a model': post(
    '/models',
    `[${'[],'.repeat(5_000_000)}[]]`,
    413,
    'BODY_TOO_LARGE',
  ),
  '15 MB of one text as a statement': post(
    `${VERSION}/attestations`,
    JSON.stringify({
      predicateType: 'x',
      statement: { a: 'x'.repeat(15 * MIB) },
    }),
    201,
  ),
  'a statement of 300,000 values': post(
    `${VERSION}/attestations`,
    `{"predicateType":"x","statement":{"a":[${'1,'.repeat(300_000)}1]}}`,
    201,
  ),
  'a statement nested 20,000 deep': post(
    `${VERSION}/attestations`,
    `{"predicateType":"x","statement":{"a":${'['.repeat(20_000)}${']'.repeat(
      20_000,
    )}}}`,
    400,
    'TOO_DEEP',
  ),
  'a model of 1 MiB of empty lists': post(
    '/models',
    `{"entity":[${'[],'.repeat(300_000)}[]]}`,
    413,
    'TOO_MANY_NODES',
  ),
  'a command of open brackets': post(
    `${VERSION}/drift`,
    '['.repeat(60_000),
    400,
    'TOO_DEEP',
  ),
  'a command larger than allowed': post(
    `${VERSION}/drift`,
    ' '.repeat(65 * 1024),
    413,
    'BODY_TOO_LARGE',
  ),
  'a gibibyte in a megabyte': post(
    `${VERSION}/attestations`,
    gzipSync(Buffer.alloc(1024 * MIB)),
    415,
    'UNSUPPORTED_ENCODING',
    { ...JSON_TYPE, 'Content-Encoding': 'gzip' },
  ),
  'UTF-16 with its mark': post(
    `${VERSION}/drift`,
    Buffer.from('\uFEFF{"metric":"a","score":1}', 'utf16le'),
    400,
    'NOT_UTF8',
  ),
  'another character set': post(
    `${VERSION}/drift`,
    '{}',
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    { 'Content-Type': 'application/json; charset=utf-16' },
  ),
  'another media type': post(
    `${VERSION}/drift`,
    'a: 1',
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    { 'Content-Type': 'application/yaml' },
  ),
  'a number past all numbers': post(
    `${VERSION}/drift`,
    '{"metric":"a","score":1e999}',
    400,
    'INVALID_REQUEST',
  ),
};

/** Paths that are none: they are refused for everybody alike. */
export const paths = {
  'percent-encoding that is none': [
    '/models/%E0%A4%A/x',
    400,
    'INVALID_REQUEST',
  ],
  'placeholders of a logger': [
    '/models/%25s%25d%25o/x',
    400,
    'INVALID_REQUEST',
  ],
  'a position past all numbers': [
    '/models/default/hostile/events?after=1e30',
    400,
    'INVALID_REQUEST',
  ],
};

/** Bodies that come too slowly: the head, and what comes each second after it. */
export const slow = {
  'a command of which nothing comes': {
    path: `${VERSION}/drift`,
    headers: JSON_TYPE,
    first: '{',
  },
  'a command that drips': {
    path: `${VERSION}/drift`,
    headers: JSON_TYPE,
    first: '{',
    drip: ' ',
  },
  'a statement that drips': {
    path: `${VERSION}/attestations`,
    headers: JSON_TYPE,
    first: '{',
    drip: ' ',
    patient: true,
  },
  'a manifest of which nothing comes': {
    path: '/models',
    headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    first:
      '--b\r\nContent-Disposition: form-data; name="manifest"; filename="m"\r\n\r\na',
  },
};
