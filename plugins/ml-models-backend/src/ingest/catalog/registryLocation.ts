/**
 * `backstage.io/managed-by-location` of models that were registered without a file. Our own provider emits
 * them into the catalog; reading them back would make the registry its own source.
 */
export const REGISTRY_LOCATION = 'ml-models:registry';
