import { Command, InvalidArgumentError } from 'commander';
import { ExitCode } from '../exitCode';
import { Output } from '../output/Output';

type Run = (command: () => Promise<ExitCode>) => Promise<void>;

/** Kinds with what each does; the code that does it is loaded when it runs. */
const JOBS = {
  rebuild: 'make every row of the projections anew from the history',
  verify: 'compare chain, documents and projections of the whole registry',
  retention: 'delete what is past its time and no history',
  backup: 'copy an embedded database into the configured folder',
} as const;

/** `admin`: what administrators do with a running registry. */
export function adminCommand(program: Command, output: Output, run: Run): void {
  const admin = program
    .command('admin')
    .description(
      'keep a running registry in order (ML_MODELS_URL, ML_MODELS_TOKEN)',
    );
  admin
    .command('status')
    .description('what runs, what ran last, whether all is well')
    .option('--json', 'as one line', false)
    .action((options: { json: boolean }) =>
      run(async () => {
        const { printStatus } = await import('./printStatus');
        return printStatus(options, output);
      }),
    );
  for (const kind of Object.keys(JOBS) as (keyof typeof JOBS)[]) {
    admin
      .command(kind)
      .description(JOBS[kind])
      .option('--json', 'as one line', false)
      .option('--no-wait', 'only start it')
      .action((options: { json: boolean; wait: boolean }) =>
        run(async () => {
          const { runJob } = await import('./runJob');
          return runJob(kind, options, output);
        }),
      );
  }
  admin
    .command('job')
    .description('how one job stands')
    .argument('<id>')
    .option('--json', 'as one line', false)
    .action((id: string, options: { json: boolean }) =>
      run(async () => {
        const [{ printJob }, { Registry }] = await Promise.all([
          import('./runJob'),
          import('./Registry'),
        ]);
        return printJob(
          await Registry.of(process.env).job(id),
          options,
          output,
        );
      }),
    );
  admin
    .command('erasable')
    .description('say what the erasure of a document would touch')
    .argument('<digest>', 'sha256:…')
    .option('--json', 'as one line', false)
    .action((digest: string, options: { json: boolean }) =>
      run(async () => {
        const { printErasable } = await import('./printErasure');
        return printErasable(digest, options, output);
      }),
    );
  admin
    .command('erase')
    .description('take the bytes of a document away for good')
    .argument('<digest>', 'sha256:…')
    .requiredOption(
      '--reason <text>',
      'stays in the history for good; name nobody in it',
    )
    .option(
      '--models <number>',
      'how many models are meant, when several share the document',
      parseCount,
    )
    .option('--json', 'as one line', false)
    .action(
      (
        digest: string,
        options: { json: boolean; reason: string; models?: number },
      ) =>
        run(async () => {
          const { printErasure } = await import('./printErasure');
          return printErasure(digest, options, output);
        }),
    );
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new InvalidArgumentError('Not a number of models.');
  }
  return Number(text);
}
