import type {
  AllOfCriteria,
  AnyOfCriteria,
  NotCriteria,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { VOCABULARY } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelAccess } from '../../store/ModelStore';
import type { ModelFilter } from './modelRules';

/** One condition or its opposite. */
interface Literal {
  filter: ModelFilter;
  not: boolean;
}

/** Conjunctions that a policy's criteria may unfold to; a policy beyond it is refused, not cut. */
const MAX_CONJUNCTIONS = 256;

/**
 * The criteria of a conditional decision as a disjunction of conjunctions, which the store turns into SQL.
 * Throws `RangeError` for criteria that have no such form here: the opposite of an owner or namespace condition
 * joined with another condition, or too many conjunctions. A caller must then answer as if denied.
 */
export function accessOfCriteria(
  criteria: PermissionCriteria<ModelFilter>,
): ModelAccess {
  return { anyOf: disjunction(criteria, false).map(toConjunction) };
}

function disjunction(
  criteria: PermissionCriteria<ModelFilter>,
  not: boolean,
): Literal[][] {
  // De Morgan: the opposite of a conjunction is a disjunction of opposites
  if (isAllOf(criteria)) {
    const branches = criteria.allOf.map(part => disjunction(part, not));
    return not ? branches.flat() : product(branches);
  }
  if (isAnyOf(criteria)) {
    const branches = criteria.anyOf.map(part => disjunction(part, not));
    return not ? product(branches) : branches.flat();
  }
  if (isNot(criteria)) {
    return disjunction(criteria.not, !not);
  }
  return [[{ filter: criteria, not }]];
}

function product(branches: Literal[][][]): Literal[][] {
  return branches.reduce<Literal[][]>(
    (all, branch) => {
      if (all.length * branch.length > MAX_CONJUNCTIONS) {
        throw new RangeError('The permission conditions unfold too far');
      }
      return all.flatMap(left => branch.map(right => [...left, ...right]));
    },
    [[]],
  );
}

function toConjunction(literals: Literal[]): ModelAccess['anyOf'][number] {
  if (literals.length === 1 && literals[0].not) {
    return { ...literals[0].filter, not: true };
  }
  const conjunction: ModelAccess['anyOf'][number] = {};
  for (const literal of literals) {
    const filter = literal.not ? opposite(literal.filter) : literal.filter;
    for (const [key, values] of Object.entries(filter)) {
      const field = key as 'owners' | 'namespaces' | 'tiers' | 'stages';
      const before = conjunction[field];
      conjunction[field] = before
        ? before.filter(value => values.includes(value))
        : values;
    }
  }
  return conjunction;
}

function opposite(filter: ModelFilter): ModelFilter {
  if ('tiers' in filter) {
    return {
      tiers: VOCABULARY.Tier.filter(tier => !filter.tiers.includes(tier)),
    };
  }
  if ('stages' in filter) {
    return {
      stages: VOCABULARY.Stage.filter(stage => !filter.stages.includes(stage)),
    };
  }
  throw new RangeError(
    'The opposite of an owner or namespace condition cannot be joined with another condition',
  );
}

function isAllOf(
  criteria: PermissionCriteria<ModelFilter>,
): criteria is AllOfCriteria<ModelFilter> {
  return 'allOf' in criteria;
}

function isAnyOf(
  criteria: PermissionCriteria<ModelFilter>,
): criteria is AnyOfCriteria<ModelFilter> {
  return 'anyOf' in criteria;
}

function isNot(
  criteria: PermissionCriteria<ModelFilter>,
): criteria is NotCriteria<ModelFilter> {
  return 'not' in criteria;
}
