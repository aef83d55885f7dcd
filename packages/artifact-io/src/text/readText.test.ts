import { JSON_THREAD_BYTES, YAML_THREAD_BYTES } from '../limits';
import { startWorker, TEXT_WORKER } from '../startWorker';
import { readText } from './readText';
import { TextThreads } from './TextThreads';

const bytes = (text: string) => Buffer.from(text);
const pad = (length: number) => 'x'.repeat(length);

describe('readText', () => {
  it('reads a small text at once and a large one in a thread alike', async () => {
    for (const size of [10, YAML_THREAD_BYTES + 1]) {
      const text = pad(size);
      await expect(
        readText({ syntax: 'yaml', bytes: bytes(`a: ${text}`) }),
      ).resolves.toEqual({ value: { a: text } });
      await expect(
        readText({ syntax: 'documents', bytes: bytes(`a: ${text}\n---\nb`) }),
      ).resolves.toEqual({ value: [{ a: text }, 'b'] });
    }
  });

  it('keeps the code and the place of a refusal on its way out of the thread', async () => {
    for (const size of [10, JSON_THREAD_BYTES + 1]) {
      const text = `{"a": "${pad(size)}",\n"a": 1}`;
      await expect(
        readText({ syntax: 'json', bytes: bytes(text) }),
      ).rejects.toMatchObject({
        name: 'TextError',
        code: 'DUPLICATE_KEY',
        message: expect.stringMatching(
          /^“a” comes twice \(line 2, column 1\)$/,
        ),
        position: { line: 2, column: 1 },
      });
    }
  });

  it('gives a member apart as canonical JSON', async () => {
    for (const size of [10, JSON_THREAD_BYTES + 1]) {
      const answer = await readText({
        syntax: 'json',
        bytes: bytes(
          `{"kind": "k", "statement": {"b": 1e2, "a": "${pad(size)}"}}`,
        ),
        apart: 'statement',
      });
      expect(answer.value).toEqual({ kind: 'k', statement: {} });
      expect(Buffer.from(answer.apart ?? []).toString()).toBe(
        `{"a":"${pad(size)}","b":100}`,
      );
    }
    const without = { syntax: 'json', bytes: bytes('{}') } as const;
    await expect(readText({ ...without, apart: 'a' })).resolves.toEqual({
      value: {},
    });
  });
});

describe('TextThreads', () => {
  const large = {
    syntax: 'yaml',
    bytes: bytes('- a\n'.repeat(50_000)),
  } as const;

  it('ends a thread that takes too long, and reads on', async () => {
    const started: { terminated: boolean }[] = [];
    const start = () => {
      const worker = startWorker({ entry: TEXT_WORKER });
      const seen = { terminated: false };
      worker.once('exit', () => {
        seen.terminated = true;
      });
      started.push(seen);
      return worker;
    };
    await expect(
      new TextThreads({ timeoutMs: 1, start }).read(large),
    ).rejects.toMatchObject({ code: 'TOO_COSTLY' });
    expect(started).toEqual([{ terminated: true }]);
    await expect(
      new TextThreads({ start }).read({ ...large, bytes: bytes('a: 1') }),
    ).resolves.toEqual({ value: { a: 1 } });
  });

  it('reads in turn, and refuses what would wait behind too many', async () => {
    const threads = new TextThreads();
    const small = { ...large, bytes: bytes('a: 1') };
    const all = await Promise.allSettled(
      Array.from({ length: 40 }, () => threads.read(small)),
    );
    const refused = all.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(40 - 1 - 32);
    expect(refused[0]).toMatchObject({ reason: { code: 'BUSY' } });
  });
});
