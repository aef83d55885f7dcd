import type { Page } from '@playwright/test';

/** The parts of a trace event that count here (Trace Event Format, complete and metadata events). */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** microseconds on the clock, and of them on a processor */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Tasks of the browser's main threads while something was done. */
export interface MainThreadTasks {
  count: number;
  /** milliseconds of the longest one, on the clock */
  longest: number;
  /** milliseconds of the one that computed longest */
  busiest: number;
}

/** Traces the browser while `action` runs. */
export async function traceTasks(
  page: Page,
  action: () => Promise<void>,
): Promise<MainThreadTasks> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser to trace');
  await browser.startTracing(page, {
    categories: ['disabled-by-default-devtools.timeline'],
  });
  let trace: Buffer;
  try {
    await action();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(
    trace.toString('utf8'),
  );
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mainThreads = new Set(
    traceEvents
      .filter(({ name }) => name === 'thread_name')
      .filter(({ args }) => args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = traceEvents.filter(
    event => event.name === 'RunTask' && mainThreads.has(threadOf(event)),
  );
  const clock = ({ dur = 0 }: TraceEvent) => dur / 1000;
  const processor = ({ dur = 0, tdur = dur }: TraceEvent) => tdur / 1000;
  return {
    count: tasks.length,
    longest: Math.max(0, ...tasks.map(clock)),
    busiest: Math.max(0, ...tasks.map(processor)),
  };
}
