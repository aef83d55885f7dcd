/**
 * Bytes of a model file in, facts out: static readers, never executing or
 * opening anything that a file names.
 *
 * @packageDocumentation
 */
export * from './inspection';
export * from './FormatError';
export * from './source/ByteSource';
