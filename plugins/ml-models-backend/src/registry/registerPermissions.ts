import { mlModelPermissions } from '@ml-models/backstage-plugin-ml-models-common';
import {
  mlModelPermissionResourceRef,
  mlModelPermissionRules,
} from '../http/access/modelRules';
import type { ModelStore } from '../store/ModelStore';
import type { RegistryServices } from './RegistryServices';

/** Tells the portal's permissions what a model is, and by which rules a policy may speak of one. */
export function registerPermissions(
  { permissionsRegistry }: Pick<RegistryServices, 'permissionsRegistry'>,
  models: Pick<ModelStore, 'findModel'>,
): void {
  permissionsRegistry.addResourceType({
    resourceRef: mlModelPermissionResourceRef,
    permissions: mlModelPermissions,
    rules: Object.values(mlModelPermissionRules),
    getResources: refs =>
      Promise.all(refs.map(modelRef => models.findModel({ modelRef }))),
  });
}
