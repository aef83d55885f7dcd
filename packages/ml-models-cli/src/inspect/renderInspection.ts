import type { OperatorCount, ValueInfo } from '@ml-models/model-formats';
import { formatBytes } from '../output/formatBytes';
import { printable } from '../output/printable';
import { SubjectInspection } from './SubjectInspection';

/** Operators named one by one; the rest is a number. */
const OPERATORS_SHOWN = 8;
/** Values and metadata entries named one by one. */
const VALUES_SHOWN = 32;

const STATUS_TEXT: Record<SubjectInspection['status'], string> = {
  clean: 'clean: fully read and scanned, nothing found',
  findings: 'findings: fully read and scanned, see below',
  unsupported: 'unsupported: not scanned, nothing is known about its safety',
  failed: 'failed: could not be read to its end',
};

/** One subject as text for people; ends with an empty line. */
export function renderInspection(subject: SubjectInspection): string {
  const lines = [printable(subject.path)];
  const line = (name: string, text: string | undefined) => {
    if (text) {
      lines.push(`  ${name.padEnd(12)} ${printable(text)}`);
    }
  };
  line('status', STATUS_TEXT[subject.status]);
  line('format', [subject.format, formatVersion(subject)].join(' ').trim());
  if (subject.size !== null) {
    renderFacts(subject, line);
  }
  for (const { severity, rule, message, location } of subject.findings) {
    const at =
      location &&
      [location.member, location.offset]
        .filter(x => x !== undefined)
        .join(' @ ');
    line(severity, `${rule}: ${message}${at ? ` (${at})` : ''}`);
  }
  if (subject.error) {
    const { code, message, offset } = subject.error;
    line(
      'error',
      `${code}: ${message}${offset === undefined ? '' : ` (@ ${offset})`}`,
    );
  }
  return `${lines.join('\n')}\n\n`;
}

type Line = (name: string, text: string | undefined) => void;
type Readable = Extract<SubjectInspection, { size: number }>;

function formatVersion(subject: SubjectInspection): string {
  return subject.size === null ? '' : subject.formatVersion ?? '';
}

function renderFacts(subject: Readable, line: Line): void {
  const { digests, producer, tensors, metadata = {} } = subject;
  line('size', formatBytes(subject.size));
  line('sha256', digests?.sha256);
  line('merkle root', digests?.merkleRoot);
  line('producer', producer && `${producer.name} ${producer.version ?? ''}`);
  line(
    'opsets',
    subject.opsets
      ?.map(({ domain, version }) => `${domain || 'ai.onnx'} ${version}`)
      .join(', '),
  );
  line('signature', subject.signature);
  renderList('input', subject.inputs?.map(valueText), line);
  renderList('output', subject.outputs?.map(valueText), line);
  line('operators', subject.operators && operatorsText(subject.operators));
  if (tensors) {
    const dtypes = Object.entries(tensors.dtypes)
      .map(([dtype, count]) => `${dtype} ${count}`)
      .join(', ');
    line(
      'tensors',
      `${tensors.count} with ${tensors.parameters} parameters, ` +
        `${formatBytes(tensors.bytes)}: ${dtypes}`,
    );
  }
  renderList(
    'needs',
    subject.companions?.map(
      ({ location, requiredBytes, refused }) =>
        `${location} (${
          refused ?? `${requiredBytes ?? 'unknown number of'} bytes`
        }, not read)`,
    ),
    line,
  );
  renderList(
    'metadata',
    Object.entries(metadata).map(([key, value]) => `${key} = ${value}`),
    line,
  );
  renderList(
    'tensor',
    subject.tensorList?.map(
      ({ name, dtype, shape, offset, bytes }) =>
        `${name} ${dtype} [${shape.join(', ')}], ${bytes ?? '?'} B @ ${
          offset ?? 'elsewhere'
        }`,
    ),
    line,
    Infinity,
  );
  renderList('chunk', subject.chunks, line, Infinity);
}

function renderList(
  name: string,
  texts: readonly string[] = [],
  line: Line,
  shown: number = VALUES_SHOWN,
): void {
  texts.slice(0, shown).forEach(text => line(name, text));
  if (texts.length > shown) {
    line('', `… and ${texts.length - shown} more`);
  }
}

function valueText({ name, dtype, shape, type }: ValueInfo): string {
  if (type) {
    return `${name}: ${type}`;
  }
  const dimensions = shape
    ? `[${shape.map(dimension => dimension ?? '?').join(', ')}]`
    : 'of unknown rank';
  return `${name}: ${dtype ?? 'unknown type'} ${dimensions}`;
}

function operatorsText(operators: readonly OperatorCount[]): string {
  const total = operators.reduce((sum, { count }) => sum + count, 0);
  const named = [...operators]
    .sort((a, b) => b.count - a.count)
    .slice(0, OPERATORS_SHOWN)
    .map(({ domain, type, count }) =>
      `${domain ? `${domain}.` : ''}${type} ${count}`.trim(),
    );
  if (operators.length > OPERATORS_SHOWN) {
    named.push('…');
  }
  return `${total} of ${operators.length} kinds: ${named.join(', ')}`;
}
