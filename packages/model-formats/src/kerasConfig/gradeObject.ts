import { FindingRule } from '../findings/FINDING_RULES';

/** What a serialised object does when Keras brings it back. */
export interface ObjectGrade {
  rule: FindingRule;
  message: string;
  params: Record<string, string>;
}

export type JsonObject = Record<string, unknown>;

/** Modules of Keras whose functions are plain mathematics. */
const SAFE_FUNCTION_MODULES =
  /^(builtins|keras(\.src)?\.(activations|losses|metrics|initializers|regularizers|constraints|ops)(\.[a-z_.]+)?)$/;
const KERAS_MODULE = /^(keras|builtins)$|^keras\./;
/** Functions of Python’s own module that act; the rest share names with Keras. */
const PYTHON_BUILTINS = new Set(
  `__import__ breakpoint compile delattr eval exec exit getattr globals
   help input locals memoryview open print quit setattr vars`.split(/\s+/),
);
/** Layers that read what their configuration names, and where they name it. */
const FILE_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['StringLookup', ['vocabulary', 'idf_weights']],
  ['IntegerLookup', ['vocabulary', 'idf_weights']],
  ['TextVectorization', ['vocabulary', 'idf_weights']],
  ['IndexLookup', ['vocabulary', 'idf_weights']],
  ['TFSMLayer', ['filepath']],
]);
const CUSTOM_PACKAGE = /^(?!keras>)[^>]*>/;

/**
 * Gives what is wrong with one `{class_name, config, module,
 * registered_name}` of Keras (keras/src/saving/serialization_lib.py): the
 * module is imported and the class called when the model is loaded.
 */
export function gradeObject(object: JsonObject): ObjectGrade[] {
  const name = text(object.class_name).split('>').pop() ?? '';
  const module = text(object.module);
  const registered = text(object.registered_name);
  const config = isObject(object.config) ? object.config : {};
  const grades: ObjectGrade[] = [];
  const add = (rule: FindingRule, message: string, subject: string) =>
    grades.push({ rule, message, params: { name: subject } });

  if (name === '__lambda__') {
    add('keras/lambda-code', 'Python bytecode is stored in the model', name);
  }
  if (name === 'Lambda') {
    addLambda(config, text(config.name) || text(object.name), add);
  }
  if (module !== '' && !KERAS_MODULE.test(module)) {
    add(
      'keras/foreign-module',
      `loading the model imports ${module}.${name}`,
      `${module}.${name}`,
    );
  } else if (name === 'function') {
    addFunction(module, text(object.config), add);
  }
  if (name === 'TorchModuleWrapper') {
    add('keras/torch-module', 'the layer holds a pickled PyTorch module', name);
  }
  for (const field of FILE_FIELDS.get(name) ?? []) {
    const value = config[field];
    if (typeof value === 'string' && value !== '') {
      add(
        'keras/file-read',
        `the layer ${name} reads the file “${value}”`,
        value,
      );
    }
  }
  if (CUSTOM_PACKAGE.test(registered)) {
    add(
      'keras/custom-object',
      `the model needs the registered class ${registered}`,
      registered,
    );
  }
  return grades;
}

type AddGrade = (rule: FindingRule, message: string, subject: string) => void;

/** Bytecode stands in an array, as text, or as an object of its own. */
function addLambda(config: JsonObject, name: string, add: AddGrade): void {
  const code = [
    ['function', 'function_type'],
    ['output_shape', 'output_shape_type'],
    ['mask', 'mask_type'],
  ].some(
    ([field, type]) =>
      config[type] === 'lambda' ||
      (field === 'function' && Array.isArray(config[field])),
  );
  if (code) {
    add(
      'keras/lambda-code',
      `the Lambda layer “${name}” stores Python bytecode`,
      name,
    );
  } else {
    add('keras/lambda', `the model has the Lambda layer “${name}”`, name);
  }
}

function addFunction(module: string, name: string, add: AddGrade): void {
  if (
    !SAFE_FUNCTION_MODULES.test(module) ||
    (module === 'builtins' && PYTHON_BUILTINS.has(name))
  ) {
    const path = `${module || '?'}.${name}`;
    add('keras/gadget', `loading the model takes the function ${path}`, path);
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
