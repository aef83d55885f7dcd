import fc from 'fast-check';
import { parseEntity } from './parseEntity';
import { declaredEntity } from '../../domain/declaredEntity';
import { declaredEntityDigest } from './declaredEntityDigest';
import { readDeclaration } from './readDeclaration';
import { versionLabel } from './versionLabel';
import { anEntity } from '../__testUtils__/testIngestion';

describe('declaredEntityDigest', () => {
  it('is the same whatever the catalog and the registry add', () => {
    const written = anEntity();
    delete written.relations;
    const processed = {
      ...written,
      metadata: {
        ...written.metadata,
        uid: 'other',
        etag: 'other',
        annotations: {
          'backstage.io/managed-by-location': 'url:https://example.com/c.yaml',
          'backstage.io/managed-by-origin-location': 'url:https://example.com',
          'backstage.io/view-url': 'https://example.com/c.yaml',
          'ml-models/stage': 'approved',
          'ml-models/tier': 'tier-3',
        },
      },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/other' }],
      status: { items: [] },
    };
    expect(declaredEntityDigest(processed)).toBe(declaredEntityDigest(written));
  });

  it('is the same whatever the order of keys', () => {
    const entity = anEntity();
    const turned = JSON.parse(
      JSON.stringify({
        ...entity,
        spec: Object.fromEntries(Object.entries(entity.spec ?? {}).reverse()),
      }),
    );
    expect(declaredEntityDigest(turned)).toBe(declaredEntityDigest(entity));
  });

  it('differs with anything that the author wrote', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('tier', 'task', 'license', 'owner'),
        fc.string({ minLength: 1 }),
        (key, value) => {
          const changed = anEntity({ spec: { [key]: `${value}!` } });
          expect(declaredEntityDigest(changed)).not.toBe(
            declaredEntityDigest(anEntity()),
          );
        },
      ),
    );
  });

  it('keeps annotations that people write', () => {
    const entity = anEntity({ annotations: { 'ml-models/formerly': 'old' } });
    expect(declaredEntity(entity).metadata.annotations).toEqual({
      'ml-models/formerly': 'old',
    });
  });
});

describe('parseEntity', () => {
  it.each([
    ['not JSON', '{'],
    ['another kind', JSON.stringify({ ...anEntity(), kind: 'Component' })],
    ['another group', JSON.stringify({ ...anEntity(), apiVersion: 'x/v1' })],
    ['no spec', { ...anEntity(), spec: undefined }],
    ['no owner', anEntity({ spec: { owner: undefined } })],
    ['a name that is none', anEntity({ name: '../x' })],
    ['larger than allowed', anEntity({ spec: { x: 'x'.repeat(2 ** 21) } })],
    ['nested too deeply', anEntity({ spec: { x: nested(100) } })],
    ['null', null],
    ['a list', []],
  ])('refuses what is %s', (_what, input) => {
    expect(() => parseEntity(input)).toThrow(
      expect.objectContaining({ code: 'INVALID_ENTITY' }),
    );
  });

  it('takes an entity that lacks what registration demands', () => {
    const entity = anEntity({ spec: { license: undefined, version: 3 } });
    expect(parseEntity(JSON.stringify(entity)).metadata.name).toBe('scorer');
  });
});

describe('readDeclaration', () => {
  it('completes references and digests every field', () => {
    const { declaration, document } = readDeclaration(
      parseEntity(anEntity({ spec: { system: 'ns2/sys', tier: 'tier-3' } })),
    );
    expect(declaration).toMatchObject({
      model_ref: 'mlmodel:default/scorer',
      owner: 'group:default/team-a',
      system: 'system:ns2/sys',
      tier: 'tier-3',
      entity_digest: document.digest,
    });
    expect(declaration.fields['spec.tier']).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(Object.keys(declaration.fields)).toContain('metadata.name');
  });

  it('keeps the tier that the policy lets count where none is declared', () => {
    const policy = { defaultTier: 'tier-3' } as const;
    const read = (tier?: string) =>
      readDeclaration(parseEntity(anEntity({ spec: { tier } })), policy)
        .declaration;
    expect(read()).toMatchObject({ default_tier: 'tier-3' });
    expect(read('tier-1')).toMatchObject({ tier: 'tier-1' });
    expect(read('tier-1')).not.toHaveProperty('default_tier');
  });

  it('leaves out what has another shape', () => {
    const { declaration } = readDeclaration(
      parseEntity(anEntity({ spec: { tier: 'tier-9', license: 5 } })),
    );
    expect(declaration.tier).toBeUndefined();
    expect(declaration.default_tier).toBe('tier-2');
    expect(declaration.license).toBeUndefined();
  });
});

describe('versionLabel', () => {
  it.each([['1.0\n'], ['x'.repeat(129)], [' 1'], ['a\u0000']])(
    'refuses %j',
    version => {
      const { problems } = versionLabel(
        parseEntity(anEntity({ spec: { version } })),
      );
      expect(problems).toMatchObject([{ code: 'INVALID_FIELD' }]);
    },
  );
});

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}
