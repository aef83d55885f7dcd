import { createHash } from 'node:crypto';
import { inspect } from '../../inspect';
import { FORMAT_ERROR_CODES, Inspection } from '../../inspection/Inspection';
import { bytesSource } from '../../source/ByteSource';
import { FuzzFailure } from './FuzzReport';

const STATES = ['clean', 'findings', 'unsupported', 'failed'];

export interface Judgement {
  inspection?: Inspection;
  /** set when the reader broke its promises */
  failure?: Pick<FuzzFailure, 'kind' | 'message'>;
}

/** One execution with everything switched on. */
export function judge(bytes: Uint8Array): Judgement {
  let inspection: Inspection;
  try {
    inspection = inspect(bytesSource(bytes), {
      tensors: true,
      structure: true,
      createSha256: () => createHash('sha256'),
    });
  } catch (error) {
    return { failure: { kind: 'untyped', message: stackOf(error) } };
  }
  const { status, error } = inspection;
  const code = error?.code;
  if (code === 'INTERNAL' || (code && !FORMAT_ERROR_CODES.includes(code))) {
    return {
      inspection,
      failure: { kind: 'untyped', message: `${code}: ${error?.message}` },
    };
  }
  if (!STATES.includes(status) || (status === 'failed') !== Boolean(error)) {
    const message = `status ${status} with error ${code}`;
    return { inspection, failure: { kind: 'inconsistent', message } };
  }
  return { inspection };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
