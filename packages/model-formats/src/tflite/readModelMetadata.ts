import { FlatbufferReader } from '../flatbuffer/FlatbufferReader';
import { FlatVerifier } from '../flatbuffer/FlatVerifier';
import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { refuseLocation } from '../reader/refuseLocation';
import { ByteSource, subSource } from '../source/ByteSource';
import {
  ASSOCIATED_FILE,
  METADATA_SCHEMA,
  MODEL_METADATA,
} from './METADATA_SCHEMA';

const IDENTIFIER = 'M001';
/** Key of the facts, and the field that it shows. */
const TEXTS = [
  ['name', MODEL_METADATA.name],
  ['description', MODEL_METADATA.description],
  ['version', MODEL_METADATA.version],
  ['author', MODEL_METADATA.author],
  ['license', MODEL_METADATA.license],
  ['min_parser_version', MODEL_METADATA.minParserVersion],
] as const;

/**
 * The flatbuffer of TensorFlow Lite Metadata inside a buffer of the model;
 * answers the names of the files that it says are appended.
 */
export function readModelMetadata(
  source: ByteSource,
  position: number,
  bytes: number,
  context: InspectionContext,
): string[] {
  try {
    return readNested(subSource(source, position, bytes), position, context);
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    throw new FormatError(error.code, `TFLITE_METADATA: ${error.message}`, {
      offset: position + (error.offset ?? 0),
      cause: error,
    });
  }
}

function readNested(
  source: ByteSource,
  start: number,
  context: InspectionContext,
): string[] {
  const flat = new FlatbufferReader(source, context);
  const root = flat.root();
  const identifier = flat.identifier();
  if (identifier !== IDENTIFIER) {
    context.report(
      'tflite/unknown-metadata',
      'TFLITE_METADATA is of a version that is not known',
      { offset: start },
    );
    return [];
  }
  const files = new Set<string>();
  new FlatVerifier(flat, METADATA_SCHEMA, context, {
    unknown: (what, offset) =>
      context.report(
        'tflite/unknown-metadata',
        `TFLITE_METADATA has ${what}, which is not known`,
        { offset: start + offset },
      ),
    before: {
      AssociatedFile: table => {
        const file = flat.string(table, ASSOCIATED_FILE.name) ?? '';
        reportPath(file, start + table.position, context);
        files.add(file);
        context.assertLimit('values', files.size, start + table.position);
      },
    },
  }).verify(root, 'ModelMetadata');
  for (const [key, field] of TEXTS) {
    const text = flat.string(root, field);
    if (text !== undefined) {
      context.addMetadata(`TFLITE_METADATA.${key}`, text);
    }
  }
  if (files.size > 0) {
    context.addMetadata(
      'TFLITE_METADATA.associated_files',
      [...files].join(', '),
    );
  }
  return [...files];
}

function reportPath(
  file: string,
  offset: number,
  context: InspectionContext,
): void {
  const refused = refuseLocation(file);
  if (refused) {
    context.report(
      'tflite/associated-file-path',
      `the metadata names the associated file “${file}”: ${refused}`,
      { offset },
      { file },
    );
  }
}
