import { field, uintField } from '../wire';
import { EvasionCase } from './EvasionCase';

type Bytes = readonly number[];

const nodeDef = (operator: string, ...rest: Bytes[]) => [
  ...field(1, 'n'),
  ...field(2, operator),
  ...rest.flat(),
];
const savedModel = (...metaGraph: Bytes[]) =>
  Uint8Array.from([...uintField(1, 1), ...field(2, metaGraph.flat())]);
const metaInfo = field(1, field(4, 'serve'));
const inGraph = (...node: Parameters<typeof nodeDef>) =>
  savedModel(metaInfo, field(2, field(1, nodeDef(...node))));
const inLibrary = (operator: string) =>
  savedModel(
    metaInfo,
    field(
      2,
      field(
        2,
        field(1, [...field(1, field(1, 'f')), ...field(3, nodeDef(operator))]),
      ),
    ),
  );

const operator = (
  type: string,
  what: 'file' | 'python' | 'network',
): EvasionCase => ({
  name: `savedmodel: ${type}`,
  evades: 'modelscan: operators that act outside of the graph',
  expects: { rule: `savedmodel/${what}-operator` },
  bytes: () => inGraph(type),
});

/** SavedModel and CoreML: they stay `unsupported`, what acts is named. */
export const SAVEDMODEL_CASES: readonly EvasionCase[] = [
  operator('ReadFile', 'file'),
  operator('WriteFile', 'file'),
  operator('MatchingFiles', 'file'),
  operator('PyFunc', 'python'),
  operator('EagerPyFunc', 'python'),
  operator('PyFuncStateless', 'python'),
  operator('RpcCall', 'network'),
  operator('DebugIdentityV2', 'network'),
  {
    name: 'savedmodel: operator in the function library',
    evades: 'modelscan issue: only the nodes of the graph were looked at',
    expects: { rule: 'savedmodel/file-operator' },
    bytes: () => inLibrary('WriteFile'),
  },
  {
    name: 'savedmodel: print into a file',
    evades: 'PrintV2 is on no list; its attribute says where it writes',
    expects: { rule: 'savedmodel/file-operator' },
    bytes: () =>
      inGraph(
        'PrintV2',
        field(5, [
          ...field(1, 'output_stream'),
          ...field(2, field(2, 'file:///home/user/.bashrc')),
        ]),
      ),
  },
  {
    name: 'savedmodel: graph before the meta information',
    evades: 'a signature that looks for 08 01 12 … 0a',
    expects: { rule: 'savedmodel/file-operator' },
    bytes: () => savedModel(field(2, field(1, nodeDef('ReadFile'))), metaInfo),
  },
  {
    name: 'savedmodel: Keras Lambda',
    evades: 'byte code that Keras unmarshals when it loads',
    expects: { rule: 'savedmodel/keras-lambda' },
    bytes: () =>
      savedModel(
        metaInfo,
        field(
          7,
          field(
            1,
            field(4, [
              ...field(1, '_tf_keras_layer'),
              ...field(3, '{"class_name": "Lambda"}'),
            ]),
          ),
        ),
      ),
  },
  {
    name: 'coreml: custom layer',
    evades: 'a class of the application, chosen by the file',
    expects: { rule: 'coreml/custom-code' },
    bytes: () =>
      Uint8Array.from([
        ...uintField(1, 4),
        ...field(2, []),
        ...field(500, field(1, field(500, field(10, 'Evil')))),
      ]),
  },
  {
    name: 'coreml: custom layer in the model of a pipeline',
    evades: 'scanners that look at the outermost model',
    expects: { rule: 'coreml/custom-code' },
    bytes: () => {
      const inner = [
        ...uintField(1, 4),
        ...field(403, field(1, field(500, field(10, 'Evil')))),
      ];
      return Uint8Array.from([
        ...uintField(1, 4),
        ...field(2, []),
        ...field(200, field(1, field(1, inner))),
      ]);
    },
  },
  {
    name: 'coreml: linked model',
    evades: 'the model that runs is another file',
    expects: { rule: 'coreml/linked-model' },
    bytes: () =>
      Uint8Array.from([
        ...uintField(1, 5),
        ...field(2, []),
        ...field(556, field(1, 'x')),
      ]),
  },
];
