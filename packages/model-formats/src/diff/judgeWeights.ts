import { Inspection } from '../inspection/Inspection';
import { compareLists } from './compareLists';
import { CompatibilityReason } from './difference';

/** Reasons given one by one; the rest is a number. */
const NAMED_TENSORS = 20;

/**
 * Files of weights are loaded into a network that is defined elsewhere: it
 * expects the same tensor names and shapes. A dtype is cast on loading.
 */
export function judgeWeights(
  before: Inspection,
  after: Inspection,
): CompatibilityReason[] {
  const architecture = 'general.architecture';
  const was = before.metadata?.[architecture];
  const is = after.metadata?.[architecture];
  if (was !== is) {
    return [
      {
        id: 'architecture-changed',
        verdict: 'breaking',
        message: `the architecture changes from ${was ?? 'none'} to ${
          is ?? 'none'
        }`,
        subject: architecture,
      },
    ];
  }
  if (!before.tensorList || !after.tensorList) {
    return [
      {
        id: 'no-tensors',
        verdict: 'unknown',
        message: 'neither inputs and outputs nor tensors are listed',
      },
    ];
  }
  const { added, removed, changed } = compareLists(
    before.tensorList,
    after.tensorList,
    ({ name }) => name,
    (a, b) => String(a.shape) === String(b.shape),
  );
  return cutReasons([
    ...removed.map(({ name }) => tensorReason(name, 'removed', 'is gone')),
    ...added.map(({ name }) => tensorReason(name, 'added', 'is new')),
    ...changed.map(({ from, to }) =>
      tensorReason(
        to.name,
        'shape',
        `changes its shape from [${from.shape}] to [${to.shape}]`,
      ),
    ),
  ]);
}

function tensorReason(
  subject: string,
  what: string,
  text: string,
): CompatibilityReason {
  return {
    id: `tensor-${what}`,
    verdict: 'breaking',
    message: `tensor “${subject}” ${text}`,
    subject,
  };
}

function cutReasons(reasons: CompatibilityReason[]): CompatibilityReason[] {
  const more = reasons.length - NAMED_TENSORS;
  return more <= 0
    ? reasons
    : [
        ...reasons.slice(0, NAMED_TENSORS),
        {
          id: 'tensor-more',
          verdict: 'breaking',
          message: `and ${more} more tensors`,
        },
      ];
}
