/**
 * Bytes of a model file in, facts out: static readers, never executing or
 * opening anything that a file names.
 *
 * @packageDocumentation
 */
export * from './inspection/Inspection';
export * from './inspection/Crc32';
export * from './inspection/FormatError';
export * from './inspection/limits';
export * from './inspect';
export * from './diff';
export * from './findings/rules/FindingRuleInfo';
export * from './findings/FINDING_RULES';
export * from './reader/FormatReader';
export * from './reader/InspectionContext';
export * from './reader/TensorCollector';
export * from './source/ByteSource';
export * from './source/PagedBytes';
