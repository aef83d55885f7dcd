import { readJson } from '@ml-models/bounded-text';
import { CliError } from '../CliError';
import { record } from '../manifest/record';
import { MAX_ANSWER_BYTES, REQUEST_MS } from '../limits';

/** One job as the registry answers with it. */
export interface Job {
  id: string;
  kind: string;
  state: string;
  result?: Record<string, unknown>;
  error?: { code?: unknown; message?: unknown };
  [member: string]: unknown;
}

/** Environment that says which registry, and as whom; a token on the command line would stand in the process list. */
export const URL_VARIABLE = 'ML_MODELS_URL';
export const TOKEN_VARIABLE = 'ML_MODELS_TOKEN';

/** The running registry's HTTP API. Every method throws `CliError`. */
export class Registry {
  constructor(private readonly base: string, private readonly token: string) {}

  static of(
    environment: Readonly<Record<string, string | undefined>>,
  ): Registry {
    const base = environment[URL_VARIABLE];
    const token = environment[TOKEN_VARIABLE];
    if (!base || !token) {
      throw new CliError(
        'USAGE',
        `${URL_VARIABLE} (such as https://portal.example.com/api/ml-models) and ${TOKEN_VARIABLE} have to be set`,
      );
    }
    if (!/^https?:$/.test(URL.parse(base)?.protocol ?? '')) {
      throw new CliError('USAGE', `${URL_VARIABLE} is not an http(s) address`);
    }
    return new Registry(base.replace(/\/+$/, ''), token);
  }

  async job(id: string): Promise<Job> {
    return jobOf(await this.get(`/admin/jobs/${encodeURIComponent(id)}`));
  }

  async start(kind: string): Promise<Job> {
    return jobOf(await this.request('POST', '/admin/jobs', { kind }));
  }

  async erase(
    digest: string,
    erasure: { reason: string; models?: number },
  ): Promise<Record<string, unknown>> {
    return this.request(
      'POST',
      `/admin/documents/${encodeURIComponent(digest)}/erasure`,
      erasure,
    );
  }

  /** What `erase` would touch. */
  async erasable(digest: string): Promise<Record<string, unknown>> {
    return this.get(`/admin/documents/${encodeURIComponent(digest)}/erasure`);
  }

  get(path: string): Promise<Record<string, unknown>> {
    return this.request('GET', path);
  }

  private async request(
    method: string,
    path: string,
    body?: object,
  ): Promise<Record<string, unknown>> {
    let response: Response;
    let text: Uint8Array;
    try {
      response = await fetch(`${this.base}${path}`, {
        method,
        // the token is for this address and for no other
        redirect: 'error',
        signal: AbortSignal.timeout(REQUEST_MS),
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${this.token}`,
          ...(body && { 'Content-Type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      text = await readBytes(response);
    } catch (error) {
      throw error instanceof CliError
        ? error
        : new CliError(
            'UNREADABLE',
            `${this.base} does not answer: ${causeOf(error)}`,
            error,
          );
    }
    const answer = parse(text);
    if (!response.ok) {
      const refusal = record(answer?.error);
      throw new CliError(
        'UNREADABLE',
        `${method} ${path}: ${response.status} ${refusal.code ?? ''} ${
          refusal.message ?? ''
        }`.trimEnd(),
      );
    }
    if (!answer) {
      throw new CliError(
        'UNREADABLE',
        `${this.base} answers with something that is no registry's`,
      );
    }
    return answer;
  }
}

function jobOf(answer: Record<string, unknown>): Job {
  const { id, kind, state } = answer;
  if (
    typeof id !== 'string' ||
    typeof kind !== 'string' ||
    typeof state !== 'string'
  ) {
    throw new CliError('UNREADABLE', 'the registry answers with no job');
  }
  return {
    ...answer,
    id,
    kind,
    state,
    ...(answer.result !== undefined && { result: record(answer.result) }),
    ...(answer.error !== undefined && { error: record(answer.error) }),
  };
}

async function readBytes(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      throw new CliError(
        'UNREADABLE',
        `the answer has more than ${MAX_ANSWER_BYTES} bytes`,
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function parse(text: Uint8Array): Record<string, unknown> | undefined {
  try {
    return record(readJson(text, { bytes: MAX_ANSWER_BYTES }));
  } catch {
    return undefined;
  }
}

/** `fetch` says what failed in the cause of its error. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause ?? error : error;
  return cause instanceof Error ? cause.message : String(cause);
}
