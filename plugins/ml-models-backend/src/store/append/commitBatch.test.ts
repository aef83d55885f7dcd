import { aMeasurement } from '../__testUtils__/commands';
import { commitBatch } from './commitBatch';
import type { Submission } from './Submission';

const by = 'user:default/ada';
const plain: Submission = { command: aMeasurement(), context: { by } };
const fenced: Submission = {
  command: aMeasurement(),
  context: { by, fence: { ingestionId: 'ing-1', token: 1 } },
};
const cut = new Error('Connection terminated unexpectedly');
const refused = new Error('a check of the table');

describe('commitBatch', () => {
  it('P3: a row that the database refuses concerns its own command only', async () => {
    const bad: Submission = { ...plain };
    const outcomes = await commitBatch(
      async submissions => {
        if (submissions.some(({ context }) => context === bad.context)) {
          throw refused;
        }
        return submissions.map(() => ({ error: 'done' }));
      },
      [fenced, { ...bad, context: bad.context }],
    );
    expect(outcomes).toEqual([{ error: 'done' }, { error: refused }]);
  });

  it('P3: after a commit without an answer only what has a fence is tried again', async () => {
    const tries: Submission[][] = [];
    const outcomes = await commitBatch(
      async (submissions, decided) => {
        tries.push([...submissions]);
        decided();
        if (tries.length === 1) {
          throw cut;
        }
        return submissions.map(() => ({ error: 'done' }));
      },
      [plain, fenced],
    );
    expect(outcomes).toEqual([{ error: cut }, { error: 'done' }]);
    expect(tries).toEqual([[plain, fenced], [{ ...fenced, again: true }]]);
  });

  it('P3: a database that stays away is waited for once, not once for each', async () => {
    let tries = 0;
    const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    const now = jest.spyOn(performance, 'now');
    now.mockReturnValueOnce(0).mockReturnValue(Number.MAX_SAFE_INTEGER);
    const outcomes = await commitBatch(async () => {
      tries += 1;
      throw away;
    }, [plain, fenced]);
    now.mockRestore();
    expect(outcomes).toEqual([{ error: away }, { error: away }]);
    expect(tries).toBe(1);
  });

  it('P3: what failed before its commit is tried again whatever it is', async () => {
    let tries = 0;
    const outcomes = await commitBatch(
      async submissions => {
        tries += 1;
        if (tries === 1) {
          throw refused;
        }
        return submissions.map(() => ({ error: 'done' }));
      },
      [plain, fenced],
    );
    expect(outcomes).toEqual([{ error: 'done' }, { error: 'done' }]);
  });
});
