import type { BomInput } from './BomInput';
import { compareUtf8 } from './compareUtf8';
import { readLicense } from './license/readLicense';
import { publicLocation } from './spdx/publicLocation';
import { oneLine } from './text';

/** What a reader of a bill of materials looks for. @public */
export type BomGapField =
  | 'supplier'
  | 'license'
  | 'description'
  | 'downloadLocation'
  | 'datasets'
  | 'dependencies'
  | 'content';

/** Something that a bill of materials leaves open. @public */
export interface BomGap {
  field: BomGapField;
  /** path of the file whose content is not known; only with `content` */
  file?: string;
  /** English sentence */
  message: string;
}

/**
 * All that a bill of materials leaves open: facts of the model that nobody
 * stated, and the content of each file that was not read to its end. An empty
 * list of dependencies says that there are none; an absent one says nothing.
 * What nobody could have given (`withoutInput`) is no gap.
 * @public
 */
export function bomGaps({
  model,
  files,
  dependencies,
  withoutInput = [],
}: BomInput): BomGap[] {
  const gap = (known: boolean, field: BomGapField, message: string): BomGap[] =>
    known || withoutInput.includes(field) ? [] : [{ field, message }];
  const { supplier, description, downloadLocation, datasets } = model;
  return [
    ...gap(
      oneLine(supplier?.name ?? '') !== '',
      'supplier',
      'Who distributes the model is not stated',
    ),
    ...gap(
      readLicense(model.license).state !== 'unknown',
      'license',
      'The licence is not stated',
    ),
    ...gap(
      oneLine(description ?? '') !== '',
      'description',
      'The model is not described',
    ),
    ...gap(
      publicLocation(downloadLocation) !== 'NOASSERTION',
      'downloadLocation',
      'A public place to take the bytes from is not stated',
    ),
    ...gap(
      (datasets?.length ?? 0) > 0,
      'datasets',
      'The data that the model was trained on is not stated',
    ),
    ...gap(
      dependencies !== undefined,
      'dependencies',
      'The packages that the model needs are not stated',
    ),
    ...files
      .filter(
        ({ inspection }) =>
          inspection?.status !== 'clean' && inspection?.status !== 'findings',
      )
      .sort((a, b) => compareUtf8(a.path, b.path))
      .map(({ path }): BomGap => {
        const file = oneLine(path);
        return {
          field: 'content',
          file,
          message: `The content of ${file} was not read to its end`,
        };
      }),
  ];
}
