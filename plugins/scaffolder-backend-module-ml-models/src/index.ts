/**
 * Scaffolder actions of the ml-models plugins.
 *
 * @packageDocumentation
 */
export { scaffolderModuleMlModels as default } from './module';
export * from './actions/createIngestAction';
export * from './actions/createRegisterAction';
export * from './ScaffolderModelsError';
