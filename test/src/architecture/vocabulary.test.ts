import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { VOCABULARY } from '@ml-models/backstage-plugin-ml-models-common';
import { SEVERITIES } from '@ml-models/model-formats';
import { REQUIRED_FIELDS, RISK_TIERS } from '@ml-models/model-governance';
import { MTLS_VERDICTS } from '@ml-models/serving-posture';
import { filesBelow, inRepository } from '../support/repository';

/**
 * Closed lists that programs go through, each with its one home. The API's are made from the OpenAPI file, which
 * mirrors the pure packages.
 */
const HOMES: [name: string, words: readonly string[], home: string][] = [
  ['tiers', RISK_TIERS, 'packages/model-governance/src/tier/RiskTier.ts'],
  [
    'severities',
    SEVERITIES,
    'packages/model-formats/src/inspection/Inspection.ts',
  ],
  [
    'required fields',
    REQUIRED_FIELDS,
    'packages/model-governance/src/registration/checkRegistration.ts',
  ],
  ['mTLS verdicts', MTLS_VERDICTS, 'packages/serving-posture/src/types.ts'],
  ['stages', VOCABULARY.Stage, 'openapi.yaml'],
];

const shipped = ['packages', 'plugins'].flatMap(folder =>
  filesBelow(inRepository(folder))
    .filter(path => /^[^/]+\/src\/.*\.tsx?$/.test(path))
    .filter(path => !/\.test\.|__testUtils__|[./]generated[./]/.test(path))
    .map(path => `${folder}/${path}`),
);

/** Words of each list of text literals in a file. */
function literalLists(path: string): string[][] {
  const lists: string[][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node)) {
      lists.push(
        node.elements.filter(ts.isStringLiteral).map(({ text }) => text),
      );
    }
    ts.forEachChild(node, visit);
  };
  const text = readFileSync(inRepository(path), 'utf8');
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return lists;
}

describe('a closed list of words has one home', () => {
  const lists = shipped.flatMap(path =>
    literalLists(path).map(words => ({ path, words })),
  );

  it.each(HOMES)('%s', (_, words, home) => {
    // All but one: a copy that forgot a word is a copy. With words of its own it is another list.
    const copies = lists.filter(
      list =>
        list.words.every(word => words.some(known => known === word)) &&
        list.words.length >= Math.max(3, words.length - 1),
    );
    expect(copies.map(({ path }) => path)).toEqual(
      home === 'openapi.yaml' ? [] : [home],
    );
  });

  it.each([
    ['Tier', RISK_TIERS],
    ['Severity', SEVERITIES],
    ['RequiredField', REQUIRED_FIELDS],
    ['MtlsVerdict', MTLS_VERDICTS],
  ] as const)('and the API’s %s is the same list', (name, words) => {
    expect(VOCABULARY[name]).toEqual(words);
  });
});
