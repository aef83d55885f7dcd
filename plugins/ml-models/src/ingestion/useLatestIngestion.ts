import { useEffect } from 'react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';

/** Milliseconds between two looks at an ingestion that still runs. */
const POLL_INTERVAL_MS = 1000;

/** True while more is to come of an ingestion. */
export function isUnderWay(ingestion: Wire['Ingestion'] | undefined): boolean {
  return ingestion?.state === 'queued' || ingestion?.state === 'running';
}

/** The newest attempt to bring this model in, asked again while it runs. */
export function useLatestIngestion(
  modelRef: string,
): ApiQuery<Wire['Ingestion'] | null> {
  const query = useApiQuery(`ingestion ${modelRef}`, async client => {
    const page = await answerOf(
      client.request('get', '/ingestions', {
        params: { query: { modelRef, latest: true, limit: 1 } },
      }),
    );
    return page.items[0] ?? null;
  });
  useAskAgain(query);
  return query;
}

/** One attempt by its id, asked again while it runs. */
export function useIngestion(id: string): ApiQuery<Wire['Ingestion']> {
  const query = useApiQuery(`ingestion ${id}`, client =>
    answerOf(
      client.request('get', '/ingestions/{id}', { params: { path: { id } } }),
    ),
  );
  useAskAgain(query);
  return query;
}

function useAskAgain({ retry, value }: ApiQuery<Wire['Ingestion'] | null>) {
  useEffect(() => {
    if (!isUnderWay(value ?? undefined)) {
      return undefined;
    }
    const timer = setTimeout(retry, POLL_INTERVAL_MS);
    return () => clearTimeout(timer);
  }, [value, retry]);
}
