import {
  FINDING_RULES,
  FindingRule,
  SEVERITIES,
} from '@ml-models/model-formats';
import { sarifErrors } from '../__testUtils__/sarifSchema';
import { sarifLog } from './sarifLog';
import { SubjectInspection } from './SubjectInspection';

const RULES = Object.keys(FINDING_RULES) as FindingRule[];

const subject = (changes: Partial<SubjectInspection>): SubjectInspection =>
  ({
    path: '/models/a.onnx',
    size: 8,
    format: 'onnx',
    status: 'findings',
    findings: [],
    ...changes,
  } as SubjectInspection);

const LOG = sarifLog(
  [
    subject({
      findings: RULES.map((rule, i) => ({
        rule,
        severity: FINDING_RULES[rule].severity,
        message: `“${rule}” in 模型`,
        location: [
          undefined,
          { offset: i },
          { member: 'a/b' },
          { member: 'm', offset: i },
        ][i % 4],
      })),
    }),
    subject({
      path: '/elsewhere/with space/ü?.pt',
      findings: SEVERITIES.map(severity => ({
        rule: 'portal/own-rule',
        severity,
        message: 'of a reader that is not ours',
      })),
    }),
    subject({
      status: 'failed',
      error: { code: 'TRUNCATED', message: 'ends early', offset: 7 },
    }),
    subject({ path: '/models/b.gguf', status: 'unsupported' }),
    subject({ path: '/models/c.onnx', status: 'clean' }),
  ],
  '/models',
);

describe('sarifLog', () => {
  it('is valid SARIF 2.1.0, with every rule of the catalogue in it', () => {
    expect(sarifErrors(LOG)).toEqual([]);
    const ids = LOG.runs[0].tool.driver.rules.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(RULES));
  });

  it('is judged by a schema that refuses', () => {
    const [run] = LOG.runs;
    expect(sarifErrors({ ...LOG, runs: [{ ...run, tool: {} }] })).not.toEqual(
      [],
    );
  });

  it('holds a result for what was not read or not scanned', () => {
    const ids = LOG.runs[0].results.map(({ ruleId }) => ruleId);
    expect(ids.slice(-2)).toEqual([
      'ml-models/failed',
      'ml-models/unsupported',
    ]);
    expect(LOG.runs[0].invocations).toEqual([{ executionSuccessful: false }]);
  });

  it('is valid when there is nothing to say', () => {
    expect(sarifErrors(sarifLog([], '/models'))).toEqual([]);
  });
});
