import type { Inspection } from '@ml-models/model-formats';
import { inspectInCaller } from './inspectInCaller';

const CLEAN: Inspection = { format: 'onnx', status: 'clean', findings: [] };

describe('inspectInCaller', () => {
  it('gives what was read', () => {
    expect(inspectInCaller(() => CLEAN)).toBe(CLEAN);
  });

  it('ends a reader that never ends, and says nothing about the file', () => {
    const neverEnds = () => {
      for (;;);
    };
    expect(inspectInCaller(neverEnds, 20)).toBeUndefined();
    expect(inspectInCaller(() => CLEAN)).toBe(CLEAN);
  });

  it('passes on what is thrown', () => {
    const broken = () => {
      throw new TypeError('bug');
    };
    expect(() => inspectInCaller(broken)).toThrow('bug');
  });
});
