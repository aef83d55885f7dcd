import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type {
  GovernancePolicy,
  RequirementSeen,
} from '@ml-models/model-governance';
import { declaredNow, declaredOf } from '../../domain/declaredOf';
import type {
  DeclaredState,
  ModelState,
  VersionState,
} from '../../domain/ModelState';
import { getVersion } from '../../domain/versions';
import { billOfMaterialsOf } from '../../domain/views/sbomVerdict';
import {
  assessmentView,
  attestationView,
  evidenceOf,
  modelSummaryView,
  modelView,
  textDocumentsOf,
  trustView,
  versionView,
  ViewContext,
} from '../../domain/views';
import { inService, servedArm } from '../../domain/served/inService';
import type { PresentServing } from '../../serving/PresentServing';
import type { IngestionStore } from '../../store/IngestionStore';
import type { DocumentFault, ModelStore } from '../../store/ModelStore';
import { readOrFault } from '../../store/readOrFault';
import { HTTP_LIMITS } from '../limits';
import { readIntendedUses } from './readIntendedUses';

export interface ModelAnswersOptions {
  models: ModelStore;
  ingestions: Pick<IngestionStore, 'list'>;
  serving: PresentServing;
  policy: GovernancePolicy;
  now: () => Date;
}

/** Brings together what a view needs: the state, its documents, and what is observed. */
export class ModelAnswers {
  readonly #options: ModelAnswersOptions;

  constructor(options: ModelAnswersOptions) {
    this.#options = options;
  }

