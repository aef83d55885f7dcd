import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import {
  MlModelsRequestError,
  MlModelsRequestErrorCode,
} from './MlModelsRequestError';

interface ClientResult<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Body of a successful answer; throws {@link MlModelsRequestError} otherwise. */
export async function answerOf<T>(
  pending: Promise<ClientResult<T>>,
): Promise<T> {
  const { data, error, response } = await pending;
  if (!response.ok || data === undefined) {
    throw toRequestError(error, response);
  }
  return data;
}

/** @throws nothing: whatever came back becomes an error with a message. */
function toRequestError(error: unknown, response: Response) {
  const body = isErrorBody(error) ? error.error : undefined;
  return new MlModelsRequestError(
    codeOf(response.status),
    response.status,
    body?.message ?? `${response.status} ${response.statusText}`.trim(),
    body?.problems,
  );
}

function isErrorBody(error: unknown): error is Wire['ErrorBody'] {
  return (
    typeof error === 'object' &&
    error !== null &&
    'error' in error &&
    typeof error.error === 'object' &&
    error.error !== null &&
    'message' in error.error
  );
}

function codeOf(status: number): MlModelsRequestErrorCode {
  switch (status) {
    case 404:
      return 'NOT_FOUND';
    case 401:
    case 403:
      return 'NOT_ALLOWED';
    case 409:
    case 422:
      return 'REFUSED';
    default:
      return 'FAILED';
  }
}
