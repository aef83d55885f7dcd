import {
  aDeclaration,
  anArtifact,
  aRegistration,
} from '../store/__testUtils__/commands';
import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import { after, at } from './__testUtils__/after';
import { declaredNow, declaredOf } from './declaredOf';
import { licenseOf } from './licenseOf';
import { problemsOf } from './problems/problemsOf';
import {
  assessmentView,
  modelSummaryView,
  trustView,
  versionView,
} from './views';

const card = (path: string) => ({
  digest: `sha256:${'c'.repeat(64)}`,
  mediaType: 'application/json',
  size: 1,
  path,
  completeness: 1,
  missing: [],
});
const first = aDeclaration({
  license: 'MIT',
  card: card('one.md'),
  declared_version: 'v1',
});
const second = aDeclaration({
  license: 'Apache-2.0',
  declared_version: 'v2',
});
const context = { at, policy: DEFAULT_GOVERNANCE_POLICY };

describe('P17: a version shows what that version recorded', () => {
  const state = after(
    aRegistration({ declaration: first }),
    aRegistration({ version: 'v2', bytes: 'other', declaration: second }),
  );
  const [one, two] = state.versions;

  it('keeps entity, licence and card of each version', () => {
    expect(declaredOf(one)).toMatchObject({
      license: 'MIT',
      card: { path: 'one.md' },
      entity: first.entity,
    });
    expect(declaredOf(two)).toMatchObject({ license: 'Apache-2.0' });
    expect(declaredOf(two)).not.toHaveProperty('card');
    expect(trustView(state, one, context).card.word).toBe('100 %');
    expect(trustView(state, two, context).card.word).toBe('no card');
    expect(licenseOf(one).declared).toBe('MIT');
  });

  it('judges a version by its own declaration', () => {
    const license = (version: typeof one) =>
      assessmentView(state, version, context, null).requirements.find(
        ({ id }) => id === 'license',
      )?.reason;
    expect(license(one)).toContain('MIT');
    expect(license(two)).toContain('Apache-2.0');
  });

  it('A14: keeps what it was registered with, and says what is declared later', () => {
    const renewed = aDeclaration({
      license: 'BSD-3-Clause',
      declared_version: 'v2',
    });
    const later = after(
      aRegistration({ declaration: first }),
      aRegistration({ version: 'v2', bytes: 'other', declaration: second }),
      {
        type: 'ObserveDeclaration',
        modelRef: 'mlmodel:default/lora',
        declaration: renewed,
      },
    );
    expect(later.versions.map(each => licenseOf(each).declared)).toEqual([
      'MIT',
      'Apache-2.0',
    ]);
    const view = versionView(later, later.versions[1], context, {
      inspections: new Map(),
    });
    expect(view).toMatchObject({
      license: { declared: 'Apache-2.0' },
      redeclared: { by: 'catalog', license: 'BSD-3-Clause', at },
    });
    expect(modelSummaryView(later, context).license).toBe('BSD-3-Clause');
    const back = after(
      aRegistration({ declaration: first }),
      ...[renewed, first].map(declaration => ({
        type: 'ObserveDeclaration' as const,
        modelRef: 'mlmodel:default/lora',
        declaration,
      })),
    );
    expect(declaredOf(back.versions[0])).not.toHaveProperty('redeclared');
  });

  it('A14: an older version that is posted again changes nothing of its model', () => {
    const posted = aRegistration({
      trigger: 'api',
      declaration: aDeclaration({
        license: 'WTFPL',
        tier: 'tier-1',
        declared_version: 'v1',
      }),
    });
    const was = [
      aRegistration({ declaration: first }),
      aRegistration({
        version: 'v2',
        bytes: 'other',
        declaration: aDeclaration({
          license: 'Apache-2.0',
          tier: 'tier-3',
          declared_version: 'v2',
        }),
      }),
    ];
    const header = modelSummaryView(after(...was), context);
    const again = after(...was, posted);
    expect(modelSummaryView(again, context)).toMatchObject({
      license: 'Apache-2.0',
      declaredTier: 'tier-3',
      tier: header.tier,
    });
    expect(again.reviews).toEqual([]);
    expect(declaredOf(again.versions[0])).toMatchObject({
      license: 'MIT',
      redeclared: { license: 'WTFPL', trigger: 'api' },
    });
    expect(after(...was, posted, posted).sequence).toBe(again.sequence);
  });

  it('keeps apart two labels of the same bytes', () => {
    const both = after(
      aRegistration({ declaration: first }),
      aRegistration({ version: 'v2', declaration: second }),
    );
    const [version] = both.versions;
    expect(licenseOf(version, 'v1').declared).toBe('MIT');
    expect(licenseOf(version, 'v2').declared).toBe('Apache-2.0');
  });
});

