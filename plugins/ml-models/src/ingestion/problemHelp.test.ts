import { VOCABULARY } from '@ml-models/backstage-plugin-ml-models-common';
import { remedyLine, requiredFieldOf } from './problemHelp';

const problem = (code: string, field?: string, remedy?: string) => ({
  code,
  message: '',
  ...(field && { field }),
  ...(remedy && { remedy }),
});

describe('remedyLine', () => {
  it.each(VOCABULARY.RequiredField)('has lines for a missing %s', field => {
    expect(remedyLine(problem('MISSING_FIELD', field))).toMatch(
      /^(metadata|spec):\n {2}\w+:/,
    );
  });

  it('prefers what the registry says', () => {
    const remedy = 'spec:\n  license: MIT';
    expect(remedyLine(problem('MISSING_FIELD', 'license', remedy))).toBe(
      remedy,
    );
  });

  it('has a line for a label that is taken', () => {
    expect(remedyLine(problem('VERSION_CONFLICT'))).toContain('version:');
  });

  it('gives no example where the declaration contradicts the file', () => {
    const mismatch = problem('INPUT_MISMATCH', 'input_shape');
    expect(requiredFieldOf(mismatch)).toBeUndefined();
    expect(remedyLine(mismatch)).toBeUndefined();
  });
});
