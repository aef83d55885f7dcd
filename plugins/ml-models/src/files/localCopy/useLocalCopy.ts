import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsApiRef } from '../../api/mlModelsApiRef';
import { readRecordedLeaves } from './readRecordedLeaves';
import type { LocalCopyProgress, LocalCopyResult } from './LocalCopyResult';
import { verifyLocalCopy } from './verifyLocalCopy';

/** State of the comparison of a local file. */
export interface LocalCopy {
  file?: { name: string; size: number };
  /** while it runs */
  progress?: LocalCopyProgress;
  result?: LocalCopyResult;
  cancelled?: boolean;
  error?: Error;
  /** why no chunk can be named */
  leavesError?: Error;
}

/** Compares local files with one recorded file, the last one chosen counts. */
export function useLocalCopy(artifact: Wire['Artifact']) {
  const client = useApi(mlModelsApiRef);
  const [state, setState] = useState<LocalCopy>({});
  const running = useRef<AbortController>();
  const { digest, chunksDigest } = artifact;

  useEffect(() => {
    setState({});
    return () => running.current?.abort();
  }, [digest]);

  const verify = useCallback(
    async (file: File) => {
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      const update = (change: LocalCopy) => {
        if (!signal.aborted) {
          setState(before => ({ ...before, ...change }));
        }
      };
      setState({
        file: { name: file.name, size: file.size },
        progress: { bytes: 0, compared: 0 },
      });
      try {
        const leaves =
          chunksDigest &&
          (await readRecordedLeaves(client, chunksDigest).catch(leavesError => {
            update({ leavesError });
            return undefined;
          }));
        if (signal.aborted) {
          return;
        }
        const result = await verifyLocalCopy({
          file,
          recorded: { digest, leaves: leaves || undefined },
          onProgress: progress => update({ progress }),
          signal,
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

  const cancel = useCallback(() => {
    running.current?.abort();
    setState(({ file }) => ({ file, cancelled: true }));
  }, []);

  return { state, verify, cancel };
}
