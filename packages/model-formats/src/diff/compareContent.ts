import type { ListDifference, ModelDifference } from './difference';

/** `unknown`: nothing that was compared can tell. @public */
export type Sameness = 'equal' | 'differ' | 'unknown';

/** What a difference of structure and of bytes says of a model's parts. @public */
export interface ContentDifference {
  weights: Sameness;
  /** inputs and outputs as the files state them */
  interface: Sameness;
  /** English, such as `weights differ, interface equal` */
  headline: string;
  /** what equal structure leaves open */
  notCompared: { section: string; reason: string }[];
}

const STRUCTURE = [
  'opsets',
  'functions',
  'operators',
  'metadata',
  'tensors',
  'nodes',
  'members',
] as const;
const TEXTS = ['format', 'formatVersion', 'producer', 'signature'] as const;

/**
 * What differs beside the structure. `identical`: the same bytes, `null` when
 * one side could not be read. Other bytes of one size, under structure and
 * metadata that were compared and are equal, can lie nowhere but in the
 * weights; else it is said that nobody compared them.
 * @public
 */
export function compareContent(
  difference: Omit<ModelDifference, keyof CompatibilityKeys>,
  files: { identical: boolean | null; sameSize: boolean },
): ContentDifference {
  const { identical, sameSize } = files;
  if (identical) {
    return {
      weights: 'equal',
      interface: 'equal',
      headline: 'the bytes are the same',
      notCompared: [],
    };
  }
  const weights =
    identical === null ? 'unknown' : weightsOf(difference, sameSize);
  const face = interfaceOf(difference);
  const contents = {
    differ: 'weights differ',
    equal: 'weights equal',
    unknown: identical === null ? 'bytes not known' : 'bytes differ',
  }[weights];
  return {
    weights,
    interface: face,
    headline: `${contents}, interface ${
      { equal: 'equal', differ: 'differs', unknown: 'not stated by both' }[face]
    }`,
    notCompared: [
      {
        section: 'tensor contents',
        reason:
          'digests are of whole files; which tensors hold other numbers is not recorded',
      },
    ],
  };
}

/** The members of a `ModelDifference` that are about callers alone. */
type CompatibilityKeys = Pick<ModelDifference, 'compatibility' | 'reasons'>;

function weightsOf(
  difference: Omit<ModelDifference, keyof CompatibilityKeys>,
  sameSize: boolean,
): Sameness {
  const { tensors, members, notCompared } = difference;
  if (isChanged(tensors) || isChanged(members)) {
    return 'differ';
  }
  const isElsewhere =
    TEXTS.some(name => difference[name] !== undefined) ||
    STRUCTURE.some(name => isChanged(difference[name])) ||
    interfaceOf(difference) === 'differ' ||
    notCompared.length > 0;
  return sameSize && !isElsewhere && (tensors?.unchanged ?? 0) > 0
    ? 'differ'
    : 'unknown';
}

function interfaceOf({
  inputs,
  outputs,
}: Pick<ModelDifference, 'inputs' | 'outputs'>): Sameness {
  if (isChanged(inputs) || isChanged(outputs)) {
    return 'differ';
  }
  return inputs && outputs ? 'equal' : 'unknown';
}

function isChanged(difference: ListDifference<unknown> | undefined): boolean {
  return (
    difference !== undefined &&
    difference.added.length +
      difference.removed.length +
      difference.changed.length >
      0
  );
}
