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

  it.each(unique.filter(each => /^(spec|mlModels|apiVersion):/.test(each)))(
    'YAML: %s',
    yaml => {
      const document = parse(yaml.replaceAll('…', 'x'));
      if ('mlModels' in document) {
        const config = text('plugins/ml-models-backend/config.d.ts');
        for (const key of keysOf(document)) {
          expect(config).toMatch(new RegExp(`\\b${key}\\??:`));
        }
      } else if ('spec' in document && !('kind' in document)) {
        const schema = JSON.stringify(mlModelEntitySchema);
        for (const key of keysOf(document)) {
          expect(UNREAD).not.toContain(key);
          expect(schema).toContain(`"${key}":`);
        }
      } else {
        expect(document).toMatchObject({ kind: 'PeerAuthentication' });
      }
    },
  );

  it.each(unique.filter(each => /^(curl|sha256sum|ml-models) /.test(each)))(
    'command: %s',
    command => {
      const [program, first] = command.split(' ');
      if (program === 'ml-models') {
        expect(text('packages/ml-models-cli/src/program.ts')).toContain(
          `'${first}'`,
        );
      }
      if (program === 'curl') {
        const url = /"\$BACKEND\/api\/ml-models([^"]+)"/.exec(command)?.[1];
        expect(findOperation('post', url ?? '')).toBeDefined();
      }
    },
  );

  it.each(unique.filter(each => each.includes('POST …/')))(
    'route: %s',
    said => {
      const route = /POST …\/([a-z]+)/.exec(said)?.[1];
      const version = '/models/default/lora/versions/v1';
      expect(findOperation('post', `${version}/${route}`)).toBeDefined();
    },
  );

  it.each(unique.filter(each => each.includes('ml-models.')))(
    'permission: %s',
    said => {
      const name = /ml-models\.[a-z.]+[a-z]/.exec(said)?.[0];
      expect(text('plugins/ml-models-common/src/permissions.ts')).toContain(
        `'${name}'`,
      );
    },
  );
});

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(keysOf);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
    : [];
}
