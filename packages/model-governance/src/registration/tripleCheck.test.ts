import type { Inspection } from '@ml-models/model-formats';
import fc from 'fast-check';
import { REQUIRED_FIELDS } from './checkRegistration';
import { tripleCheck } from './tripleCheck';
import {
  CheckedArtifact,
  DEFAULT_REGISTRATION_POLICY,
  TripleCheckInput,
  TripleCheckResult,
} from './TripleCheckInput';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;
const x = { name: 'x', dtype: 'float32', shape: ['batch', 3] };
const y = { name: 'y', dtype: 'float32', shape: ['batch', 4] };

const inspection = (changes: Partial<Inspection> = {}): Inspection => ({
  format: 'onnx',
  status: 'clean',
  inputs: [x],
  outputs: [y],
  findings: [],
  ...changes,
});
const artifact = (changes: Partial<CheckedArtifact> = {}): CheckedArtifact => ({
  path: 'model.onnx',
  size: 496,
  digest: DIGEST,
  declaredDigest: DIGEST,
  inspection: inspection(),
  ...changes,
});
const spec = {
  version: '1.0.0',
  framework: 'pytorch',
  license: 'Apache-2.0',
  intendedUse: 'Tests',
  inputs: [x],
  outputs: [y],
  tier: 'tier-2',
};
const input = (changes: Partial<TripleCheckInput> = {}): TripleCheckInput => ({
  entity: { metadata: { name: 'm' }, spec },
  artifacts: [artifact()],
  policy: DEFAULT_REGISTRATION_POLICY,
  ...changes,
});
const withSpec = (changes: Record<string, unknown>) =>
  input({
    entity: { metadata: { name: 'm' }, spec: { ...spec, ...changes } },
  });
const outcomes = ({ checks }: TripleCheckResult) =>
  Object.fromEntries(checks.map(({ id, outcome }) => [id, outcome]));
const codes = ({ problems }: TripleCheckResult) =>
  problems.map(({ code, field }) => `${code} ${field}`);

