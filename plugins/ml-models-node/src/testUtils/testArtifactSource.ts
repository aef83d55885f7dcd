import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Readable } from 'node:stream';
import {
  ArtifactRequest,
  ArtifactSource,
  ArtifactSourceError,
  ArtifactStream,
} from '../ingestion/ArtifactSource';

/** A source under test, with what it is asked for. @public */
export interface ArtifactSourceSubject {
  source: ArtifactSource;
  /** an artifact that the source has, with its bytes */
  present: { request: ArtifactRequest; bytes: Uint8Array };
  /** one of the source's kind that it does not have */
  missing: ArtifactRequest;
  /** one that is not of the source's kind */
  foreign: ArtifactRequest;
}

/** One clause of a contract; `test` rejects with an `AssertionError` when it is broken. @public */
export interface ContractClause<Subject> {
  clause: string;
  test(subject: Subject): Promise<void>;
}

/**
 * What every `ArtifactSource` keeps, for any test runner:
 *
 * ```ts
 * it.each(ARTIFACT_SOURCE_CONTRACT)('$clause', ({ test }) => test(subject));
 * ```
 * @public
 */
export const ARTIFACT_SOURCE_CONTRACT: readonly ContractClause<ArtifactSourceSubject>[] =
  [
    {
      clause: 'leaves what is not its own to others',
      async test({ source, foreign }) {
        const options = { signal: new AbortController().signal };
        equal(await source.resolve(foreign, options), undefined);
      },
    },
    {
      clause: 'names a file by a relative path, and its source without secrets',
      async test({ source, present }) {
        const options = { signal: new AbortController().signal };
        const resolved = await source.resolve(present.request, options);
        ok(resolved, 'the source knows its own artifact');
        match(resolved.path, /^[^/\\\0][^\\\0]*$/);
        ok(!resolved.path.split('/').includes('..'));
        ok(!/\/\/[^/]*@/.test(resolved.source), 'no credentials');
        ok(!resolved.source.includes('?'), 'no query that may be signed');
      },
    },
    {
      clause: 'gives the bytes',
      async test({ source, present }) {
        const opened = await open(source, present.request);
        if (opened) {
          deepEqual(await readAll(opened.stream), Buffer.from(present.bytes));
        }
      },
    },
    {
      clause: 'says why it gives no bytes',
      async test({ source, missing }) {
        try {
          const opened = await open(source, missing);
          opened?.stream.destroy();
          equal(opened, undefined, 'no stream of what is not there');
        } catch (error) {
          ok(error instanceof ArtifactSourceError, String(error));
        }
      },
    },
    {
      clause: 'stops when it is cancelled',
      async test({ source, present }) {
        const signal = AbortSignal.abort(new Error('cancelled'));
        const bytes = await open(source, present.request, signal)
          .then(opened => opened && readAll(opened.stream))
          .catch(() => undefined);
        equal(bytes, undefined);
      },
    },
  ];

/** All clauses, one after the other. Rejects with the first one that is broken. @public */
export async function testArtifactSource(
  subject: ArtifactSourceSubject,
): Promise<void> {
  for (const { test } of ARTIFACT_SOURCE_CONTRACT) {
    await test(subject);
  }
}

/** `undefined` for a file, which the backend opens itself. */
async function open(
  source: ArtifactSource,
  request: ArtifactRequest,
  signal = new AbortController().signal,
): Promise<ArtifactStream | undefined> {
  const resolved = await source.resolve(request, { signal });
  ok(resolved, 'the source knows an artifact of its kind');
  return resolved.origin.type === 'stream'
    ? resolved.origin.open({ signal })
    : undefined;
}

async function readAll(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) {
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts);
}
