import { HttpError } from './HttpError';

/** The policy's no to a caller who is known. */
export function notAllowed(permission: string): HttpError {
  return new HttpError('NOT_ALLOWED', `The permission ${permission} is needed`);
}
