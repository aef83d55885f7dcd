import { BomError } from './BomError';
import { BomFacts, readBomInput } from './readBomInput';

const facts = (
  metadata: object,
  spec: object,
  known?: BomFacts['known'],
): BomFacts => ({
  entity: { metadata, spec },
  known,
  files: [{ path: 'm.onnx', size: 1, sha256: `sha256:${'a'.repeat(64)}` }],
  manifestDigest: `sha256:${'b'.repeat(64)}`,
  created: '2026-01-31T12:00:00Z',
  tool: { name: 'ml-models', version: '0.1.0' },
});

describe('readBomInput', () => {
  it('takes what the entity declares', () => {
    const given = facts(
      { name: 'iris', description: 'Tells flowers apart' },
      {
        version: '1.10',
        owner: 'botany',
        publisher: 'Kew',
        inputs: [{ name: 'x', dtype: 'float32', shape: [1, 'N', {}] }],
        outputs: [{ name: 'y', shape: null }, 'z'],
        baseModel: 'mlmodel:default/base',
        datasets: ['resource:default/flowers', 7],
      },
    );
    const { entity, known, ...rest } = given;
    expect(readBomInput(given)).toEqual({
      ...rest,
      model: {
        name: 'iris',
        description: 'Tells flowers apart',
        version: '1.10',
        owner: 'botany',
        supplier: { type: 'organization', name: 'Kew' },
        inputs: [{ name: 'x', dtype: 'float32', shape: [1, 'N', null] }],
        outputs: [{ name: 'y', shape: null }],
        baseModel: { name: 'mlmodel:default/base' },
        datasets: [{ name: 'resource:default/flowers' }],
      },
    });
  });

  it('prefers what is known better, and says that a version is unknown', () => {
    const { model } = readBomInput(
      facts(
        { name: 'iris' },
        { owner: 'botany' },
        { owner: 'group:default/botany', downloadLocation: undefined },
      ),
    );
    expect(model).toStrictEqual({
      name: 'iris',
      version: 'unknown',
      owner: 'group:default/botany',
    });
  });

  it('leaves out values of another type', () => {
    const { model } = readBomInput(
      facts({ name: 'm', description: 7 }, { license: [], inputs: 'x' }),
    );
    expect(model).toStrictEqual({ name: 'm', version: 'unknown' });
  });

  it.each<[object, object]>([
    [{}, {}],
    [{ name: '' }, {}],
    [{ name: 'm' }, { version: 1.1 }],
  ])('refuses %j with %j', (metadata, spec) => {
    const read = () => readBomInput(facts(metadata, spec));
    expect(read).toThrow(BomError);
    expect(read).toThrow(expect.objectContaining({ code: 'INVALID_ENTITY' }));
  });
});
