import { randomBytes } from 'node:crypto';
import type { AuthService } from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { checkRegistration } from '@ml-models/model-governance';
import type {
  IngestionRequest,
  IngestionStore,
} from '../../store/IngestionStore';
import { declaredEntity } from '../../domain/declaredEntity';
import { declaredEntityDigest } from '../declaration/declaredEntityDigest';
import { modelRefOf, parseEntity } from '../declaration/parseEntity';
import { sourceHosts } from '../declaration/sourceHosts';
import { secretProblems, withoutSecrets } from '../declaration/urlSecrets';

/** Fields that a file may state when the entity does not. */
const STATED_BY_FILES = ['input_shape', 'output_schema'];

/** Queues ingestions: the reconciler's, the API's and those of uploads are the same rows. */
export class IngestionRequests {
  constructor(
    private readonly deps: {
      ingestions: Pick<IngestionStore, 'enqueue'>;
      catalog: Pick<CatalogService, 'getEntityByRef'>;
      auth: Pick<AuthService, 'getOwnServiceCredentials'>;
      /** rings the queue */
      queued(): void;
    },
  ) {}

  /**
   * Queues a posted entity. What a caller writes about its location is dropped; an entity that is word for
   * word the catalog's counts as that one, and keeps the catalog's location.
   *
   * Closes the upload set `stagingId` with it. Throws `IngestionError` `INVALID_ENTITY`, `DomainError` `STAGING_CLOSED`.
   */
  async request(request: {
    entity: unknown;
    trigger: 'api' | 'upload';
    requestedBy: string;
    traceparent?: string;
    stagingId?: string;
  }): Promise<string> {
    const entity = parseEntity(request.entity);
    const { requestedBy, traceparent, stagingId, trigger } = request;
    const cataloged =
      trigger === 'api' ? await this.cataloged(entity) : undefined;
    return this.enqueue(cataloged ?? declaredEntity(entity), {
      trigger: cataloged ? 'catalog' : trigger,
      requestedBy,
      traceparent,
      stagingId,
    });
  }

  /** Queues an entity as the catalog gave it. */
  async requestCataloged(entity: Entity, requestedBy: string): Promise<string> {
    return this.enqueue(withLocation(entity), {
      trigger: 'catalog',
      requestedBy,
    });
  }

  /** What a declaration lacks that no file can supply. */
  lacks(entity: unknown): Wire['Problem'][] {
    const parsed = parseEntity(entity);
    return [
      ...checkRegistration(parsed, []).filter(
        ({ code, field }) =>
          code !== 'MISSING_FIELD' || !STATED_BY_FILES.includes(field ?? ''),
      ),
      ...secretProblems(parsed),
    ];
  }

  private async enqueue(
    entity: Entity,
    request: Pick<
      IngestionRequest,
      'trigger' | 'requestedBy' | 'traceparent' | 'stagingId'
    >,
  ): Promise<string> {
    const id = await this.deps.ingestions.enqueue({
      ...request,
      traceparent: request.traceparent ?? newTraceparent(),
      modelRef: modelRefOf(parseEntity(entity)),
      hosts: sourceHosts(entity),
      entity: JSON.stringify(withoutSecrets(entity)),
      // of the declaration as written: the catalog's is recognised by it, whatever the row leaves out
      entityDigest: declaredEntityDigest(entity),
    });
    this.deps.queued();
    return id;
  }

  private async cataloged(posted: Entity): Promise<Entity | undefined> {
    const { catalog, auth } = this.deps;
    const credentials = await auth.getOwnServiceCredentials();
    const found = await catalog
      .getEntityByRef(modelRefOf(parseEntity(posted)), { credentials })
      // Without the catalog's word the entity is a posted one: less is read, nothing is wrong.
      .catch(() => undefined);
    return found && declaredEntityDigest(found) === declaredEntityDigest(posted)
      ? withLocation(found)
      : undefined;
  }
}

/** W3C Trace Context §3.2, not sampled: the row names the trace that the log lines of its work carry. */
function newTraceparent(): string {
  const [trace, span] = [16, 8].map(size => randomBytes(size).toString('hex'));
  return `00-${trace}-${span}-00`;
}

function withLocation(entity: Entity): Entity {
  const declared = declaredEntity(entity);
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  return location === undefined
    ? declared
    : {
        ...declared,
        metadata: {
          ...declared.metadata,
          annotations: {
            ...declared.metadata.annotations,
            [ANNOTATION_LOCATION]: location,
          },
        },
      };
}
