import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  mlModelIngestPermission,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { Declaration } from '../../domain/ModelCommand';
import type { ModelState } from '../../domain/ModelState';
import { asDeclared, checkOwner, notTheOwner } from '../../domain/ownership';
import { declaredEntityDigest } from '../../ingest/declaration/declaredEntityDigest';
import { parseEntity } from '../../ingest/declaration/parseEntity';
import { readDeclaration } from '../../ingest/declaration/readDeclaration';
import type { ModelStore } from '../../store/ModelStore';
import { notAllowed } from '../errors/notAllowed';
import type { ModelAuthorizer } from './ModelAuthorizer';

type Judge = (model: ModelState) => boolean;

export interface IngestRightOptions {
  authorizer: Pick<ModelAuthorizer, 'judge'>;
  models: Pick<ModelStore, 'findModel'>;
  /** the catalog's entity, whoever asks */
  cataloged(modelRef: string): Promise<Entity | undefined>;
  /** tier that counts where none is declared */
  policy: Parameters<typeof readDeclaration>[1];
}

/**
 * What one caller may bring in. A model is asked for as it is, as the catalog declares it, and as the declaration
 * would make it: a policy by owner thus keeps a stranger from another team's model, and from registering for that
 * team. The same is decided again with the commit, see `checkOwner`.
 */
export class IngestRight {
  private constructor(
    private readonly options: IngestRightOptions,
    private readonly mayIngest: Judge,
  ) {}

  /** Throws `NOT_ALLOWED` for a caller who may bring nothing in; asked before any body is read. */
  static async of(
    credentials: BackstageCredentials,
    options: IngestRightOptions,
  ): Promise<IngestRight> {
    return new IngestRight(
      options,
      await options.authorizer.judge(credentials, mlModelIngestPermission),
    );
  }

  /**
   * An entity that somebody sent. Whether the caller may is decided before whose the model is: who may not gets one
   * answer, whatever owner the entity names. Throws `INVALID_ENTITY`, `NOT_ALLOWED`, `NOT_THE_OWNER`.
   */
  async declared(sent: unknown, trigger: 'api' | 'upload'): Promise<void> {
    const entity = parseEntity(sent);
    const declaration = this.read(entity);
    const [found, cataloged] = await this.holders(declaration.model_ref);
    const isTheCatalogs =
      trigger === 'api' &&
      cataloged !== undefined &&
      declaredEntityDigest(cataloged) === declaredEntityDigest(entity);
    if (isTheCatalogs) {
      this.require(asDeclared(undefined, declaration));
      return;
    }
    const declaredThere = cataloged && this.read(cataloged);
    this.require(found, declaredThere && asDeclared(undefined, declaredThere));
    // from here on whoever asks may bring versions of what is there in, and may be told why not this one
    checkOwner(found, declaration, trigger);
    if (declaredThere && declaredThere.owner !== declaration.owner) {
      throw notTheOwner(declaration.owner);
    }
    this.require(asDeclared(found, declaration));
  }

  /** The catalog's own declaration, to be read again. Throws `NOT_ALLOWED`. */
  async ofCatalog(entity: Entity): Promise<void> {
    this.require(asDeclared(undefined, this.read(entity)));
  }

  /**
   * Bytes for a version whose declaration comes later: decided by what is known of the model so far, and by the
   * declaration when the set is closed. Throws `NOT_ALLOWED`.
   */
  async upload(modelRef: string): Promise<void> {
    const [found, cataloged] = await this.holders(modelRef);
    this.require(found, cataloged && asDeclared(found, this.read(cataloged)));
  }

  /** One's own attempt, or one of a model that one may ingest for. Throws `NOT_ALLOWED`. */
  async cancel(ingestion: Wire['Ingestion'], caller: string): Promise<void> {
    if (ingestion.requestedBy === caller) {
      return;
    }
    const [found, cataloged] = await this.holders(ingestion.modelRef);
    if (!found && !cataloged) {
      throw notAllowed(mlModelIngestPermission.name);
    }
    this.require(
      found ?? (cataloged && asDeclared(undefined, this.read(cataloged))),
    );
  }

  private async holders(
    modelRef: string,
  ): Promise<[ModelState | undefined, Entity | undefined]> {
    return Promise.all([
      this.options.models.findModel({ modelRef }),
      this.options.cataloged(modelRef),
    ]);
  }

  private require(...subjects: (ModelState | undefined)[]): void {
    if (!subjects.every(model => !model || this.mayIngest(model))) {
      throw notAllowed(mlModelIngestPermission.name);
    }
  }

  private read(entity: Entity): Declaration {
    return readDeclaration(parseEntity(entity), this.options.policy)
      .declaration;
  }
}
