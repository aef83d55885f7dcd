/**
 * Contracts of the ml-models backend that others implement, and the service to call it with.
 *
 * @packageDocumentation
 */
export * from './governance/mlModelsGovernanceExtensionPoint';
export * from './governance/RiskSignal';
export * from './ingestion/ArtifactSource';
export * from './ingestion/AttestationVerifier';
export * from './ingestion/FormatReaderEntry';
export * from './ingestion/mlModelsIngestionExtensionPoint';
export * from './serving/MeshProvider';
export * from './serving/mlModelsServingExtensionPoint';
export * from './serving/WorkloadSource';
export { mlModelsServiceRef } from './mlModelsServiceRef';
export type { MlModelsService } from './mlModelsServiceRef';
