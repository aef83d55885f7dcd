import { existsSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { inRepository } from '../support/repository';
import { importsOf, shippedImports, SourceImport } from './sourceImports';

interface Rule {
  ours: string[];
  pure?: boolean;
  isomorphic?: boolean;
  typesOnly?: string[];
  rooms?: { library: string; rooms: string[]; also?: string[] }[];
}
const { packages } = jest.requireActual(
  inRepository('scripts', 'import-rules.cjs'),
) as { packages: Record<string, Rule> };

const packageOf = (module: string) =>
  module.startsWith('@')
    ? module.split('/').slice(0, 2).join('/')
    : module.split('/')[0];
const isBuiltin = (module: string) =>
  module.startsWith('node:') || builtinModules.includes(packageOf(module));
const show = ({ file, module }: SourceImport) => `${file} imports ${module}`;

describe('who may import whom', () => {
  it('has a rule for every published package', () => {
    const folders = ['packages', 'plugins'].flatMap(parent =>
      readdirSync(inRepository(parent))
        .filter(name => !['app', 'backend'].includes(name))
        .map(name => `${parent}/${name}`)
        .filter(folder => existsSync(inRepository(folder, 'package.json'))),
    );
    expect(Object.keys(packages).sort()).toEqual(folders.sort());
  });

  describe.each(Object.entries(packages))('%s', (folder, rule) => {
    const imports = shippedImports(folder);

    it('imports only what the table allows of ours', () => {
      const own = jest.requireActual(inRepository(folder, 'package.json')).name;
      const wrong = imports.filter(({ module }) => {
        const name = packageOf(module);
        return (
          name.startsWith('@ml-models/') &&
          name !== own &&
          !rule.ours.includes(name)
        );
      });
      expect(wrong.map(show)).toEqual([]);
    });

    it('stays outside other packages’ folders', () => {
      const wrong = imports.filter(
        ({ file, module }) =>
          module.startsWith('.') &&
          !new URL(module, `file:///${file}`).pathname.startsWith(
            `/${folder}/`,
          ),
      );
      expect(wrong.map(show)).toEqual([]);
    });

    it('keeps its walls', () => {
      const wrong = imports.filter(({ file, module, typeOnly }) => {
        const name = packageOf(module);
        if (rule.pure && name.startsWith('@backstage/')) return true;
        if (rule.isomorphic && isBuiltin(module)) return true;
        if (
          rule.typesOnly?.includes(name) &&
          !typeOnly &&
          module !== '@ml-models/model-formats/digest'
        )
          return true;
        return (rule.rooms ?? []).some(
          ({ library, also = [], rooms }) =>
            [library, ...also].includes(name) &&
            !typeOnly &&
            !rooms.some(room => file.startsWith(`${folder}/${room}`)),
        );
      });
      expect(wrong.map(show)).toEqual([]);
    });
  });

  it('reads YAML in one place only', () => {
    const wrong = Object.keys(packages)
      .filter(folder => folder !== 'packages/bounded-text')
      .flatMap(shippedImports)
      .filter(({ module }) => ['yaml', 'js-yaml'].includes(packageOf(module)));
    expect(wrong.map(show)).toEqual([]);
  });

  it('keeps the domain pure', () => {
    const wrong = shippedImports('plugins/ml-models-backend').filter(
      ({ file, module, typeOnly }) =>
        file.startsWith('plugins/ml-models-backend/src/domain/') &&
        !typeOnly &&
        (isBuiltin(module) ||
          module.startsWith('@backstage/backend') ||
          /^\.\.\/(\.\.\/)*(store|http|ingest|metrics|publish|serving)\//.test(
            module,
          )),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('sees every form of import', () => {
    const source = [
      "import type { A } from 'a';",
      "import { type B } from 'b';",
      "import { C } from 'c';",
      "export * from 'd';",
      "export type { E } from 'e';",
      "const f = () => import('f');",
      "const g = require('g');",
      "import 'h';",
    ].join('\n');
    expect(
      importsOf('x.ts', source).map(
        ({ module, typeOnly }) => `${module} ${typeOnly}`,
      ),
    ).toEqual([
      'a true',
      'b true',
      'c false',
      'd false',
      'e true',
      'f false',
      'g false',
      'h false',
    ]);
  });
});

describe('what the product stands on', () => {
  // By value, but for knex: its instance comes from Backstage's database service, so code knows it by its types.
  const used = new Set(
    Object.keys(packages)
      .flatMap(shippedImports)
      .filter(({ typeOnly, module }) => !typeOnly || module === 'knex')
      .map(({ module }) => packageOf(module)),
  );
  it.each([
    '@backstage/core-plugin-api',
    '@backstage/backend-plugin-api',
    '@backstage/catalog-model',
    'knex',
    'onnx-proto',
    'flatbuffers',
    '@noble/hashes',
    '@mui/material',
    'prom-client',
  ])('%s is imported by shipped code', name => {
    expect([...used]).toContain(name);
  });
});
