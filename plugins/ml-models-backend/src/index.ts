/**
 * Registry of machine-learning models: ingestion, history and HTTP API.
 *
 * @packageDocumentation
 */
export { mlModelsPlugin as default } from './plugin';
export {
  createMlModelConditionalDecision,
  mlModelConditions,
  mlModelPermissionResourceRef,
  mlModelPermissionRules,
} from './http/access/modelRules';
export type { ModelFilter } from './http/access/modelRules';
