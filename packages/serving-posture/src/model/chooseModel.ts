import { compareText, finding } from '../finding/finding';
import type { Evidence, Finding, ModelJoinKind } from '../types';
import type { Workload } from '../workload/Workload';
import { digestsOf, type KnownVersion } from './KnownModel';
import { type ModelIndex, trimUrl } from './ModelIndex';
import type { ComparedWith } from './servedBytes';
import { isClaim, type StatedDigest } from './statedDigests';
import type { StatedModel } from './statedModel';

export interface ChosenModel {
  /** Absent when nothing ties the workload to one model. */
  ref: string | undefined;
  join: ModelJoinKind;
  evidence: Evidence[];
  findings: Finding[];
  /** Registered models that the workload may mean as well, in the order of their names. */
  candidates: string[];
  tied: boolean;
}

/** What one kind of statement ties a workload to. */
interface Tie {
  join: ModelJoinKind;
  refs: string[];
  evidence: Evidence[];
  /** Whether a version of a model has what ties it; absent where no version can. */
  isOf?: (version: KnownVersion) => boolean;
}

const NO_TIE: Tie = { join: 'none', refs: [], evidence: [] };

/**
 * Which model a workload means. A digest beats a reference beats a URI beats
 * the entity's own word. Where a registry is given, a reference to a registered
 * model is not beaten by a digest that only an annotation claims, and what ties
 * to several models goes to the one that registered it first, so that nobody
 * takes a workload by registering the same again.
 */
export function chooseModel(
  workload: Workload,
  stated: StatedModel,
  models: ModelIndex,
  { registered }: ComparedWith,
): ChosenModel {
  const reference: Tie = {
    ...NO_TIE,
    join: 'annotation',
    refs: stated.ref === undefined ? [] : [stated.ref],
  };
  const later = [
    () => uriTie(stated, models),
    () => models.byComponent(workload),
  ];
  return registered
    ? amongRegistered(stated, models, reference, later)
    : amongDeclared(stated, models, reference, later);
}

function amongDeclared(
  stated: StatedModel,
  models: ModelIndex,
  reference: Tie,
  later: (() => Tie)[],
): ChosenModel {
  const tie = firstTie([
    () => digestTie(stated.digests, models),
    () => reference,
    ...later,
  ]);
  const refs = [...new Set(tie.refs)].sort(compareText);
  const named = namedAmong(refs, stated);
  const isAmbiguous = refs.length > 1 && named === undefined;
  const ref = isAmbiguous ? undefined : named ?? refs[0];
  return {
    ref,
    join: tie.join,
    evidence: tie.evidence,
    findings: [
      ...(isAmbiguous
        ? [
            finding(
              'model_ambiguous',
              `May serve any of ${refs.slice(0, 10).join(', ')}`,
              { models: refs.slice(0, 10) },
            ),
          ]
        : []),
      ...conflict(stated, ref),
    ],
    candidates: [],
    tied: refs.length > 0,
  };
}

function amongRegistered(
  stated: StatedModel,
  models: ModelIndex,
  reference: Tie,
  later: (() => Tie)[],
): ChosenModel {
  const pinned = digestTie(
    stated.digests.filter(each => !isClaim(each)),
    models,
  );
  const claimed = digestTie(stated.digests.filter(isClaim), models);
  const isBeaten =
    pinned.refs.length === 0 &&
    claimed.refs.length > 0 &&
    isRegistered(models, stated.ref) &&
    namedAmong(claimed.refs, stated) === undefined;
  const tie = firstTie([
    () => pinned,
    () => (isBeaten ? NO_TIE : claimed),
    () => reference,
    ...later,
  ]);
  const refs = contenders(tie, models);
  const named = namedAmong(refs, stated);
  const ref = named ?? refs[0];
  const holds = (digest: string) =>
    models.byDigest(digest).some(model => model.ref === ref);
  // Who names the model has said which of those with the same bytes is meant.
  const open = stated.digests.filter(
    ({ digest }) => named === undefined || !holds(digest),
  );
  const others = new Set([
    ...digestTie(open, models).refs,
    ...stated.otherRefs,
    ...(named === undefined ? [...refs, ...reference.refs] : []),
  ]);
  const candidates = [...others]
    .filter(other => other !== ref && isRegistered(models, other))
    .sort(compareText);
  return {
    ref,
    join: tie.join,
    evidence: tie.evidence,
    findings: [
      ...(refs.length > 1 && named === undefined
        ? [
            // Whose the others are is not for everyone to read.
            finding(
              'model_ambiguous',
              `What ties the workload to ${ref} is registered under another name, too`,
              { model: ref },
            ),
          ]
        : []),
      ...(isBeaten && stated.ref !== undefined
        ? [
            finding(
              'model_ref_conflict',
              `Annotated as ${stated.ref}, but the claimed digest is that of another model`,
              { stated: stated.ref },
            ),
          ]
        : conflict(stated, ref)),
    ],
    candidates,
    tied: refs.length > 0,
  };
}

