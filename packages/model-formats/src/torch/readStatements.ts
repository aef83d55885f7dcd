import { InspectionContext } from '../reader/InspectionContext';

/** caffe2/serialize/versions.h: kMinSupportedFileFormatVersion … kMax… */
const OLDEST_VERSION = 1;
const NEWEST_VERSION = 10;

/** The archive's `version` record, ASCII decimal. */
export function readVersion(
  text: string | undefined,
  member: string | undefined,
  context: InspectionContext,
): void {
  const location = member === undefined ? undefined : { member };
  const version = text?.trim();
  if (version === undefined || !/^\d{1,9}$/.test(version)) {
    context.report(
      'torch/version',
      'the archive does not say its version',
      location,
    );
    return;
  }
  context.facts.formatVersion = version;
  if (Number(version) < OLDEST_VERSION || Number(version) > NEWEST_VERSION) {
    context.report(
      'torch/version',
      `archive version ${version} is outside ${OLDEST_VERSION}…${NEWEST_VERSION}`,
      location,
    );
  }
}

/** The `byteorder` record; without one the storages are little-endian. */
export function readByteOrder(
  text: string | undefined,
  member: string,
  context: InspectionContext,
): void {
  const order = text?.trim();
  if (order === 'little' || order === 'big') {
    context.addMetadata('byteorder', order);
    return;
  }
  context.report(
    'torch/byteorder',
    'the byte order of the storages is neither little nor big',
    { member },
  );
}
