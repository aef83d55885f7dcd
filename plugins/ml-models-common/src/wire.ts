import type { components, paths } from './generated/openapi';

/** Shapes that travel over HTTP, by the names of the OpenAPI file. @public */
export type Wire = components['schemas'];
/** @public */
export type MlModelsPaths = paths;
