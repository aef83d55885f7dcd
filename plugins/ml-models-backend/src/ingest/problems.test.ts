import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ARTIFACT_ERROR_CODES, ArtifactError } from '@ml-models/artifact-io';
import {
  ARTIFACT_SOURCE_ERROR_CODES,
  ArtifactSourceError,
} from '@ml-models/backstage-plugin-ml-models-node';
import {
  artifactProblems,
  INGESTION_PROBLEMS,
  anotherTry,
  stateOf,
} from './problems';
import { refusal } from './refusal';

describe('the table of problems', () => {
  it.each([...ARTIFACT_ERROR_CODES])('knows %s of reading', code => {
    const [problem] = artifactProblems(
      new ArtifactError(code, 'why'),
      'm.onnx',
    );
    expect(Object.keys(INGESTION_PROBLEMS)).toContain(problem.code);
    expect(problem.field).toBe('m.onnx');
  });

  it.each([...ARTIFACT_SOURCE_ERROR_CODES])('knows %s of a source', code => {
    const error = new ArtifactSourceError(code, 'why');
    expect(artifactProblems(error, 'm.onnx')).toEqual([
      { code, field: 'm.onnx', message: 'why' },
    ]);
  });

  it('leaves a bug a bug', () => {
    const bug = new TypeError('undefined is not a function');
    expect(() => artifactProblems(bug, 'm.onnx')).toThrow(bug);
  });

  it('stands in docs/errors.md, word for word', () => {
    const page = readFileSync(
      resolve(__dirname, '../../../../docs/errors.md'),
      'utf8',
    ).replace(/ +/g, ' '); // tables may be padded
    for (const [code, kind] of Object.entries(INGESTION_PROBLEMS)) {
      const again =
        kind.again === 'file'
          ? 'other file'
          : { rarely: 'rarely', true: 'yes', false: 'no' }[`${kind.again}`];
      expect(page).toContain(
        `| \`${code}\` | ${kind.state} | ${again} | ${kind.meaning} |`,
      );
    }
  });
});

describe('stateOf', () => {
  it.each([
    [['NOT_FETCHED'], 'failed'],
    [['NOT_FETCHED', 'MISSING_FIELD'], 'refused'],
    [['SYMLINK'], 'refused'],
  ] as const)('of %j is %s', (codes, state) => {
    const problems = codes.map(code => ({ code, message: '' }));
    expect(stateOf(problems)).toBe(state);
  });
});

describe('anotherTry', () => {
  it.each([
    [['NOT_FETCHED', 'ARTIFACT_NOT_FOUND'], 'after-wait'],
    [['DIGEST_MISMATCH', 'NOT_FETCHED'], 'after-wait'],
    [['DIGEST_MISMATCH'], 'after-change'],
    [['WORKER_DIED'], 'rarely'],
    [['VERSION_CONFLICT', 'SCAN_FINDING'], 'after-change'],
    [['SCAN_FINDING', 'MISSING_FIELD'], 'never'],
    [['NOT_FETCHED', 'MISSING_FIELD'], 'never'],
    [['CANCELLED'], 'never'],
    [['A_CODE_OF_THE_FUTURE'], 'never'],
    [['__proto__'], 'never'],
    [[], 'never'],
  ])('of %j is %s', (codes, again) => {
    expect(anotherTry(codes.map(code => ({ code })))).toBe(again);
  });
});

describe('refusal', () => {
  it('keeps a bounded number of problems and says how many there are', () => {
    const problems = Array.from({ length: 250 }, (_, n) => ({
      code: 'SCAN_FINDING' as const,
      message: `finding ${n}`,
    }));
    const result = refusal(problems);
    expect(result.problems).toHaveLength(100);
    expect(result.problems[99].message).toBe(
      'finding 99 (and 150 more problems)',
    );
  });
});
