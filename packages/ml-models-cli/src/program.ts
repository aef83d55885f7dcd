import type { DigestMode } from '@ml-models/artifact-io';
import { SEVERITIES, type Severity } from '@ml-models/model-formats';
import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import { adminCommand } from './admin/adminCommand';
import { ExitCode } from './exitCode';
import { Output } from './output/Output';

/** Commands and formats of the contract that this version does not have. */
const LATER_COMMANDS = [
  'verify',
  'sign',
  'gate',
  'cache',
  'snapshot',
  'history',
  'env',
];
const LATER_FORMATS = ['spdx-3.0', 'cyclonedx-1.6', 'cyclonedx-1.7'];

const EXIT_CODES = `
Exit codes:
  0   done; nothing at or above --fail-on
  1   findings at or above --fail-on; scan: a file was not scanned;
      diff --fail-on-breaking: not compatible; admin verify: not as recorded;
      admin status: not ready, or not verified as recorded
  2   a subject could not be read or is malformed (wins over 1);
      admin: the registry refused, did not answer, or the job failed
  64  wrong use
  70  internal error`;

type Run = (command: () => Promise<ExitCode>) => Promise<void>;

/**
 * The command line. Each command loads its code when it runs, so that
 * `--help` and a wrong use answer at once.
 */
export function createProgram(output: Output, run: Run): Command {
  const program = new Command('ml-models')
    .description('Reads, scans and describes machine-learning models')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: text => output.message(text.trimEnd()) })
    .showHelpAfterError('(run with --help for the usage)')
    .addHelpText('after', EXIT_CODES);

  inspectCommand(program, output, run);
  scanCommand(program, output, run);
  bomCommand(program, output, run);
  postureCommand(program, output, run);
  diffCommand(program, output, run);
  adminCommand(program, output, run);
  LATER_COMMANDS.forEach(name => laterCommand(program, name));
  return program;
}

function inspectCommand(program: Command, output: Output, run: Run): void {
  fileCommand(program, 'inspect')
    .description('what the bytes of model files say')
    .option('--tensors', 'list every tensor', false)
    .option('--chunks', 'list the digests of the 8 MiB chunks', false)
    .action((files: string[], options: InspectFlags) =>
      run(async () => {
        const { inspectFiles } = await import('./inspect/inspectFiles');
        return inspectFiles(
          files,
          { ...fileOptions(options), refuseUnsupported: false },
          output,
        );
      }),
    );
}

function scanCommand(program: Command, output: Output, run: Run): void {
  fileCommand(program, 'scan')
    .description('whether anything in model files is dangerous')
    .option('--sarif <file>', 'also write the findings as SARIF 2.1.0')
    .option('--allow-unsupported', 'let files pass that no reader scans', false)
    .action((files: string[], options: InspectFlags & ScanFlags) =>
      run(async () => {
        const { inspectFiles } = await import('./inspect/inspectFiles');
        return inspectFiles(
          files,
          {
            ...fileOptions(options),
            refuseUnsupported: !options.allowUnsupported,
            sarif: options.sarif,
          },
          output,
        );
      }),
    );
}

function bomCommand(program: Command, output: Output, run: Run): void {
  const bom = program
    .command('bom')
    .description('bill of materials of the files of one model version')
    .argument('<file...>')
    .option('--json', 'as one line', false)
    .option('--manifest <file>', 'MLModel entity that declares the model')
    .addOption(
      new Option('--format <format>', 'dialect')
        .default('spdx-2.3')
        .argParser(parseFormat),
    )
    .option(
      '--timestamp <time>',
      'RFC 3339 UTC; default SOURCE_DATE_EPOCH, else the newest input',
      parseTimestamp,
    )
    .option('--serial <uuid or uri>', 'identity of the document', parseSerial)
    .action((files: string[], options: BomFlags) =>
      run(async () => {
        const { printBom } = await import('./bom/printBom');
        return printBom(files, options, output);
      }),
    );
  ['score', 'diff', 'validate'].forEach(name => laterCommand(bom, name));
}