  async page(page: {
    items: ModelState[];
    nextCursor: string | null;
    total?: number | null;
  }): Promise<Wire['ModelPage']> {
    const deploymentsOf = await this.#options.serving.read();
    const intendedUses = await readIntendedUses(
      this.#options.models,
      page.items,
    );
    return {
      items: page.items.map(state => {
        const context = this.#context({
          serving: deploymentsOf(state.modelRef),
        });
        const intendedUse = intendedUses.get(state.id);
        return {
          ...modelSummaryView(state, context),
          ...(intendedUse !== undefined && { intendedUse }),
        };
      }),
      nextCursor: page.nextCursor,
      ...(page.total !== undefined && { total: page.total }),
    };
  }

  async model(state: ModelState): Promise<Wire['Model']> {
    const context = await this.#currentContext(state);
    const { items } = await this.#options.ingestions.list(
      { modelRef: state.modelRef, ofOwner: true },
      { limit: 1 },
    );
    return modelView(state, context, {
      ...(await this.#declared(state)),
      latestIngestion: items[0],
    });
  }

  /** The model of a past day. Where it was served then is not recorded as it is watched, so it is unknown. */
  async pastModel(
    state: ModelState,
    asOf: NonNullable<Wire['Model']['asOf']>,
  ): Promise<Wire['Model']> {
    const context = this.#context({ texts: await this.#texts(state) });
    return modelView(state, context, {
      ...(await this.#declared(state)),
      asOf,
    });
  }

  async version(
    state: ModelState,
    label: string,
    options: { past: boolean } = { past: false },
  ): Promise<Wire['ModelVersion']> {
    const version = getVersion(state, label);
    const context = options.past
      ? this.#context({ texts: await this.#texts(state) })
      : await this.#currentContext(state);
    const declared = declaredOf(version, label);
    const { inspections, faults } = await this.#inspections(version);
    const evidence = await this.#options.models.documentFaults(
      evidenceOf(trustView(state, version, context, label)),
    );
    return versionView(
      state,
      version,
      { ...context, faults: new Map([...faults, ...evidence]) },
      {
        inspections,
        ...(declared && (await this.#documents(declared))),
      },
      label,
    );
  }

  async assessment(
    state: ModelState,
    label: string,
  ): Promise<Wire['Assessment']> {
    const version = getVersion(state, label);
    const bom = billOfMaterialsOf(version);
    const context = {
      ...this.#context({ texts: await this.#texts(state) }),
      ...(bom && {
        faults: await this.#options.models.documentFaults([
          bom.document.digest,
        ]),
      }),
    };
    // an older history knows the model's declaration only
    const { entity } = await this.#documents(
      declaredNow(version, label) ?? state.declaration,
    );
    return assessmentView(state, version, context, entity, label);
  }

  /** What a requirement says of a version before any waiver; `undefined` for one that the board does not have. */
  async seenRequirement(
    state: ModelState,
    label: string,
    requirement: string,
  ): Promise<RequirementSeen | undefined> {
    const { waivers: _, ...before } = state;
    const { requirements } = await this.assessment(
      { ...before, waivers: [] },
      label,
    );
    const seen = requirements.find(({ id }) => id === requirement);
    return seen && seen.state !== 'waived'
      ? { state: seen.state, reason: seen.reason }
      : undefined;
  }

  /** Newest first. */
  async attestations(
    state: ModelState,
    label: string,
  ): Promise<Wire['Attestation'][]> {
    const texts = await this.#texts(state);
    return getVersion(state, label)
      .attestations.map(attestation => attestationView(attestation, { texts }))
      .reverse();
  }

  /** What serves the model, with the version behind each arm of a rollout and what all of it amounts to. */
  async deployments(state: ModelState): Promise<Wire['Deployments']> {
    const serving = await this.#serving(state);
    const clock = this.#context({});
    return {
      ...serving,
      rollouts: serving.rollouts.map(rollout => ({
        ...rollout,
        arms: rollout.arms.map(arm => {
          const served = servedArm(state, arm, clock);
          return served ? { ...arm, served } : arm;
        }),
      })),
      inService: inService(state, serving, clock),
    };
  }

  async #serving(state: ModelState): Promise<Wire['Deployments']> {
    return (await this.#options.serving.read())(state.modelRef);
  }

  #context(rest: Pick<ViewContext, 'serving' | 'texts'>): ViewContext {
    const { now, policy } = this.#options;
    return { at: now().toISOString(), policy, ...rest };
  }

  async #currentContext(state: ModelState): Promise<ViewContext> {
    const [serving, texts] = await Promise.all([
      this.#serving(state),
      this.#texts(state),
    ]);
    return this.#context({ serving, texts });
  }

  async #declared(
    state: ModelState,
  ): Promise<{ entity: Wire['EntityDocument'] | null; card?: Wire['Card'] }> {
    return this.#documents(state.declaration);
  }

  async #documents(
    declared: Pick<DeclaredState, 'entity' | 'card'> | undefined,
  ): Promise<{ entity: Wire['EntityDocument'] | null; card?: Wire['Card'] }> {
    const entity = declared && (await this.#json(declared.entity.digest));
    const digest = declared?.card?.digest;
    const card = digest && (await this.#json(digest));
    return {
      entity: entity ? (entity.value as Wire['EntityDocument']) : null,
      ...(card && { card: { ...(card.value as Wire['Card']), digest } }),
    };
  }

  /** What a document of ours says; `undefined` for one that is not there as it was recorded. */
  async #json(digest: string): Promise<{ value: unknown } | undefined> {
    const { document } = await readOrFault(this.#options.models, digest);
    return (
      document && {
        value: JSON.parse(Buffer.from(document.bytes).toString('utf8')),
      }
    );
  }

  /** What people wrote, newest first until the limit. */
  async #texts(state: ModelState): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    const digests = textDocumentsOf(state).reverse();
    for (const digest of digests.slice(0, HTTP_LIMITS.texts)) {
      const { document } = await readOrFault(this.#options.models, digest);
      if (document) {
        texts.set(digest, Buffer.from(document.bytes).toString('utf8'));
      }
    }
    return texts;
  }

  /** Head documents until the limit; the view says of the others that they are cut. */
  async #inspections(version: VersionState): Promise<{
    inspections: ReadonlyMap<string, Wire['Inspection']>;
    faults: ReadonlyMap<string, DocumentFault>;
  }> {
    const inspections = new Map<string, Wire['Inspection']>();
    const faults = new Map<string, DocumentFault>();
    let bytes = 0;
    for (const { inspection } of version.artifacts) {
      bytes += inspection.size;
      if (bytes > HTTP_LIMITS.inspectionBytes) {
        break;
      }
      const { digest } = inspection;
      const { document, fault } = await readOrFault(
        this.#options.models,
        digest,
      );
      if (document) {
        inspections.set(
          digest,
          JSON.parse(Buffer.from(document.bytes).toString('utf8')),
        );
      } else {
        faults.set(digest, fault);
      }
    }
    return { inspections, faults };
  }
}
