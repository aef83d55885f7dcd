import { Command } from 'commander';
import { EXIT } from './exitCode';
import { runCommandLine } from './runCommandLine';

jest.mock('./program', () => ({
  createProgram: () =>
    new Command().command('break').action(() => {
      throw new TypeError('oops');
    }),
}));

describe('runCommandLine', () => {
  it('ends a bug of ours with 70 and says where', async () => {
    const messages: string[] = [];
    const exit = await runCommandLine([], {
      answer: async () => {},
      message: text => messages.push(text),
      progress: () => {},
    });
    expect(exit).toBe(EXIT.INTERNAL);
    expect(messages.join('\n')).toMatch(
      /internal error: TypeError: oops\n +at/,
    );
  });
});
