import {
  digestStart,
  pastedDigest,
} from '@ml-models/backstage-plugin-ml-models-common';
import { RISK_TIERS } from '@ml-models/model-governance';
import type { Knex } from 'knex';
import { FACET_COLUMNS } from '../../counts/FacetName';
import { escapeText } from '../../escapeText';
import type { ModelAccess, ModelQuery } from '../../ModelStore';
import { wordsOf } from '../search/searchWords';
import { whereHolds } from '../search/wordIndex';

/** As of now: what is well only by a measurement that has grown too old is not known. Bound is `oldest`. */
const RISK_NOW = `case when models.risk in ('none', 'monitor') and models.good_since < case models.tier ${RISK_TIERS.map(
  tier => `when '${tier}' then ?`,
).join(' ')} end then 'unknown' else models.risk end`;
/** As of now: of a look that is too old nothing that is well is said. The bound value is `outdated`. */
const MESH_NOW = `case when observations.observed_at < ? and observed_models.mesh is not null then 'unknown' else observed_models.mesh end`;
const WORD_NOW = `case when observations.observed_at < ? and observed_words.concern = 'none' then 'unknown' else observed_words.word end`;

/** Narrows a query on `models` to what is asked for and may be seen. */
export function filterModels(
  query: Knex.QueryBuilder,
  filter: ModelQuery,
): Knex.QueryBuilder {
  query.where('models.removed', 0);
  for (const [facet, column] of Object.entries(FACET_COLUMNS)) {
    const values = filter[facet as keyof typeof FACET_COLUMNS];
    if (values && values.length > 0) {
      if (column === 'risk') {
        whereIn(query, RISK_NOW, oldest(filter), values);
      } else {
        query.whereIn(`models.${column}`, values.map(escapeText));
      }
    }
  }
  if (filter.modelRef) {
    query.whereIn('models.model_ref', filter.modelRef.map(escapeText));
  }
  if (filter.served?.length) {
    whereServed(query, filter);
  }
  if (filter.mesh?.length) {
    const { mesh } = filter;
    query.whereExists(observed => {
      whereIn(observedModels(observed), MESH_NOW, [outdated(filter)], mesh);
    });
  }
  if (filter.inService?.length) {
    const { inService: words } = filter;
    query.whereExists(said => {
      said
        .select(said.client.raw('1'))
        .from('observed_words')
        .join('observations', 'observations.cluster', 'observed_words.cluster')
        .whereRaw('observed_words.model_ref = models.model_ref');
      whereIn(said, WORD_NOW, [outdated(filter)], words);
    });
  }
  if (filter.attention?.length) {
    const asked = filter.attention;
    query.where(any => {
      if (asked.includes('yes')) {
        any.orWhere(whereAttention);
      }
      if (asked.includes('no')) {
        any.orWhereNot(whereAttention);
      }
    });
  }
  if (filter.text !== undefined) {
    whereText(query, filter.text);
  }
  if (filter.access) {
    whereAccess(query, filter.access);
  }
  return query;
}

/** Measurements before these are too old to be good, by tier; without them none is. */
function oldest({ goodSince }: ModelQuery): string[] {
  return RISK_TIERS.map(tier => goodSince?.[tier] ?? '');
}

/** Looks before it are too old to say what is now; without it none is. */
function outdated({ currentSince = '' }: ModelQuery): string {
  return currentSince;
}

function whereIn(
  query: Knex.QueryBuilder,
  expression: string,
  bindings: readonly string[],
  values: readonly string[],
): void {
  query.whereRaw(`${expression} in (${values.map(() => '?').join(', ')})`, [
    ...bindings,
    ...values.map(escapeText),
  ]);
}

/**
 * A model that no cluster serves is not served, if each was read whole and in time; when none was ever looked at, or
 * a workload may mean it and does not say so, nobody knows.
 */
