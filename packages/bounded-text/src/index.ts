/**
 * YAML and JSON from outside, read within limits and in linear time.
 *
 * @packageDocumentation
 */
export { TEXT_LIMITS } from './limits';
export type { TextLimits } from './limits';
export { TextError, TEXT_ERROR_CODES } from './TextError';
export type { TextErrorCode, TextPosition } from './TextError';
export { readDocuments } from './readDocuments';
export { readJson } from './json/readJson';
export { readYaml, readYamlStream } from './yaml/readYaml';
