import type { Inspection, ValueInfo } from '@ml-models/model-formats';
import { BomGap, bomGaps } from './bomGaps';
import type { BomFile, BomInput } from './BomInput';
import { MAX_ANNOTATED_VALUES } from './limits';
import { oneLine, prose } from './text';

/**
 * What SPDX 2.3 has no field for, as one JSON object inside an annotation.
 * `about` tells a reader which of the two shapes it is.
 * @public
 */
export type ModelAnnotation = {
  about: 'ml-model';
  manifestDigest: string;
  owner?: string;
  type?: string;
  task?: string;
  framework?: string;
  tier?: string;
  intendedUse?: string;
  limitations?: string;
  inputs?: ValueInfo[];
  outputs?: ValueInfo[];
  /** all that the document leaves open */
  gaps: BomGap[];
};

/** @public */
export type FileAnnotation = {
  about: 'ml-model-file';
  /** bytes */
  size: number;
  /** only when the file was read */
  inspection?: Pick<
    Inspection,
    | 'format'
    | 'formatVersion'
    | 'status'
    | 'producer'
    | 'opsets'
    | 'inputs'
    | 'outputs'
    | 'signature'
    | 'tensors'
  > & {
    /** how many, by severity */
    findings: Record<string, number>;
    /** lists above were cut at `MAX_ANNOTATED_VALUES` */
    cut?: true;
  };
};

/** @public */
export function modelFacts(input: BomInput): ModelAnnotation {
  const { model } = input;
  const line = (text?: string) => (text ? oneLine(text) : undefined);
  return {
    about: 'ml-model',
    manifestDigest: input.manifestDigest,
    owner: line(model.owner),
    type: line(model.type),
    task: line(model.task),
    framework: line(model.framework),
    tier: line(model.tier),
    intendedUse: model.intendedUse ? prose(model.intendedUse) : undefined,
    limitations: model.limitations ? prose(model.limitations) : undefined,
    inputs: declared(model.inputs),
    outputs: declared(model.outputs),
    gaps: bomGaps(input),
  };
}

/** Only what JSON can hold: YAML has numbers such as `.nan`. */
function declared(values: ValueInfo[] | undefined): ValueInfo[] | undefined {
  return values
    ?.slice(0, MAX_ANNOTATED_VALUES)
    .map(({ name, dtype, shape, type }) => ({
      name: oneLine(name),
      ...(dtype === undefined ? {} : { dtype: oneLine(dtype) }),
      ...(shape === undefined
        ? {}
        : {
            shape:
              shape
                ?.slice(0, MAX_ANNOTATED_VALUES)
                .map(size =>
                  typeof size === 'number' && !Number.isFinite(size)
                    ? null
                    : size,
                ) ?? null,
          }),
      ...(type === undefined ? {} : { type: oneLine(type) }),
    }));
}

/** @public */
export function fileFacts(file: BomFile): FileAnnotation {
  const { size, inspection } = file;
  if (!inspection) {
    return { about: 'ml-model-file', size };
  }
  const lists = [inspection.opsets, inspection.inputs, inspection.outputs];
  const isCut = lists.some(list => (list?.length ?? 0) > MAX_ANNOTATED_VALUES);
  return {
    about: 'ml-model-file',
    size,
    inspection: {
      format: inspection.format,
      formatVersion: inspection.formatVersion,
      status: inspection.status,
      producer: inspection.producer,
      opsets: inspection.opsets?.slice(0, MAX_ANNOTATED_VALUES),
      inputs: inspection.inputs?.slice(0, MAX_ANNOTATED_VALUES),
      outputs: inspection.outputs?.slice(0, MAX_ANNOTATED_VALUES),
      signature: inspection.signature,
      tensors: inspection.tensors,
      findings: bySeverity(inspection),
      ...(isCut ? { cut: true as const } : {}),
    },
  };
}

function bySeverity(inspection: Inspection): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { severity } of inspection.findings) {
    counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return counts;
}
