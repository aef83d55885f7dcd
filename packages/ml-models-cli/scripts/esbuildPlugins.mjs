// What esbuild does with some modules, so that a start sets up little.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

const require = createRequire(import.meta.url);

/**
 * Readers take the numbers of an enum from onnx-proto, nothing else: the bundle
 * has those, not 200 KB of decoders that would be set up at every start.
 */
export const onnxEnums = {
  name: 'onnx-enums',
  setup({ onLoad }) {
    const { DataType } = createRequire(
      require.resolve('@ml-models/model-formats/package.json'),
    )('onnx-proto').onnx.TensorProto;
    const enums = JSON.stringify({ onnx: { TensorProto: { DataType } } });
    onLoad({ filter: /node_modules\/onnx-proto\/.*\.js$/ }, () => ({
      contents: `module.exports = ${enums};`,
    }));
  },
};

const formats = dirname(require.resolve('@ml-models/model-formats'));
/** The readers of all formats, as the list of them imports them. */
const readers = importsOf(
  readFileSync(join(formats, 'FORMAT_READERS.ts'), 'utf8'),
).map(path => join(formats, `${path}.ts`));
/** What reads archives behind a model, which few models have. */
const archiveChecks = [join(formats, 'tflite', 'checkRest.ts')];

/**
 * What a reader imports is set up when the reader first uses it: a run meets one format and has to recognise it only.
 * esbuild alone sets up all that is imported anywhere, at the start.
 */
export const lateReaders = {
  name: 'late-readers',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!readers.includes(path) && !archiveChecks.includes(path))
        return undefined;
      const source = readFileSync(path, 'utf8');
      const { code } = transformSync(source, {
        filename: path,
        isModule: true,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'commonjs', lazy: importsOf(source) },
      });
      return { contents: code, loader: 'js' };
    });
  },
};

function importsOf(source) {
  return [...source.matchAll(/from '([^']+)'/g)].map(([, path]) => path);
}

/**
 * The inflater sets its tables up when it is loaded, and loads worker_threads for what nobody here calls: its build
 * for browsers does not, and is loaded when something is first inflated.
 */
export const lazyInflater = {
  name: 'lazy-inflater',
  setup({ onLoad, onResolve }) {
    const path = createRequire(
      require.resolve('@ml-models/model-formats/package.json'),
    ).resolve('fflate/browser');
    onResolve({ filter: /^fflate$/ }, () => ({ path, namespace: 'inflater' }));
    onLoad({ filter: /./, namespace: 'inflater' }, () => {
      const id = JSON.stringify(path);
      const getters = Object.keys(require(path)).map(
        key => `get ${key}() { return require(${id}).${key}; },`,
      );
      return {
        contents: `module.exports = { ${getters.join('\n')} };`,
        resolveDir: dirname(path),
      };
    });
  },
};

/** Leaves out the commands whose code matches: their names and options stay. */
export const without = filter => ({
  name: 'without',
  setup({ onLoad }) {
    onLoad({ filter }, () => ({ contents: 'export {}' }));
  },
});
