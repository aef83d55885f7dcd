import {
  aDeclaration,
  aMeasurement,
  anArtifact,
  aRegistration,
} from '../../store/__testUtils__/commands';
import { sha256 } from '../../store/chain';
import { after } from '../__testUtils__/after';
import { aWorkload } from '../__testUtils__/aWorkload';
import type { ModelCommand } from '../ModelCommand';
import { problemsOf } from './problemsOf';

const modelRef = 'mlmodel:default/lora';
const weights = anArtifact({ size: '4096' });
const license = anArtifact({
  path: 'LICENSE',
  size: '12',
  digest: sha256('license'),
});
const first = aRegistration({
  declaration: aDeclaration({ tier: 'tier-3' }),
  artifacts: [weights, license],
});
const breach = aMeasurement({ score: 0.031 });
const second = (artifacts: ReturnType<typeof anArtifact>[]) =>
  aRegistration({
    version: 'v2',
    bytes: 'second',
    declaration: aDeclaration({ tier: 'tier-3', lifecycle: 'experimental' }),
    artifacts,
  });
const renamed = { ...weights, path: 'other/name.bin' };
const found: ModelCommand = {
  type: 'RecordReread',
  modelRef,
  version: 'v1',
  files: [{ ...weights, digest: sha256('not them') }],
};
const about = (label: string, ...commands: ModelCommand[]) =>
  problemsOf(after(...commands)).filter(({ version }) => version === label);

describe('U2: a version that holds a file of one that is out of use', () => {
  it.each<[string, ModelCommand[], string]>([
    ['under another path', [breach, second([renamed])], 'is blocked'],
    [
      'beside another file',
      [
        breach,
        second([weights, anArtifact({ path: 'a', digest: sha256('a') })]),
      ],
      'is blocked',
    ],
    ['blocked later', [second([renamed]), breach], 'is blocked'],
    [
      'found changed',
      [found, second([renamed])],
      'was found changed after registration',
    ],
  ])('%s', (_how, commands, why) => {
    expect(about('v2', first, ...commands)).toEqual([
      expect.objectContaining({
        id: 'problem.shared-file',
        concern: 'attention',
        message: `v2 holds a file of v1, which ${why}`,
      }),
    ]);
  });

  it('is bad while it is in service', () => {
    const workload = aWorkload('enforced-confirmed');
    const problems = problemsOf(after(first, breach, second([renamed])), {
      workloads: [{ ...workload, model: { ...workload.model, version: 'v2' } }],
      rollouts: [],
    });
    expect(problems.find(({ version }) => version === 'v2')).toMatchObject({
      id: 'problem.shared-file',
      concern: 'bad',
      inService: true,
    });
  });

  it.each<[string, ModelCommand[]]>([
    ['only a licence text is shared', [breach, second([license])]],
    ['nothing is out of use', [second([renamed])]],
    [
      'the file that was found changed is another one',
      [
        { ...found, files: [{ ...license, digest: sha256('not it') }] },
        second([renamed]),
      ],
    ],
  ])('says nothing where %s', (_why, commands) => {
    expect(about('v2', first, ...commands)).toEqual([]);
  });
});

it('P3: what is said of a model looks at each version some times, not once for each other version', () => {
  const VERSIONS = 60;
  const state = after(
    ...Array.from({ length: VERSIONS }, (_, index) =>
      aRegistration({ version: `v${index}`, bytes: `bytes ${index}` }),
    ),
  );
  let looks = 0;
  const versions = state.versions.map(
    version =>
      new Proxy(version, {
        get(target, key, receiver) {
          looks += key === 'stage' ? 1 : 0;
          return Reflect.get(target, key, receiver);
        },
      }),
  );
  problemsOf({ ...state, versions });
  expect(looks).toBeGreaterThan(0);
  expect(looks).toBeLessThan(5 * VERSIONS);
});
