/**
 * Why an action ended.
 *
 * `INVALID_INPUT`: the step's input contradicts itself. `INVALID_ENTITY`: the
 * file holds no single readable MLModel. `REQUEST_REFUSED`: the registry
 * answered with an error; asking again changes nothing. `NOT_REACHED`: no
 * usable answer came; asking again may. `INGESTION_REFUSED`: the triple check
 * refused the version. `INGESTION_FAILED`: it could not be carried out.
 * `WRONG_VERSION`: another version than the one asked for was ingested.
 * @public
 */
export type ScaffolderModelsErrorCode =
  | 'INVALID_INPUT'
  | 'INVALID_ENTITY'
  | 'REQUEST_REFUSED'
  | 'NOT_REACHED'
  | 'INGESTION_REFUSED'
  | 'INGESTION_FAILED'
  | 'WRONG_VERSION';

/** @public */
export class ScaffolderModelsError extends Error {
  readonly code: ScaffolderModelsErrorCode;
  /** HTTP status of the registry's answer, where it was one */
  readonly status?: number;

  constructor(
    code: ScaffolderModelsErrorCode,
    message: string,
    options?: { cause?: unknown; status?: number },
  ) {
    super(message, options);
    this.name = 'ScaffolderModelsError';
    this.code = code;
    this.status = options?.status;
  }
}
