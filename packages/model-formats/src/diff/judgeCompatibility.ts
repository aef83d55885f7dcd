import { Inspection, ModelFormat } from '../inspection/Inspection';
import { Compatibility, CompatibilityReason } from './difference';
import { judgeSymbols } from './judgeSymbols';
import { judgeValues } from './judgeValues';
import { judgeWeights } from './judgeWeights';

/** Formats whose callers pass values by position as well as by name. */
const POSITIONAL: readonly ModelFormat[] = ['torchscript', 'tflite'];

/**
 * Whether whoever calls `before` can call `after` in its place: the same
 * inputs are taken, and the same outputs come back. Models without inputs
 * and outputs (weights) are judged by their tensors.
 */
export function judgeCompatibility(
  before: Inspection,
  after: Inspection,
): Compatibility {
  const reasons: CompatibilityReason[] = [];
  for (const [which, { status, format }] of [
    ['first', before],
    ['second', after],
  ] as const) {
    if (status === 'failed' || status === 'unsupported') {
      reasons.push({
        id: 'not-read',
        verdict: 'unknown',
        message: `the ${which} model (${format}) is ${status}, so what it takes and gives is not known`,
      });
    }
  }
  if (before.format !== after.format) {
    reasons.push({
      id: 'format-changed',
      verdict: 'breaking',
      message: `the format changes from ${before.format} to ${after.format}: another runtime loads it`,
    });
  }
  if (reasons.length === 0) {
    reasons.push(...judgeInterfaces(before, after));
  }
  return { compatibility: worst(reasons), reasons };
}

function judgeInterfaces(
  before: Inspection,
  after: Inspection,
): CompatibilityReason[] {
  const named = judgeSignatures(before, after);
  if (hasInterface(before) && hasInterface(after)) {
    const order = POSITIONAL.includes(before.format);
    return [
      ...judgeValues('input', before.inputs ?? [], after.inputs ?? [], order),
      ...judgeSymbols(before.inputs ?? [], after.inputs ?? []),
      ...judgeValues(
        'output',
        before.outputs ?? [],
        after.outputs ?? [],
        order,
      ),
      ...named,
    ];
  }
  if (hasInterface(before) || hasInterface(after)) {
    const which = hasInterface(before) ? 'second' : 'first';
    return [
      {
        id: 'no-interface',
        verdict: 'unknown',
        message: `the ${which} model does not say what it takes and gives`,
      },
    ];
  }
  return judgeWeights(before, after);
}

function judgeSignatures(
  before: Inspection,
  after: Inspection,
): CompatibilityReason[] {
  const present = new Map(
    (after.signatures ?? []).map(signature => [signature.key, signature]),
  );
  return (before.signatures ?? []).flatMap(was => {
    const is = present.get(was.key);
    if (!is) {
      return {
        id: 'signature-removed',
        verdict: 'breaking' as const,
        message: `the signature “${was.key}” is gone`,
        subject: was.key,
      };
    }
    return [
      ...judgeValues('input', was.inputs, is.inputs, false),
      ...judgeSymbols(was.inputs, is.inputs),
      ...judgeValues('output', was.outputs, is.outputs, false),
    ].map(reason => ({
      ...reason,
      message: `signature “${was.key}”: ${reason.message}`,
    }));
  });
}

function hasInterface({ inputs, outputs }: Inspection): boolean {
  return [...(inputs ?? []), ...(outputs ?? [])].length > 0;
}

function worst(reasons: CompatibilityReason[]): Compatibility['compatibility'] {
  if (reasons.some(({ verdict }) => verdict === 'breaking')) {
    return 'breaking';
  }
  return reasons.length > 0 ? 'unknown' : 'compatible';
}
