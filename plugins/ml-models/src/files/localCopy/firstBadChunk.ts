import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** A chunk and the bytes it spans, first and last included. */
export interface ChunkSpan {
  chunk: number;
  first: number;
  last: number;
}

/**
 * The first chunk that differs, where a chunk of the shorter file is compared
 * with nothing the span of the longer one. `undefined` while there is none.
 */
export function firstBadChunk(
  artifact: Pick<Wire['Artifact'], 'size' | 'chunkSize'>,
  local: { size: number; badChunks?: readonly number[] },
): ChunkSpan | undefined {
  const { chunkSize } = artifact;
  const chunk = local.badChunks?.[0];
  if (chunk === undefined || chunkSize === undefined) {
    return undefined;
  }
  const end = Math.max(Number(artifact.size), local.size);
  return {
    chunk,
    first: chunk * chunkSize,
    last: Math.min((chunk + 1) * chunkSize, end) - 1,
  };
}
