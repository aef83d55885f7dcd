import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  mlModelEntitySchema,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import { parse } from 'yaml';
import { findOperation } from '../../http/__testUtils__/openApiOperations';
import {
  aDeclaration,
  aDocument,
  aMeasurement,
  anArtifact,
  aRegistration,
} from '../../store/__testUtils__/commands';
import { after, at } from '../__testUtils__/after';
import { aSource, aWorkload } from '../__testUtils__/aWorkload';
import type { ModelCommand } from '../ModelCommand';
import type { ModelState } from '../ModelState';
import { trustView } from '../views';
import { problemsOf } from './problemsOf';

const repository = resolve(__dirname, '../../../../..');
const text = (path: string) => readFileSync(resolve(repository, path), 'utf8');

/** Declared and checked for their shape, read by nothing yet: advice must not name them. */
const UNREAD = ['signature', 'parts', 'dataSensitivity'];

const about = { modelRef: 'mlmodel:default/lora', version: 'v1' };
const signature = (outcome: 'rejected' | 'unverified'): ModelCommand => ({
  type: 'RecordAttestation',
  ...about,
  subject: aRegistration().manifestDigest,
  predicateType: 'https://model_signing/signature/v1.0',
  verifier: 'oms',
  outcome,
  document: aDocument('bundle').reference,
});
const tiered = (tier: 'tier-1' | 'tier-2' | 'tier-3') =>
  aRegistration({ declaration: aDeclaration({ tier }) });
const artifact = anArtifact();
const card = {
  ...aDocument('# Card').reference,
  path: 'MODEL_CARD.md',
  completeness: 0.5,
  missing: ['Limitations'],
};

/** One of every kind of trouble. */
const STATES: ModelState[] = [
  after(aRegistration()),
  after(aRegistration({ declaration: aDeclaration({ card }) })),
  after(tiered('tier-1'), aMeasurement({ score: 0.5 })),
  after(tiered('tier-2'), aMeasurement({ score: 0.5 })),
  after(tiered('tier-3'), aMeasurement({ score: 0.5 })),
  after(tiered('tier-3'), aMeasurement({ score: 0, samples: 1 })),
  after(aRegistration(), signature('rejected')),
  after(aRegistration(), signature('unverified')),
  after(aRegistration(), {
    type: 'RecordReread',
    ...about,
    files: [
      {
        path: artifact.path,
        source: artifact.source,
        digest: aDocument('x').reference.digest,
      },
    ],
  }),
  after(
    aRegistration({
      declaration: aDeclaration({
        license: 'MIT',
        declared_version: 'v1',
      }),
      artifacts: [anArtifact({ stated_license: 'Apache-2.0' })],
    }),
  ),
  ...(['findings', 'failed', 'unsupported'] as const).map(status =>
    after(
      aRegistration({
        artifacts: [
          anArtifact({ path: "it's a model.bin", inspection_status: status }),
        ],
        unsupported: status === 'unsupported',
      }),
    ),
  ),
];
const found = (id: string) => ({
  id,
  severity: 'medium' as const,
  message: id,
});
const SERVING: (Wire['Deployments'] | undefined)[] = [
  undefined,
  { workloads: [], rollouts: [], sources: [] },
  {
    workloads: [
      aWorkload('plaintext', [found('image_not_pinned'), found('no_mesh')]),
    ],
    rollouts: [],
    sources: [aSource()],
  },
];

const advice = STATES.flatMap(state =>
  SERVING.flatMap(serving => {
    const trust = trustView(state, state.versions[0], {
      at,
      policy: DEFAULT_GOVERNANCE_POLICY,
      serving,
    });
    return [
      ...Object.values(trust).flatMap(({ remedy, command }) => [
        remedy,
        command,
      ]),
      ...problemsOf(state, serving).flatMap(({ cure }) => [
        cure?.text,
        cure?.yaml,
        cure?.command,
      ]),
    ];
  }),
).filter(each => each !== undefined);

const unique = [...new Set(advice)];

describe('P11: advice names only what something reads', () => {
  it('is there', () => {
    expect(unique.length).toBeGreaterThan(12);
  });

  it.each(unique)('%s', said => {
    expect([
      ...yamlFaults(said),
      ...commandFaults(said),
      ...routeFaults(said),
      ...permissionFaults(said),
    ]).toEqual([]);
  });

  it('finds what nothing reads', () => {
    expect([
      ...yamlFaults('spec:\n  artifacts:\n    - signature: model.sig'),
      ...yamlFaults('spec:\n  nobody: reads'),
      ...yamlFaults('mlModels:\n  nothing: here'),
      ...commandFaults('ml-models bless model.onnx'),
      ...commandFaults('curl -X POST "$BACKEND/api/ml-models/models/a"'),
      ...routeFaults('POST …/nowhere with a body'),
      ...permissionFaults('whoever has ml-models.model.bless may'),
    ]).toHaveLength(7);
  });
});

/** Keys of a declaration or a configuration that nothing reads. */
function yamlFaults(said: string): string[] {
  if (!/^(spec|mlModels|apiVersion):/.test(said)) {
    return [];
  }
  const document = parse(said.replaceAll('…', 'x'));
  if ('mlModels' in document) {
    const config = text('plugins/ml-models-backend/config.d.ts');
    return keysOf(document).filter(
      key => !new RegExp(`\\b${key}\\??:`).test(config),
    );
  }
  if ('kind' in document) {
    return document.kind === 'MLModel' ? [] : otherKindFaults(document.kind);
  }
  const schema = JSON.stringify(mlModelEntitySchema);
  return keysOf(document).filter(
    key => UNREAD.includes(key) || !schema.includes(`"${key}":`),
  );
}

/** Objects of a cluster that serving-posture reads. */
function otherKindFaults(kind: string): string[] {
  return text('docs/serving.md').includes(kind) ? [] : [kind];
}

function commandFaults(said: string): string[] {
  const [program, first] = said.split(' ');
  if (program === 'ml-models') {
    const commands = text('packages/ml-models-cli/src/program.ts');
    return commands.includes(`'${first}'`) ? [] : [said];
  }
  if (program === 'curl') {
    const url = /"\$BACKEND\/api\/ml-models([^"]+)"/.exec(said)?.[1] ?? '';
    return findOperation('post', url) ? [] : [said];
  }
  return [];
}

function routeFaults(said: string): string[] {
  const route = /POST …\/([a-z]+)/.exec(said)?.[1];
  const version = '/models/default/lora/versions/v1';
  return route === undefined || findOperation('post', `${version}/${route}`)
    ? []
    : [said];
}

function permissionFaults(said: string): string[] {
  const name = /\bml-models\.[a-z]+\.[a-z]+/.exec(said)?.[0];
  const known = text('plugins/ml-models-common/src/permissions.ts');
  return name === undefined || known.includes(`'${name}'`) ? [] : [said];
}

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(keysOf);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
    : [];
}
