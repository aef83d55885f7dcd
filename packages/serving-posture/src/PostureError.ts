import type { ProblemCode } from './types';

/**
 * Why an object could not be read. It never leaves `assessPosture`: it becomes
 * an entry of `problems`.
 */
export class PostureError extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PostureError';
    this.code = code;
  }
}
