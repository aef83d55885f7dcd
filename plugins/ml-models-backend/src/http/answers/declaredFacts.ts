import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { declaredOf } from '../../domain/declaredOf';
import { DocumentFaults, faultAmong } from '../../domain/faults';
import { licenseOf } from '../../domain/licenseOf';
import type { VersionState } from '../../domain/ModelState';
import { billOfMaterialsOf } from '../../domain/views/sbomVerdict';

type Fact = Wire['VersionFact'];

/** A version by one of its labels. */
interface Side {
  version: VersionState;
  label: string;
}

/** What no comparison of two recorded versions can say. */
export const NOT_COMPARED: Wire['VersionDifference']['notCompared'] = [
  {
    section: 'behaviour',
    reason:
      'nothing was run; compatible says that callers fit, not that answers are the same',
  },
  {
    section: 'tensor contents',
    reason:
      'digests are of whole files; which tensors hold other numbers is not recorded',
  },
  {
    section: 'card text',
    reason: 'cards are compared by digest, not section by section',
  },
  {
    section: 'components',
    reason: 'bills of materials are compared by what they leave open',
  },
];

/** What is recorded beside the files, each by itself; `unknown` where one side did not record it. */
export function declaredFacts(
  before: Side,
  after: Side,
  faults: DocumentFaults,
): Fact[] {
  return [
    textFact('license', licenseText(before), licenseText(after)),
    textFact(
      'declaration',
      declaredOf(before.version, before.label)?.entity.digest,
      declaredOf(after.version, after.label)?.entity.digest,
    ),
    cardFact(before, after),
    unreadableFact([before, after], faults) ??
      textFact('billOfMaterials', gapsText(before), gapsText(after)),
    metricsFact(before, after),
  ];
}

function textFact(
  fact: Fact['fact'],
  from: string | undefined,
  to: string | undefined,
): Fact {
  const sides = {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  if (from === undefined && to === undefined) {
    return { fact, state: 'unknown', reason: 'neither version recorded it' };
  }
  return { fact, state: from === to ? 'equal' : 'changed', ...sides };
}

function cardFact(before: Side, after: Side): Fact {
  const [from, to] = [before, after].map(({ version, label }) =>
    declaredOf(version, label),
  );
  if (!from || !to) {
    return {
      fact: 'card',
      state: 'unknown',
      reason: 'a version recorded no declaration of its own',
    };
  }
  return from.card || to.card
    ? textFact('card', from.card?.digest, to.card?.digest)
    : { fact: 'card', state: 'equal', reason: 'neither has a card' };
}

function licenseText({ version, label }: Side): string | undefined {
  return licenseOf(version, label).declared;
}

function gapsText({ version }: Side): string | undefined {
  const bom = billOfMaterialsOf(version);
  return bom && `${bom.gaps} gap${bom.gaps === 1 ? '' : 's'}`;
}

/** A bill of materials that cannot be read is compared with none. */
function unreadableFact(
  sides: readonly Side[],
  faults: DocumentFaults,
): Fact | undefined {
  const fault = faultAmong(
    faults,
    sides.flatMap(({ version }) => {
      const bom = billOfMaterialsOf(version);
      return bom ? [bom.document.digest] : [];
    }),
  );
  return (
    fault && {
      fact: 'billOfMaterials',
      state: 'unknown',
      reason: fault.message,
    }
  );
}

/** The last score of each metric; measured on one side only is a change nobody can judge. */
function metricsFact(before: Side, after: Side): Fact {
  return textFact('metrics', scoresText(before), scoresText(after));
}

function scoresText({ version }: Side): string | undefined {
  const scores = Object.values(version.drift)
    .map(({ metric, score }) => `${metric} ${score}`)
    .sort();
  return scores.length === 0 ? undefined : scores.join(', ');
}
