/**
 * Bills of materials for machine-learning models: one neutral input, one
 * writer per dialect. Pure and isomorphic.
 *
 * @packageDocumentation
 */
export * from './BomError';
export * from './BomInput';
export * from './bomGaps';
export * from './readBomInput';
export * from './manifestDigest';
export * from './spdx/SpdxDocument';
export * from './modelFacts';
export * from './serializeBom';
export { readLicense } from './license/readLicense';
export type { LicenseReading, LicenseState } from './license/readLicense';
export { spdx23 } from './spdx/spdx23';
export * from './spdx/validateBom';
