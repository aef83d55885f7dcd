/**
 * Vocabulary of the ml-models plugins.
 * @packageDocumentation
 */
export * from './annotations';
export * from './client';
export * from './concern';
export * from './digest';
export * from './entity';
export * from './events';
export * from './permissions';
export * from './relations';
export * from './schema';
export { VOCABULARY } from './generated/vocabulary';
export * from './wire';