describe('P17: the licence that a file states of itself', () => {
  const stating = (stated_license: string, license = 'Apache-2.0') =>
    after(
      aRegistration({
        declaration: aDeclaration({ license, declared_version: 'v1' }),
        artifacts: [anArtifact({ stated_license })],
      }),
    );

  it.each([
    ['apache-2.0', true],
    ['MIT', false],
    ['the licence of our house', undefined],
  ] as const)('%s: agrees %p', (stated, agree) => {
    const state = stating(stated);
    expect(licenseOf(state.versions[0])).toMatchObject({
      declared: 'Apache-2.0',
      stated,
    });
    expect(licenseOf(state.versions[0]).agree).toBe(agree);
    expect(problemsOf(state).map(({ id }) => id)).toEqual(
      agree === false ? ['problem.license'] : [],
    );
    expect(
      assessmentView(state, state.versions[0], context, null).requirements.find(
        ({ id }) => id === 'license',
      )?.state,
    ).toBe(agree === false ? 'gap' : 'met');
  });
});

describe('U4: the licence that the model card states', () => {
  const stating = (
    stated_licenses: string[] | undefined,
    license = 'Apache-2.0',
  ) =>
    aRegistration({
      declaration: aDeclaration({
        license,
        declared_version: 'v1',
        card: {
          ...card('MODEL_CARD.md'),
          ...(stated_licenses && { stated_licenses }),
        },
      }),
    });

  it.each<[string[], string, boolean | undefined]>([
    [['apache-2.0'], 'Apache-2.0', true],
    [['gpl-3.0-only'], 'Apache-2.0', false],
    [['llama3'], 'Apache-2.0', undefined],
    [['{"name":"mit"}'], 'MIT', undefined],
    [['mit', 'apache-2.0'], 'Apache-2.0 OR MIT', true],
    [['mit', 'apache-2.0'], 'Apache-2.0', false],
  ])('%j beside %s: agrees %p', (stated, license, agree) => {
    const state = after(stating(stated, license));
    const [version] = state.versions;
    expect(licenseOf(version)).toMatchObject({
      declared: license,
      stated: stated.join(', '),
      path: 'MODEL_CARD.md',
    });
    expect(licenseOf(version).agree).toBe(agree);
    expect(problemsOf(state).map(({ message }) => message)).toEqual(
      agree === false
        ? [
            `v1 is declared as ${license}, but MODEL_CARD.md states ${stated.join(
              ', ',
            )}`,
          ]
        : [],
    );
    expect(
      assessmentView(state, version, context, null).requirements.find(
        ({ id }) => id === 'license',
      )?.state,
    ).toBe(agree === false ? 'gap' : 'met');
  });

  it('is read again when only the card has changed', () => {
    const renewed = stating(['mit']);
    const state = after(stating(undefined), renewed, renewed);
    const [version] = state.versions;
    expect(licenseOf(version, 'v1', declaredNow(version, 'v1'))).toMatchObject({
      agree: false,
    });
    expect(problemsOf(state).map(({ id }) => id)).toContain('problem.license');
    expect(state.sequence).toBe(after(stating(undefined)).sequence + 1);
  });
});
