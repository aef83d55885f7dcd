import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildZip } from '../buildZip';
import { EvasionCase } from './EvasionCase';

const FIXTURES = join(__dirname, '../../../fixtures/keras');

interface Layer {
  class_name: string;
  module?: string | null;
  config: unknown;
  registered_name?: string | null;
}

const keras = (
  name: string,
  evades: string,
  rule: string,
  layer: Layer,
): EvasionCase => ({
  name: `keras: ${name}`,
  evades,
  expects: { rule: `keras/${rule}` },
  bytes: () =>
    archive(
      JSON.stringify({
        class_name: 'Sequential',
        module: 'keras',
        registered_name: 'Sequential',
        config: { name: 'm', layers: [layer] },
      }),
    ),
});

function archive(config: string, deflate = false): Uint8Array {
  return buildZip([
    {
      name: 'metadata.json',
      content: Buffer.from('{"keras_version": "3.3.3"}'),
    },
    { name: 'config.json', content: Buffer.from(config), deflate },
    { name: 'model.weights.h5', content: fixture('soft_links.h5') },
  ]);
}

function fixture(name: string): Uint8Array {
  return readFileSync(join(FIXTURES, name));
}

const hdf5 = (
  file: string,
  evades: string,
  expects: EvasionCase['expects'],
): EvasionCase => ({
  name: `hdf5: ${file}`,
  evades,
  expects,
  bytes: () => fixture(file),
});

const called = (module: string, config: string): Layer => ({
  class_name: 'function',
  module,
  config,
  registered_name: 'function',
});

/** Files after the advisories that the facts name for Keras and HDF5. */
export const KERAS_CASES: readonly EvasionCase[] = [
  keras('bytecode in a Lambda layer', 'CVE-2024-3660', 'lambda-code', {
    class_name: 'Lambda',
    module: 'keras.layers',
    config: {
      function: { class_name: '__lambda__', config: { code: '4wA=' } },
    },
  }),
  keras('bytecode in the shape of a Lambda', 'CVE-2024-3660', 'lambda-code', {
    class_name: 'Lambda',
    module: 'keras.layers',
    config: {
      function: 'relu',
      output_shape: ['4wA=', null, null],
      output_shape_type: 'lambda',
    },
  }),
  keras('Lambda with a package', 'lookups by the part behind “>”', 'lambda', {
    class_name: 'keras>Lambda',
    module: 'keras.layers',
    config: { function: 'relu' },
  }),
  keras('class of another module', 'CVE-2025-1550', 'foreign-module', {
    class_name: 'Popen',
    module: 'subprocess',
    config: {},
  }),
  keras(
    'module that begins like Keras',
    'a prefix is no package',
    'foreign-module',
    {
      class_name: 'Dense',
      module: 'keras_evil.layers',
      config: {},
    },
  ),
  keras('class inside another class', 'CVE-2025-1550', 'foreign-module', {
    class_name: 'Dense',
    module: 'keras.layers',
    config: {
      kernel_initializer: { class_name: 'system', module: 'os', config: {} },
    },
  }),
  keras('safe mode switched off', 'CVE-2025-9906', 'gadget', {
    class_name: 'Activation',
    module: 'keras.layers',
    config: {
      activation: called('keras.config', 'enable_unsafe_deserialization'),
    },
  }),
  keras('file fetched and unpacked', 'CVE-2025-8747', 'gadget', {
    class_name: 'Activation',
    module: 'keras.layers',
    config: { activation: called('keras.utils', 'get_file') },
  }),
  keras('exec among the builtins', 'CVE-2025-1550', 'gadget', {
    class_name: 'Activation',
    module: 'keras.layers',
    config: { activation: called('builtins', 'exec') },
  }),
  keras('vocabulary in a file', 'CVE-2025-12058', 'file-read', {
    class_name: 'StringLookup',
    module: 'keras.layers',
    config: { vocabulary: '/etc/passwd' },
  }),
  keras('SavedModel as a layer', 'CVE-2025-1550 class', 'file-read', {
    class_name: 'TFSMLayer',
    module: 'keras.layers',
    config: { filepath: '/tmp/model' },
  }),
  keras('pickled PyTorch module', 'pickle behind JSON', 'torch-module', {
    class_name: 'TorchModuleWrapper',
    module: 'keras.layers',
    config: { module: 'gASV' },
  }),
  keras('registered class', 'code from elsewhere', 'custom-object', {
    class_name: 'Mine',
    module: null,
    registered_name: 'package>Mine',
    config: {},
  }),
  {
    name: 'keras: Lambda in a packed configuration',
    evades: 'scanners that read stored members only',
    expects: { rule: 'keras/lambda' },
    bytes: () =>
      archive('{"class_name": "Lambda", "config": {"name": "x"}}', true),
  },
  {
    name: 'keras: escaped class name',
    evades: 'scanners that search the text for “Lambda”',
    expects: { rule: 'keras/lambda' },
    bytes: () =>
      archive('{"class_name": "\\u004cambda", "config": {"name": "x"}}'),
  },
  {
    name: 'keras: brackets without end',
    evades: 'a parser that recurses or allocates for each',
    expects: { error: 'LIMIT_EXCEEDED' },
    bytes: () => archive('['.repeat(1_000_000), true),
  },
  {
    name: 'keras: configuration that is no JSON',
    evades: 'Python takes NaN, others stop',
    expects: { rule: 'keras/unreadable-config' },
    bytes: () => archive('{"class_name": "Lambda", "config": NaN}'),
  },
  {
    name: 'keras: behind other bytes',
    evades: 'facts 2.3: zipfile looks from the end',
    expects: { rule: 'zip/prefix-bytes' },
    bytes: () => Buffer.concat([Buffer.alloc(100, 0x41), archive('{}')]),
  },
  hdf5('lambda.h5', 'CVE-2025-9905: HDF5 ignores the safe mode', {
    rule: 'keras/lambda-code',
  }),
  hdf5('lambda_latest.h5', 'the same in new object headers', {
    rule: 'keras/lambda-code',
  }),
  hdf5('lambda_fixed_text.h5', 'the same in a text of fixed length', {
    rule: 'keras/lambda-code',
  }),
  hdf5('foreign_module.h5', 'CVE-2025-1550 in HDF5', {
    rule: 'keras/foreign-module',
  }),
  hdf5('external_link.h5', 'facts 2.5: external links read files', {
    rule: 'hdf5/external-link',
  }),
  hdf5('external_link_latest.h5', 'the same in new groups', {
    rule: 'hdf5/external-link',
  }),
  hdf5('external_storage.h5', 'facts 2.5: external storage reads files', {
    rule: 'hdf5/external-storage',
  }),
  hdf5('virtual.h5', 'a virtual dataset reads files', {
    rule: 'hdf5/virtual-dataset',
  }),
  hdf5('user_block.h5', 'pickle.load takes the start, HDF5 the rest', {
    rule: 'pickle/nested',
  }),
  hdf5('dense_links.h5', 'links where scanners do not look', {
    status: 'unsupported',
  }),
  {
    name: 'hdf5: far behind other bytes',
    evades: 'the superblock may stand at any power of two',
    expects: { rule: 'hdf5/user-block' },
    bytes: () => Buffer.concat([Buffer.alloc(8192), fixture('model.h5')]),
  },
];