function digestTie(digests: readonly StatedDigest[], models: ModelIndex): Tie {
  const hits = digests.filter(item => models.byDigest(item.digest).length);
  return {
    join: 'digest',
    refs: hits.flatMap(item => models.byDigest(item.digest)).map(refOf),
    evidence: hits.map(item => item.evidence),
    isOf: version =>
      hits.some(({ digest }) => digestsOf(version).includes(digest)),
  };
}

function uriTie(stated: StatedModel, models: ModelIndex): Tie {
  const hits = stated.uris.filter(item => models.byUrl(item.uri).length);
  return {
    join: 'uri',
    refs: hits.flatMap(item => models.byUrl(item.uri)).map(refOf),
    evidence: hits.map(item => item.evidence),
    isOf: ({ files }) =>
      files.some(({ url }) => hits.some(({ uri }) => isSameUrl(url, uri))),
  };
}

/**
 * Registered models before one another by the instant at which they registered
 * what ties them, then by that of their first version. One that is declared and
 * not registered contends only with its like.
 */
function contenders({ refs, isOf }: Tie, models: ModelIndex): string[] {
  const unique = [...new Set(refs)];
  const registered = unique.filter(ref => isRegistered(models, ref));
  const order = (registered.length ? registered : unique).map(ref => {
    const versions = models.byRef(ref)?.versions ?? [];
    return {
      ref,
      key: [
        firstInstant(isOf ? versions.filter(isOf) : []),
        firstInstant(versions),
        ref,
      ].join(' '),
    };
  });
  return order.sort((a, b) => compareText(a.key, b.key)).map(refOf);
}

/** `~` stands behind every instant. */
function firstInstant(versions: readonly KnownVersion[]): string {
  const [first = '~'] = versions
    .flatMap(({ registeredAt }) => registeredAt ?? [])
    .sort(compareText);
  return first;
}

function conflict(stated: StatedModel, ref: string | undefined): Finding[] {
  return ref !== undefined && stated.ref !== undefined && ref !== stated.ref
    ? [
        finding(
          'model_ref_conflict',
          `Annotated as ${stated.ref}, but the digest is that of ${ref}`,
          { stated: stated.ref, found: ref },
        ),
      ]
    : [];
}

/** The same under several names: the annotation may say which is meant. */
function namedAmong(
  refs: readonly string[],
  { ref }: StatedModel,
): string | undefined {
  return ref !== undefined && refs.includes(ref) ? ref : undefined;
}

function isRegistered(models: ModelIndex, ref: string | undefined): boolean {
  return ref !== undefined && !!models.byRef(ref)?.versions.length;
}

function firstTie(steps: (() => Tie)[]): Tie {
  for (const step of steps) {
    const tie = step();
    if (tie.refs.length) return tie;
  }
  return NO_TIE;
}

function isSameUrl(left: string | undefined, right: string): boolean {
  return left !== undefined && trimUrl(left) === trimUrl(right);
}

function refOf({ ref }: { ref: string }): string {
  return ref;
}
