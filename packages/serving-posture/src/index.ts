/**
 * Kubernetes objects in; serving, mutual TLS, callers and rollout verdicts out.
 *
 * @packageDocumentation
 */
export * from './types';
export { assessPosture } from './assessPosture';
export { combineMtls } from './mesh/verdict';
export { DECIDING_KINDS } from './object/DECIDING_KINDS';
export { POSTURE_LIMITS } from './limits';
