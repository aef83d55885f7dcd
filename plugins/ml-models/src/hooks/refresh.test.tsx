import { ReactNode } from 'react';
import { act, renderHook } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { answerOf } from '../api/answerOf';
import { mlModelsApiRef } from '../api/mlModelsApiRef';
import { failure, fakeBackend, FakeRoute } from '../__testUtils__/fakeBackend';
import { REFRESH_INTERVAL_MS } from './limits';
import { useApiQuery } from './useApiQuery';
import { usePages } from './usePages';

function setVisible(visible: boolean) {
  jest
    .spyOn(document, 'visibilityState', 'get')
    .mockReturnValue(visible ? 'visible' : 'hidden');
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** The clock goes on, and what was waiting for it is done. */
async function later(ms: number) {
  await act(async () => {
    await jest.advanceTimersByTimeAsync(ms);
  });
}

function backendOf(route: FakeRoute) {
  const backend = fakeBackend({ 'GET /summary': route, 'GET /models': route });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider apis={[[mlModelsApiRef, backend.client]]}>
      {children}
    </TestApiProvider>
  );
  return { ...backend, wrapper };
}

function useSummary(key = 'summary', refresh?: boolean) {
  return useApiQuery(
    key,
    client => answerOf(client.request('get', '/summary', {})),
    { refresh },
  );
}

describe('pages that refresh', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('read again at an interval while they are looked at, and not when hidden', async () => {
    let models = 0;
    const backend = backendOf(() => {
      models += 1;
      return { models };
    });
    const { result } = renderHook(() => useSummary(), {
      wrapper: backend.wrapper,
    });
    await later(0);
    expect(result.current.value).toEqual({ models: 1 });
    const { readAt } = result.current;

    await later(REFRESH_INTERVAL_MS);
    expect(result.current.value).toEqual({ models: 2 });
    expect(result.current.readAt).toBeGreaterThan(readAt!);

    setVisible(false);
    await later(10 * REFRESH_INTERVAL_MS);
    expect(backend.requests).toHaveLength(2);

    setVisible(true);
    await later(0);
    expect(result.current.value).toEqual({ models: 3 });
  });

  it('ask once for all who look at the same, and not again on the next tab', async () => {
    const backend = backendOf(() => ({ models: 1 }));
    const both = renderHook(() => [useSummary(), useSummary()], {
      wrapper: backend.wrapper,
    });
    await later(0);
    expect(both.result.current[1].value).toEqual({ models: 1 });
    both.unmount();
    const next = renderHook(() => useSummary(), { wrapper: backend.wrapper });
    expect(next.result.current.value).toEqual({ models: 1 });
    await later(0);
    expect(backend.requests).toHaveLength(1);
  });

  it('keep what was read when it cannot be renewed, and say so', async () => {
    let broken = false;
    const backend = backendOf(() =>
      broken ? failure(500, 'database is locked') : { models: 1 },
    );
    const { result } = renderHook(() => useSummary(), {
      wrapper: backend.wrapper,
    });
    await later(0);
    broken = true;
    await later(REFRESH_INTERVAL_MS);
    expect(result.current.value).toEqual({ models: 1 });
    expect(result.current.error).toMatchObject({ code: 'FAILED' });
    broken = false;
    await later(REFRESH_INTERVAL_MS);
    expect(result.current.error).toBeUndefined();
  });

  it.each([403, 404])(
    'drop what is no longer theirs to see (%d)',
    async status => {
      let gone = false;
      const backend = backendOf(() =>
        gone ? failure(status, 'not yours') : { models: 1 },
      );
      const { result } = renderHook(() => useSummary(), {
        wrapper: backend.wrapper,
      });
      await later(0);
      gone = true;
      await later(REFRESH_INTERVAL_MS);
      expect(result.current.value).toBeUndefined();
      expect(result.current.error).toBeDefined();
    },
  );

  it('look once for what is not there, whatever tabs are opened', async () => {
    const backend = backendOf(() => failure(404, 'not registered'));
    for (let tab = 0; tab < 3; tab += 1) {
      const { result, unmount } = renderHook(() => useSummary(), {
        wrapper: backend.wrapper,
      });
      await later(0);
      expect(result.current.error).toMatchObject({ code: 'NOT_FOUND' });
      await later(REFRESH_INTERVAL_MS / 2);
      unmount();
    }
    expect(backend.requests).toHaveLength(1);
  });

  it('start empty under another key', async () => {
    const backend = backendOf(() => ({ models: 1 }));
    const { result, rerender } = renderHook(({ key }) => useSummary(key), {
      wrapper: backend.wrapper,
      initialProps: { key: 'one' },
    });
    await later(0);
    rerender({ key: 'other' });
    expect(result.current.value).toBeUndefined();
    expect(result.current.loading).toBe(true);
    await later(0);
    expect(result.current.loading).toBe(false);
  });

  it('leave alone what never changes', async () => {
    const backend = backendOf(() => ({ models: 1 }));
    renderHook(() => useSummary('frozen', false), { wrapper: backend.wrapper });
    await later(10 * REFRESH_INTERVAL_MS);
    expect(backend.requests).toHaveLength(1);
  });

  it('renew every page of a list at once', async () => {
    let round = 1;
    const backend = backendOf(({ url }) =>
      url.searchParams.get('cursor')
        ? { items: [`b${round}`], nextCursor: null }
        : { items: [`a${round}`], nextCursor: 'b' },
    );
    const seen: string[] = [];
    const { result } = renderHook(
      () => {
        const pages = usePages<unknown, string>(
          'list',
          async (client, cursor) => {
            const page = await answerOf(
              client.request('get', '/models', {
                params: { query: { cursor } },
              }),
            );
            return { items: page.items, next: page.nextCursor };
          },
          { first: 2 },
        );
        seen.push(pages.items.join());
        return pages;
      },
      { wrapper: backend.wrapper },
    );
    await later(0);
    expect(result.current).toMatchObject({ pages: 2, hasMore: false });
    round = 2;
    await later(REFRESH_INTERVAL_MS);
    expect([...new Set(seen)]).toEqual(['', 'a1,b1', 'a2,b2']);
  });
});
