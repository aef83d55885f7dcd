import { DigestMode, InspectionPool } from '@ml-models/artifact-io';
import { ExitCode, worstExit } from '../exitCode';
import { Output } from '../output/Output';
import { formatBytes } from '../output/formatBytes';
import { printable } from '../output/printable';
import { Gate, inspectionExit } from './inspectionExit';
import { inspectSubject } from './inspectSubject';
import { renderInspection } from './renderInspection';
import { SubjectInspection } from './SubjectInspection';
import { writeSarif } from './writeSarif';

export interface InspectFilesOptions extends Gate {
  json: boolean;
  digests: DigestMode;
  tensors: boolean;
  chunks: boolean;
  /** path of a SARIF file to write */
  sarif?: string;
}

/** `inspect` and `scan`: answers in the order of the paths. */
export async function inspectFiles(
  paths: readonly string[],
  options: InspectFilesOptions,
  output: Output,
): Promise<ExitCode> {
  const pool = new InspectionPool();
  const exits: ExitCode[] = [];
  const forSarif: SubjectInspection[] = [];
  // Of several files each has a thread; a single one has them all.
  const isOnly = paths.length === 1;
  try {
    const inspect = (path: string) =>
      inspectSubject(path, {
        ...options,
        pool,
        inCaller: isOnly,
        spread: isOnly,
        onProgress: (bytes, total) =>
          output.progress(
            `${printable(path)}: ${formatBytes(bytes)} of ${formatBytes(
              total,
            )}`,
          ),
      });
    for await (const subject of inOrder(paths, pool.size, inspect)) {
      exits.push(inspectionExit(subject, options));
      if (options.sarif) {
        forSarif.push(subject);
      }
      await output.answer(
        options.json
          ? `${JSON.stringify(subject)}\n`
          : renderInspection(subject),
      );
    }
  } finally {
    await pool.close();
  }
  if (options.sarif) {
    await writeSarif(options.sarif, forSarif);
  }
  return worstExit(exits);
}

/** Works on `ahead` items at a time, gives the results in the items' order. */
async function* inOrder<T, R>(
  items: readonly T[],
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const started: Promise<R>[] = [];
  let next = 0;
  while (next < items.length || started.length > 0) {
    while (next < items.length && started.length < ahead) {
      const result = work(items[next]);
      // Awaited in turn; until then a failure must not count as unhandled.
      result.catch(() => {});
      started.push(result);
      next += 1;
    }
    const first = started.shift();
    if (first) {
      yield await first;
    }
  }
}
