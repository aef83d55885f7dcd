import type { ListDifference, ModelDifference } from '@ml-models/model-formats';
import { printable } from '../output/printable';
import type { DiffAnswer, DiffSide } from './printDiff';

/** Entries of one section named one by one; the rest is a number. */
const ENTRIES_SHOWN = 20;

const SECTIONS = [
  'opsets',
  'inputs',
  'outputs',
  'functions',
  'operators',
  'tensors',
  'nodes',
  'members',
  'metadata',
] as const;

const VERDICT_TEXT: Record<ModelDifference['compatibility'], string> = {
  compatible: 'compatible: callers of the first can call the second',
  breaking: 'breaking: callers of the first fail with the second',
  unknown: 'unknown: the models do not say enough',
};

/** The difference as text for people: `-` first only, `+` second only, `~` changed. */
export function renderDiff(answer: DiffAnswer): string {
  const lines = [
    `- ${sideText(answer.before)}`,
    `+ ${sideText(answer.after)}`,
    answer.headline,
    VERDICT_TEXT[answer.compatibility],
    ...answer.reasons.map(({ verdict, message }) => `  ${verdict}: ${message}`),
  ];
  for (const name of [
    'format',
    'formatVersion',
    'producer',
    'signature',
  ] as const) {
    const change = answer[name];
    if (change) {
      lines.push(
        `${name}: ${change.from ?? '(none)'} → ${change.to ?? '(none)'}`,
      );
    }
  }
  for (const name of SECTIONS) {
    const section: ListDifference<unknown> | undefined = answer[name];
    if (section) {
      lines.push(...sectionLines(name, section));
    }
  }
  for (const { section, reason } of answer.notCompared) {
    lines.push(`${section}: not compared, ${reason}`);
  }
  return `${lines.map(printable).join('\n')}\n`;
}

function sectionLines(
  name: string,
  { added, removed, changed, unchanged }: ListDifference<unknown>,
): string[] {
  const entries = [
    ...removed.map(entry => `  - ${entryText(entry)}`),
    ...added.map(entry => `  + ${entryText(entry)}`),
    ...changed.map(
      ({ from, to }) => `  ~ ${entryText(from)} → ${entryText(to)}`,
    ),
  ];
  if (entries.length === 0) {
    return [];
  }
  const more = entries.length - ENTRIES_SHOWN;
  return [
    `${name}: ${removed.length} gone, ${added.length} new, ${changed.length} changed, ${unchanged} equal`,
    ...entries.slice(0, ENTRIES_SHOWN),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

/** Fields in their order, without their names where those say nothing. */
function entryText(entry: unknown): string {
  return Object.values(entry as object)
    .filter(value => value !== '' && value !== undefined)
    .map(value => (typeof value === 'object' ? JSON.stringify(value) : value))
    .join(' ');
}

function sideText({ path, format, status, error }: DiffSide): string {
  return `${path} (${format}, ${status}${error ? `: ${error.message}` : ''})`;
}