function whereServed(query: Knex.QueryBuilder, filter: ModelQuery): void {
  const { served = [] } = filter;
  query.where(any => {
    if (served.includes('yes')) {
      any.orWhereExists(observed => {
        observedModels(observed).where('observed_models.workloads', '>', 0);
      });
    }
    if (served.includes('canary')) {
      any.orWhereExists(observed => {
        observedModels(observed)
          .where('observed_models.canary', 1)
          .where('observations.observed_at', '>=', outdated(filter));
      });
    }
    if (served.includes('no')) {
      any.orWhere(none => {
        none
          .whereNotExists(observed => {
            observedModels(observed);
          })
          .whereExists(looked => {
            looked.select(looked.client.raw('1')).from('observations');
          })
          .whereNotExists(unsure => {
            unsure
              .select(unsure.client.raw('1'))
              .from('observations')
              .where(either =>
                either
                  .where('observations.complete', 0)
                  .orWhere('observations.observed_at', '<', outdated(filter)),
              );
          });
      });
    }
    if (!served.some(value => ['yes', 'canary', 'no'].includes(value))) {
      any.whereRaw('1 = 0');
    }
  });
}

/** Models for which something that is recorded, or seen where they run, asks for a person. */
function whereAttention(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.where(any => {
    any.where('models.attention', 1).orWhereExists(observed => {
      observedModels(observed).whereNot('observed_models.concern', 'none');
    });
  });
}

function observedModels(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .select(query.client.raw('1'))
    .from('observed_models')
    .join('observations', 'observations.cluster', 'observed_models.cluster')
    .whereRaw('observed_models.model_ref = models.model_ref');
}

/** Ids of the models that a query's text finds; `undefined` when it asks for none. */
export async function findIds(
  knex: Knex,
  { text }: Pick<ModelQuery, 'text'>,
): Promise<string[] | undefined> {
  if (wordsOf(text).length === 0) {
    return undefined;
  }
  const query = knex('models');
  whereText(query, text ?? '');
  return query.pluck('models.id');
}

/**
 * A whole SHA-256 or a line of `sha256sum` finds the models that hold these bytes. Otherwise each word has to stand
 * somewhere in what is declared, or begin a digest.
 */
function whereText(query: Knex.QueryBuilder, text: string): void {
  const digest = pastedDigest(text);
  if (digest !== undefined) {
    query.whereIn('models.id', found => {
      modelDigests(found).where('model_digests.digest', digest);
    });
    return;
  }
  const words = wordsOf(text);
  const isStart = (word: string) => digestStart(word) !== undefined;
  const only = words.filter(word => !isStart(word));
  if (only.length > 0) {
    query.whereIn('models.id', found => searched(found, only));
  }
  for (const word of words.filter(isStart)) {
    const start = digestStart(word) ?? word;
    // one list of both, for the planner to begin with: an `or` of two makes it read every model
    query.whereIn('models.id', found => {
      searched(found, [word]);
      found.unionAll(digests => {
        modelDigests(digests)
          .where('model_digests.digest', '>=', start)
          // `g` is the sign after the last hexadecimal digit
          .where('model_digests.digest', '<', `${start}g`);
      });
    });
  }
}

function searched(query: Knex.QueryBuilder, words: readonly string[]): void {
  whereHolds(query.select('model_id').from('model_search'), words);
}

function modelDigests(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.select('model_id').from('model_digests');
}

/** Narrows a query that holds `models` to what a conditional decision lets through. */
export function whereAccess(
  query: Knex.QueryBuilder,
  { anyOf }: ModelAccess,
): Knex.QueryBuilder {
  if (anyOf.length === 0) {
    return query.whereRaw('1 = 0');
  }
  return query.where(any => {
    for (const { not, owners, namespaces, tiers, stages } of anyOf) {
      const all = (conjunction: Knex.QueryBuilder) => {
        conjunction.whereRaw('1 = 1');
        for (const [column, values] of [
          ['owner', owners],
          ['namespace', namespaces],
          ['tier', tiers],
          ['stage', stages],
        ] as const) {
          if (values) {
            conjunction.whereIn(`models.${column}`, values.map(escapeText));
          }
        }
      };
      if (not) {
        any.orWhereNot(all);
      } else {
        any.orWhere(all);
      }
    }
  });
}
