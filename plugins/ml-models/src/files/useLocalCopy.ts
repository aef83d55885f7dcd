import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsApiRef } from '../api/mlModelsApiRef';
import { loadHashing } from './loadHashing';
import { readRecordedLeaves } from './readRecordedLeaves';
import { LocalCopyResult, verifyLocalCopy } from './verifyLocalCopy';

/** State of the comparison of a local file. */
export interface LocalCopy {
  fileName?: string;
  /** share of 1 while hashing */
  progress?: number;
  result?: LocalCopyResult;
  error?: Error;
  /** why no chunk could be named */
  leavesError?: Error;
}

/** Compares local files with one recorded file, the last one chosen counts. */
export function useLocalCopy(artifact: Wire['Artifact']) {
  const client = useApi(mlModelsApiRef);
  const [state, setState] = useState<LocalCopy>({});
  const running = useRef<AbortController>();

  useEffect(() => {
    setState({});
    return () => running.current?.abort();
  }, [artifact.digest]);

  const { digest, chunksDigest } = artifact;
  const verify = useCallback(
    async (file: File) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const update = (change: LocalCopy) => {
        if (!controller.signal.aborted) {
          setState(before => ({ ...before, ...change }));
        }
      };
      setState({ fileName: file.name, progress: 0 });
      try {
        const leaves = chunksDigest
          ? await readRecordedLeaves(client, chunksDigest).catch(
              leavesError => {
                update({ leavesError });
                return undefined;
              },
            )
          : undefined;
        const result = await verifyLocalCopy({
          file,
          recorded: { digest, leaves },
          hashing: await loadHashing(),
          onProgress: bytes => update({ progress: bytes / file.size }),
          signal: controller.signal,
        });
        update({ result, progress: undefined });
      } catch (failure) {
        const error =
          failure instanceof Error ? failure : new Error(String(failure));
        update({ error, progress: undefined });
      }
    },
    [client, digest, chunksDigest],
  );
  return { state, verify };
}