describe('tripleCheck', () => {
  it('passes a complete model that is what it declares', () => {
    const result = tripleCheck(input());
    expect(result.problems).toEqual([]);
    expect(outcomes(result)).toEqual({
      integrity: 'passed',
      format: 'passed',
      scan: 'passed',
      companions: 'passed',
      completeness: 'passed',
      interface: 'passed',
    });
  });

  it('names all problems at once', () => {
    const result = tripleCheck(
      input({
        entity: { metadata: { name: 'm' }, spec: { version: '1' } },
        artifacts: [
          artifact({
            declaredDigest: OTHER,
            inspection: inspection({
              status: 'failed',
              error: { code: 'TRUNCATED', message: 'ends too early' },
              findings: [
                { rule: 'r/one', severity: 'critical', message: 'bad' },
                { rule: 'r/one', severity: 'high', message: 'less bad' },
                { rule: 'r/two', severity: 'medium', message: 'not so bad' },
              ],
            }),
          }),
        ],
      }),
    );
    expect(codes(result)).toEqual([
      'DIGEST_MISMATCH model.onnx',
      'FORMAT_FAILED model.onnx',
      'SCAN_FINDING model.onnx',
      'MISSING_FIELD framework',
      'MISSING_FIELD input_shape',
      'MISSING_FIELD output_schema',
      'MISSING_FIELD license',
      'MISSING_FIELD intended_use',
    ]);
    expect(result.problems[2].params).toEqual({
      path: 'model.onnx',
      rule: 'r/one',
      severity: 'critical',
      count: 2,
    });
    expect(outcomes(result)).toEqual({
      integrity: 'failed',
      format: 'failed',
      scan: 'failed',
      companions: 'unknown',
      completeness: 'failed',
      interface: 'unknown',
    });
  });

  it('demands the seven by their names', () => {
    const bare = input({
      entity: { metadata: {} },
      artifacts: [
        artifact({
          inspection: inspection({ inputs: undefined, outputs: undefined }),
        }),
      ],
    });
    expect(tripleCheck(bare).problems.map(({ field }) => field)).toEqual([
      ...REQUIRED_FIELDS,
    ]);
  });

  it('names licence and intended use where they are missing', () => {
    const { problems } = tripleCheck(
      withSpec({ license: undefined, intendedUse: '  ' }),
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'MISSING_FIELD',
        field: 'license',
        remedy: expect.stringMatching(/^spec:\n {2}license: /),
      }),
      expect.objectContaining({
        code: 'MISSING_FIELD',
        field: 'intended_use',
      }),
    ]);
  });

  it('takes inputs and outputs from a file that states them', () => {
    const result = tripleCheck(
      withSpec({ inputs: undefined, outputs: undefined }),
    );
    expect(result.problems).toEqual([]);
    expect(outcomes(result)).toMatchObject({
      completeness: 'passed',
      interface: 'unknown',
    });
  });

  it.each([
    ['INVALID_FIELD version', { version: 1 }],
    ['INVALID_FIELD license', { license: ['MIT'] }],
    ['INVALID_FIELD input_shape', { inputs: 'x' }],
    ['INVALID_FIELD input_shape', { inputs: [{ dtype: 'float32' }] }],
    ['UNKNOWN_TIER tier', { tier: 'TIER-3' }],
    ['UNKNOWN_TIER tier', { tier: 3 }],
    ['INPUT_MISMATCH input_shape', { inputs: [{ ...x, dtype: 'int8' }] }],
    ['OUTPUT_MISMATCH output_schema', { outputs: [{ ...y, shape: [1] }] }],
  ])('refuses with %s', (problem, changes) => {
    expect(codes(tripleCheck(withSpec(changes)))).toEqual([problem]);
  });

  it('does not call bytes intact that nobody declared', () => {
    const result = tripleCheck(
      input({ artifacts: [artifact({ declaredDigest: undefined })] }),
    );
    expect(outcomes(result).integrity).toBe('unknown');
    expect(result.problems).toEqual([]);
  });

  it('refuses a version without files, and calls nothing of it passed', () => {
    const result = tripleCheck(input({ artifacts: [] }));
    expect(codes(result)).toEqual(['NO_ARTIFACTS artifacts']);
    expect(outcomes(result)).toEqual({
      integrity: 'unknown',
      format: 'failed',
      scan: 'unknown',
      companions: 'unknown',
      completeness: 'passed',
      interface: 'unknown',
    });
  });

  describe('of files that are not scanned', () => {
    const gguf = artifact({
      path: 'm.gguf',
      inspection: inspection({ format: 'gguf', status: 'unsupported' }),
    });

    it('refuses', () => {
      expect(codes(tripleCheck(input({ artifacts: [gguf] })))).toEqual([
        'FORMAT_UNSUPPORTED m.gguf',
      ]);
    });

    it('lets them in where the policy does, and never as passed', () => {
      const result = tripleCheck(
        input({
          artifacts: [gguf],
          policy: { refuseAtSeverity: 'high', allowUnsupported: true },
        }),
      );
      expect(result.problems).toEqual([]);
      expect(outcomes(result)).toMatchObject({
        format: 'unknown',
        scan: 'unknown',
      });
    });
  });

  describe('of findings', () => {
    const found = artifact({
      inspection: inspection({
        status: 'findings',
        findings: [{ rule: 'r', severity: 'medium', message: 'm' }],
      }),
    });

    it.each([
      ['high', []],
      ['medium', ['SCAN_FINDING model.onnx']],
      ['low', ['SCAN_FINDING model.onnx']],
    ] as const)('at %s', (refuseAtSeverity, expected) => {
      const result = tripleCheck(
        input({
          artifacts: [found],
          policy: { refuseAtSeverity, allowUnsupported: false },
        }),
      );
      expect(codes(result)).toEqual(expected);
    });
  });

  describe('of companions', () => {
    const needing = (location: string, refused?: string) =>
      artifact({
        path: 'onnx/model.onnx',
        inspection: inspection({
          companions: [
            { location, requiredBytes: '48', ...(refused ? { refused } : {}) },
          ],
        }),
      });
    const data = (size: number, changes: Partial<Inspection> = {}) =>
      artifact({
        path: 'onnx/weights/w.bin',
        size,
        inspection: {
          format: 'unknown',
          status: 'unsupported',
          findings: [],
          ...changes,
        },
      });

    it.each([
      [[], [needing('./weights/w.bin'), data(48)]],
      [
        ['COMPANION_TOO_SMALL onnx/weights/w.bin'],
        [needing('weights/w.bin'), data(47)],
      ],
      [['COMPANION_MISSING onnx/weights/w.bin'], [needing('weights/w.bin')]],
      [['COMPANION_REFUSED onnx/model.onnx'], [needing('../w.bin')]],
      [['COMPANION_REFUSED onnx/model.onnx'], [needing('/etc/passwd')]],
      [['COMPANION_REFUSED onnx/model.onnx'], [needing('a\\b')]],
      [['COMPANION_REFUSED onnx/model.onnx'], [needing('')]],
      [
        [
          'FORMAT_UNSUPPORTED onnx/weights/w.bin',
          'COMPANION_REFUSED onnx/model.onnx',
        ],
        [needing('weights/w.bin', 'symlink'), data(48)],
      ],
      [
        ['FORMAT_UNSUPPORTED onnx/weights/w.bin'],
        [needing('weights/w.bin'), data(48, { format: 'pickle' })],
      ],
    ])('%p', (expected, artifacts) => {
      expect(codes(tripleCheck(input({ artifacts })))).toEqual(expected);
    });
  });

  it('says of any entity either what is wrong or that all is there', () => {
    fc.assert(
      fc.property(
        fc.record({
          metadata: fc.record({ name: fc.anything() }),
          spec: fc.dictionary(
            fc.constantFrom(...Object.keys(spec)),
            fc.anything(),
          ),
        }),
        entity => {
          const result = tripleCheck(input({ entity }));
          const someFailed = result.checks.some(
            ({ outcome }) => outcome === 'failed',
          );
          expect(someFailed).toBe(result.problems.length > 0);
        },
      ),
    );
  });
});
