import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** Why a request did not give an answer. @public */
export type MlModelsRequestErrorCode =
  | 'NOT_FOUND'
  | 'NOT_ALLOWED'
  | 'REFUSED'
  | 'FAILED';

/** The backend's refusal of a request, with all problems it named. @public */
export class MlModelsRequestError extends Error {
  readonly name = 'MlModelsRequestError';

  constructor(
    readonly code: MlModelsRequestErrorCode,
    /** HTTP status */
    readonly status: number,
    message: string,
    readonly problems: Wire['Problem'][] = [],
  ) {
    super(message);
  }
}

/** True when the backend says that there is no such thing, or none to see. */
export function isNotFound(error: unknown): boolean {
  return error instanceof MlModelsRequestError && error.code === 'NOT_FOUND';
}

/** True when an answer read earlier is no longer the reader's to see. */
export function isGone(error: unknown): boolean {
  return (
    error instanceof MlModelsRequestError &&
    (error.code === 'NOT_FOUND' || error.code === 'NOT_ALLOWED')
  );
}
