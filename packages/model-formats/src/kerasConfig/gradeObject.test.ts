import { gradeObject } from './gradeObject';

const rules = (object: Parameters<typeof gradeObject>[0]) =>
  gradeObject(object).map(({ rule }) => rule);

describe('gradeObject', () => {
  it.each([
    { class_name: 'Dense', module: 'keras.layers', config: { units: 3 } },
    { class_name: 'Functional', module: 'keras.src.models.functional' },
    { class_name: 'function', module: 'builtins', config: 'relu' },
    { class_name: 'function', module: 'keras.activations', config: 'gelu' },
    { class_name: 'StringLookup', config: { vocabulary: ['a'] } },
    { class_name: 'Dense', registered_name: 'keras>Dense' },
    { class_name: '__tensor__', config: { value: [1], dtype: 'float32' } },
  ])('takes %j as harmless', object => {
    expect(rules(object)).toEqual([]);
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'knows no class by the name of what every object has: %s',
    name => {
      expect(rules({ class_name: name, config: {} })).toEqual([]);
    },
  );

  it('takes what is not of the expected type as absent', () => {
    expect(
      rules({ class_name: 'Lambda', module: 7, config: [], name: null }),
    ).toEqual(['keras/lambda']);
  });
});
