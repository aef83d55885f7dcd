import {
  digestStart,
  pastedDigest,
} from '@ml-models/backstage-plugin-ml-models-common';
import { RISK_TIERS } from '@ml-models/model-governance';
import type { Knex } from 'knex';
import { escapeText } from '../../escapeText';
import type { ModelAccess, ModelQuery } from '../../ModelStore';
import { whereWord, wordsOf } from '../searchWords';

/** Facets that are columns of `models`. */
export const FACET_COLUMNS = {
  owner: 'owner',
  system: 'system',
  stage: 'stage',
  format: 'format',
  risk: 'risk',
  tier: 'tier',
  signed: 'signature',
  scan: 'scan',
  lifecycle: 'lifecycle',
} as const;

export type FacetName =
  | keyof typeof FACET_COLUMNS
  | 'served'
  | 'mesh'
  | 'attention'
  | 'inService';

/** As of now: what is well only by a measurement that has grown too old is not known. Bound is `oldest`. */
const RISK_NOW = `case when models.risk in ('none', 'monitor') and models.good_since < case models.tier ${RISK_TIERS.map(
  tier => `when '${tier}' then ?`,
).join(' ')} end then 'unknown' else models.risk end`;
/** As of now: of a look that is too old nothing that is well is said. The bound value is `outdated`. */
const MESH_NOW = `case when observations.observed_at < ? then 'unknown' else observed_models.mesh end`;
const WORD_NOW = `case when observations.observed_at < ? and observed_words.concern = 'none' then 'unknown' else observed_words.word end`;

/** Narrows a query on `models` to what is asked for and may be seen; `except` leaves one facet's own filter out. */
export function filterModels(
  query: Knex.QueryBuilder,
  filter: ModelQuery,
  except?: FacetName,
): Knex.QueryBuilder {
  if (!filter.withRemoved) {
    query.where('models.removed', 0);
  }
  for (const [facet, column] of Object.entries(FACET_COLUMNS)) {
    const values = filter[facet as keyof typeof FACET_COLUMNS];
    if (values && values.length > 0 && facet !== except) {
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
  if (filter.served?.length && except !== 'served') {
    whereServed(query, filter);
  }
  if (filter.mesh?.length && except !== 'mesh') {
    const { mesh } = filter;
    query.whereExists(observed => {
      whereIn(observedModels(observed), MESH_NOW, [outdated(filter)], mesh);
    });
  }
  if (filter.inService?.length && except !== 'inService') {
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
  if (filter.attention?.length && except !== 'attention') {
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

/** A column of `models` as of now: all but the decision stay what they are. */
export function columnNow(
  knex: Knex,
  filter: ModelQuery,
  column: string,
): Knex.Raw {
  return column === 'risk'
    ? knex.raw(RISK_NOW, oldest(filter))
    : knex.raw('??', [`models.${column}`]);
}

/** Measurements before these are too old to be good, by tier; without them none is. */
function oldest({ goodSince }: ModelQuery): string[] {
  return RISK_TIERS.map(tier => goodSince?.[tier] ?? '');
}

/** Looks before it are too old to say what is now; without it none is. */
function outdated({ currentSince = '' }: ModelQuery): string {
  return currentSince;
}

/** What a look says of mutual TLS, as of now. */
export function meshNow(knex: Knex, filter: ModelQuery): Knex.Raw {
  return knex.raw(MESH_NOW, [outdated(filter)]);
}

/** What is said of a version in service, as of now: what concerns nobody is taken back when the look grows old. */
export function wordNow(knex: Knex, filter: ModelQuery): Knex.Raw {
  return knex.raw(WORD_NOW, [outdated(filter)]);
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
export function whereAttention(query: Knex.QueryBuilder): Knex.QueryBuilder {
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

/**
 * A whole SHA-256 or a line of `sha256sum` finds the models that hold these bytes. Otherwise each word has to stand
 * somewhere in what is declared, or begin a digest. Words are a scan without ranking, right for some ten thousand
 * models; digests are a range of an index.
 */
function whereText(query: Knex.QueryBuilder, text: string): void {
  const digest = pastedDigest(text);
  if (digest !== undefined) {
    query.whereExists(found => {
      modelDigests(found).where('model_digests.digest', digest);
    });
    return;
  }
  for (const word of wordsOf(text)) {
    query.where(any => {
      any.orWhereExists(found => {
        found
          .select(found.client.raw('1'))
          .from('model_search')
          .whereRaw('model_search.model_id = models.id')
          .where(searched => whereWord(searched, word, ['model_search.text']));
      });
      const start = digestStart(word);
      if (start !== undefined) {
        any.orWhereExists(found => {
          modelDigests(found)
            .where('model_digests.digest', '>=', start)
            // `g` is the sign after the last hexadecimal digit
            .where('model_digests.digest', '<', `${start}g`);
        });
      }
    });
  }
}

function modelDigests(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .select(query.client.raw('1'))
    .from('model_digests')
    .whereRaw('model_digests.model_id = models.id');
}

/** Narrows a query that holds `models` to what a conditional decision lets through. */
export function whereAccess(
  query: Knex.QueryBuilder,
  { anyOf }: ModelAccess,
): void {
  if (anyOf.length === 0) {
    query.whereRaw('1 = 0');
    return;
  }
  query.where(any => {
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
