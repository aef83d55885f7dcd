/**
 * Bills of materials for machine-learning models: one neutral input, one
 * writer per dialect. Pure and isomorphic.
 *
 * @packageDocumentation
 */
export * from './BomError';
export * from './BomInput';
export * from './manifestDigest';
export * from './spdx/SpdxDocument';
