import { RetryPlan } from './RetryPlan';

const MINUTE = 60_000;
const ENDED = Date.parse('2026-03-01T12:00:00.000Z');

function last(code: string) {
  const at = new Date(ENDED).toISOString();
  const problems = [{ code, message: '' }];
  const modelRef = 'mlmodel:default/m';
  return { modelRef, state: 'failed' as const, problems, updatedAt: at };
}

describe('RetryPlan', () => {
  let plan: RetryPlan;
  let file: string;
  beforeEach(() => {
    plan = new RetryPlan();
    file = 'one';
  });
  const isDue = (code: string, minutes: number) =>
    plan.isDue(
      last(code),
      new Date(ENDED + minutes * MINUTE),
      async () => file,
    );

  it('tries again what a wait may cure, each time later', async () => {
    expect(await isDue('NOT_FETCHED', 0.5)).toBe(false);
    expect(await isDue('NOT_FETCHED', 1)).toBe(true);
    expect(await isDue('NOT_FETCHED', 1.5)).toBe(false);
    expect(await isDue('NOT_FETCHED', 2)).toBe(true);
  });

  it('R7: tries a full disk again', async () => {
    expect(await isDue('DISK_FULL', 1)).toBe(true);
  });

  it('R4: tries a file that killed its workers again after an hour', async () => {
    expect(await isDue('WORKER_DIED', 2)).toBe(false);
    expect(await isDue('WORKER_DIED', 59)).toBe(false);
    expect(await isDue('WORKER_DIED', 60)).toBe(true);
  });

  it('R4: tries it again at once when it is another file', async () => {
    expect(await isDue('WORKER_DIED', 2)).toBe(false);
    file = 'another';
    expect(await isDue('WORKER_DIED', 3)).toBe(true);
  });
});
