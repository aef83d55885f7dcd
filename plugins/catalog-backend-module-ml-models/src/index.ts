/**
 * The MLModel kind for the catalog.
 * @packageDocumentation
 */
export { catalogModuleMlModels as default } from './module';
