/** Keys that ONNX 1.21 allows (docs/ExternalDataSecurity.md). */
export const EXTERNAL_DATA_KEYS = new Set([
  'location',
  'offset',
  'length',
  'checksum',
  'basepath',
]);
