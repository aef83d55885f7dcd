import { finding } from '../finding/finding';
import type { Evidence, Finding, ServedBytes } from '../types';
import type { KnownVersion } from './KnownModel';
import type { StatedDigest } from './statedDigests';

/** What is said of one digest that a workload pins or reports. */
export interface PinnedAnswer {
  servedBytes: ServedBytes;
  digest: string;
  /** The one version that holds it; `undefined` while several may be meant. */
  version: KnownVersion | undefined;
  evidence: Evidence;
}

/** Everything that is stated of one container, volume or model. */
interface Thing {
  items: StatedDigest[];
  /** Versions that hold every known digest of the thing. */
  common: readonly KnownVersion[] | undefined;
  known: StatedDigest | undefined;
}

/**
 * Judges every digest that is pinned or reported, as soon as one of them is of
 * a known version. Digests of one container, volume or model have to agree,
 * and all have to agree with the labels; what does not is a mismatch.
 */
export function judgePins(
  pins: readonly StatedDigest[],
  holders: (digest: string) => readonly KnownVersion[],
  labelled: readonly KnownVersion[],
): { answers: PinnedAnswer[]; findings: Finding[] } {
  const things = new Map<string, Thing>();
  for (const item of pins) {
    const thing = things.get(item.thing) ?? {
      items: [],
      common: undefined,
      known: undefined,
    };
    things.set(item.thing, thing);
    thing.items.push(item);
    const held = holders(item.digest);
    if (!held.length) continue;
    thing.known ??= item;
    thing.common = thing.common?.filter(each => held.includes(each)) ?? held;
  }
  const findings: Finding[] = [];
  const answers: PinnedAnswer[] = [];
  for (const item of pins) {
    const thing = things.get(item.thing);
    const known = thing?.known;
    if (!thing || !known) continue;
    const held = holders(item.digest);
    const foreign = !held.length && isSameKind(item, known, holders);
    if (!held.length && !foreign) continue;
    const torn =
      thing.common?.length === 0 ||
      thing.items.some(
        each =>
          !holders(each.digest).length && isSameKind(each, known, holders),
      );
    const unlabelled = labelled.find(each => !held.includes(each));
    if (torn && item.digest !== known.digest) {
      findings.push(contradiction(item, known));
    }
    if (unlabelled && held.length) {
      const label = unlabelled.labels[0];
      findings.push(mismatch(item.digest, unlabelled, `version ${label}`));
    }
    const version = onlyOf(held, labelled);
    const shared = version === undefined ? 'unknown' : 'match';
    answers.push({
      servedBytes: torn || unlabelled ? 'mismatch' : shared,
      digest: item.digest,
      version,
      evidence: item.evidence,
    });
  }
  // What belongs to a known version says which one; the rest only that it is none.
  return {
    answers: [
      ...answers.filter(({ digest }) => holders(digest).length),
      ...answers.filter(({ digest }) => !holders(digest).length),
    ],
    findings,
  };
}

const WORST: readonly ServedBytes[] = ['mismatch', 'unknown', 'match'];

/** What may be said of all of them together. */
export function worstOf(answers: readonly PinnedAnswer[]): ServedBytes {
  return (
    WORST.find(word =>
      answers.some(({ servedBytes }) => servedBytes === word),
    ) ?? 'unknown'
  );
}

/** Of several versions that hold the same file a label says which is meant; the order of registration does not. */
export function onlyOf(
  held: readonly KnownVersion[],
  labelled: readonly KnownVersion[],
): KnownVersion | undefined {
  return (
    labelled.find(each => held.includes(each)) ??
    (held.length === 1 ? held[0] : undefined)
  );
}

/** Digests of one kind: of the artifact in a registry of images, or of the file. */
export function isComparable(
  { from }: StatedDigest,
  version: KnownVersion | undefined,
): boolean {
  if (version?.files.length !== 1) return false;
  const [file] = version.files;
  return (
    file.digest !== undefined &&
    (from === 'verification' ? !file.isOci : file.isOci)
  );
}

export function mismatch(
  stated: string,
  { files, manifestDigest, labels }: KnownVersion,
  of: string,
): Finding {
  const known =
    (files.length === 1 ? files[0].digest : manifestDigest) ?? labels[0];
  return finding(
    'served_bytes_mismatch',
    `The workload pins ${stated}, that of ${of} is ${known}`,
    { stated, registered: known },
  );
}

/** Whether a digest that nobody knows had to be the known one. */
function isSameKind(
  item: StatedDigest,
  known: StatedDigest,
  holders: (digest: string) => readonly KnownVersion[],
): boolean {
  const isFile = item.from === 'verification';
  return isFile === (known.from === 'verification')
    ? true
    : isComparable(item, holders(known.digest)[0]);
}

function contradiction(item: StatedDigest, known: StatedDigest): Finding {
  const verb = item.from === 'status' ? 'reports' : 'pins';
  const other = known.from === 'status' ? 'reports' : 'pins';
  return finding(
    'served_bytes_mismatch',
    `The ${item.thing} ${verb} ${item.digest}, and ${other} ${known.digest}`,
    { stated: item.digest, registered: known.digest },
  );
}