function postureCommand(program: Command, output: Output, run: Run): void {
  program
    .command('posture')
    .description('who serves which model, and how safely, by its manifests')
    .argument(
      '<path...>',
      'Kubernetes objects: YAML, JSON, folders of them, or -',
    )
    .option('--json', 'JSON Lines', false)
    .option('--entities <path...>', 'MLModel entities to join with', [])
    .option('--all', 'also workloads that serve no model', false)
    .addOption(failOnOption())
    .action((paths: string[], options: PostureFlags) =>
      run(async () => {
        const { printPosture } = await import('./posture/printPosture');
        const failOn = severityOf(options.failOn);
        return printPosture(paths, { ...options, failOn }, output);
      }),
    );
}

function diffCommand(program: Command, output: Output, run: Run): void {
  program
    .command('diff')
    .description('what differs between two models, and whether callers notice')
    .argument('<before>')
    .argument('<after>')
    .option('--json', 'as one line', false)
    .option(
      '--fail-on-breaking',
      'exit 1 unless the second model is compatible with the first',
      false,
    )
    .action((before: string, after: string, options: DiffFlags) =>
      run(async () => {
        const { printDiff } = await import('./diff/printDiff');
        return printDiff([before, after], options, output);
      }),
    );
}

interface DiffFlags {
  json: boolean;
  failOnBreaking: boolean;
}

interface InspectFlags {
  json: boolean;
  digests: DigestMode | false;
  failOn: Severity | 'none';
  tensors?: boolean;
  chunks?: boolean;
}

interface ScanFlags {
  sarif?: string;
  allowUnsupported: boolean;
}

interface BomFlags {
  json: boolean;
  manifest?: string;
  timestamp?: string;
  serial?: string;
}

interface PostureFlags {
  json: boolean;
  entities: string[];
  all: boolean;
  failOn: Severity | 'none';
}

function fileCommand(program: Command, name: string): Command {
  return program
    .command(name)
    .argument('<file...>')
    .option('--json', 'JSON Lines, one object per file', false)
    .addOption(
      new Option('--digests <kind>', 'sha256, or merkle for both')
        .choices(['sha256', 'merkle'])
        .default('merkle'),
    )
    .option('--no-digests', 'leave the digests out')
    .addOption(failOnOption());
}

function fileOptions(options: InspectFlags) {
  const { json, tensors = false, chunks = false } = options;
  const digests: DigestMode = options.digests || 'none';
  return { json, tensors, chunks, digests, failOn: severityOf(options.failOn) };
}

function failOnOption(): Option {
  return new Option('--fail-on <severity>', 'from which severity on to fail')
    .choices([...SEVERITIES, 'none'])
    .default('high');
}

function severityOf(failOn: Severity | 'none'): Severity | undefined {
  return failOn === 'none' ? undefined : failOn;
}

function laterCommand(program: Command, name: string): void {
  program
    .command(name, { hidden: true })
    .allowUnknownOption()
    .argument('[args...]')
    .action(() => program.error(`error: '${name}' is not available yet`));
}

function parseFormat(format: string): string {
  if (LATER_FORMATS.includes(format)) {
    throw new InvalidArgumentError('Not available yet; spdx-2.3 is.');
  }
  if (format !== 'spdx-2.3') {
    throw new InvalidArgumentError('Not a known format.');
  }
  return format;
}

function parseTimestamp(time: string): string {
  const date = new Date(time);
  const isUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(time);
  if (!isUtc || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('Not a time like 2026-01-31T12:00:00Z.');
  }
  return `${date.toISOString().slice(0, 19)}Z`;
}

function parseSerial(serial: string): string {
  const uri = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(serial)
    ? `urn:uuid:${serial.toLowerCase()}`
    : serial;
  if (!URL.canParse(uri) || uri.includes('#')) {
    throw new InvalidArgumentError('Not a UUID and not a URI.');
  }
  return uri;
}
