import type {
  BackstageCredentials,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  BasicPermission,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  mlModelReadPermission,
  RESOURCE_TYPE_ML_MODEL,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../../domain/ModelState';
import type { ModelAccess, ModelStore } from '../../store/ModelStore';
import { HttpError } from '../errors/HttpError';
import { notAllowed } from '../errors/notAllowed';
import { accessOfCriteria } from './accessOfCriteria';
import { mlModelPermissionResourceRef } from './modelRules';

type ModelPermission = ResourcePermission<typeof RESOURCE_TYPE_ML_MODEL>;

/**
 * The only place that asks the permission policy. A definite no is 403; a model that the conditions hide is 404,
 * as one that is not there; a model that may be read but not acted upon is 403.
 */
export class ModelAuthorizer {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #models: Pick<ModelStore, 'findModel'>;
  readonly #logger: LoggerService;

  constructor(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    models: Pick<ModelStore, 'findModel'>;
    logger: LoggerService;
  }) {
    this.#permissions = options.permissions;
    this.#registry = options.permissionsRegistry;
    this.#models = options.models;
    this.#logger = options.logger;
  }

  /** For what is not about one model. */
  async may(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** As `may`. Throws `NOT_ALLOWED`. */
  async require(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void> {
    if (!(await this.may(credentials, permission))) {
      throw notAllowed(permission.name);
    }
  }

  /** What of the models may be read, for lists; `undefined` is everything. Throws `NOT_ALLOWED`. */
  async readAccess(
    credentials: BackstageCredentials,
  ): Promise<ModelAccess | undefined> {
    const decision = await this.#decide(credentials, mlModelReadPermission);
    if (decision.result === AuthorizeResult.ALLOW) {
      return undefined;
    }
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      throw notAllowed(mlModelReadPermission.name);
    }
    try {
      const transform = createConditionTransformer(
        this.#registry.getPermissionRuleset(mlModelPermissionResourceRef),
      );
      return accessOfCriteria(transform(decision.conditions));
    } catch (error) {
      // fail closed: conditions that cannot become a query must not become everything
      this.#logger.error('The permission conditions cannot be used for lists', {
        error: String(error),
      });
      throw notAllowed(mlModelReadPermission.name);
    }
  }

  /** A function that says which models may be read. Throws `NOT_ALLOWED` when none may. */
  async reader(
    credentials: BackstageCredentials,
  ): Promise<(model: ModelState) => boolean> {
    return this.judge(credentials, mlModelReadPermission);
  }

  /** A function that says for which models a permission holds. Throws `NOT_ALLOWED` when for none. */
  async judge(
    credentials: BackstageCredentials,
    permission: ModelPermission,
  ): Promise<(model: ModelState) => boolean> {
    const decision = await this.#decide(credentials, permission);
    if (decision.result === AuthorizeResult.DENY) {
      throw notAllowed(permission.name);
    }
    const applies = this.#conditionAuthorizer();
    return model => applies(decision, model);
  }

  /** The model, for a caller who may read it. Throws `NOT_ALLOWED`, `MODEL_NOT_FOUND`. */
  async readModel(
    credentials: BackstageCredentials,
    key: { modelRef: string } | { id: string },
  ): Promise<ModelState> {
    const mayRead = await this.reader(credentials);
    const model = await this.#models.findModel(key);
    if (!model || !mayRead(model)) {
      throw new HttpError(
        'MODEL_NOT_FOUND',
        'No model of this name is registered, or it is not yours to see',
      );
    }
    return model;
  }

  /** The model, for a caller who may read it and act on it so. Throws `NOT_ALLOWED`, `MODEL_NOT_FOUND`. */
  async actOnModel(
    credentials: BackstageCredentials,
    key: { modelRef: string } | { id: string },
    permission: ModelPermission,
  ): Promise<ModelState> {
    const mayAct = await this.judge(credentials, permission);
    const model = await this.readModel(credentials, key);
    if (!mayAct(model)) {
      throw notAllowed(permission.name);
    }
    return model;
  }

  /**
   * What of an ingestion may be read: the caller's own, and those of models that may be read. A model that is not
   * registered has no owner to decide by. Of one's own attempt at a hidden model it is not said that there is one.
   */
  async ingestionReader(
    credentials: BackstageCredentials,
    caller: string,
  ): Promise<
    (ingestion: Wire['Ingestion']) => Promise<Wire['Ingestion'] | undefined>
  > {
    const decision = await this.#decide(credentials, mlModelReadPermission);
    if (decision.result === AuthorizeResult.DENY) {
      throw notAllowed(mlModelReadPermission.name);
    }
    return async ingestion => {
      if (decision.result === AuthorizeResult.ALLOW) {
        return ingestion;
      }
      const { modelRef, requestedBy } = ingestion;
      const model = await this.#models.findModel({ modelRef });
      if (model && this.#conditionAuthorizer()(decision, model)) {
        return ingestion;
      }
      return requestedBy === caller
        ? { ...ingestion, registered: false }
        : undefined;
    };
  }

  #conditionAuthorizer() {
    return createConditionAuthorizer(
      this.#registry.getPermissionRuleset(mlModelPermissionResourceRef),
    );
  }

  async #decide(
    credentials: BackstageCredentials,
    permission: ModelPermission,
  ): Promise<PolicyDecision> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
  }
}
