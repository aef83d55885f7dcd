/**
 * Frontend of the ml-models plugin.
 * @packageDocumentation
 */
export { mlModelsPlugin as default } from './plugin';
export * from './api/createPortalClient';
export * from './api/mlModelsApiRef';
export * from './api/MlModelsRequestError';
export { MlModelIcon } from './components/MlModelIcon';
export { holdsModels, usesModels } from './cards/relatedModels';
export * from './legacy';
export * from './routes';
export * from './translation';
