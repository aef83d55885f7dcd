import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type {
  GovernancePolicy,
  RequirementSeen,
} from '@ml-models/model-governance';
import { declaredNow, declaredOf } from '../../domain/declaredOf';
import type {
  DeclaredState,
  DocumentFault,
  ModelState,
  VersionState,
} from '../../domain/ModelState';
import { withFaults } from '../../domain/faults';
import { restsOn, scanDocuments } from '../../domain/restsOn';
import { getVersion, latestVersion } from '../../domain/versions';
import {
  assessmentView,
  attestationView,
  modelSummaryView,
  modelView,
  textDocumentsOf,
  versionView,
  ViewContext,
} from '../../domain/views';
import { inService, servedArm } from '../../domain/served/inService';
import type { PresentServing } from '../../serving/PresentServing';
import type { IngestionStore } from '../../store/IngestionStore';
import type { ModelStore } from '../../store/ModelStore';
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
        return {
          ...modelSummaryView(state, context),
          ...intendedUses.get(state.id),
        };
      }),
      nextCursor: page.nextCursor,
      ...(page.total !== undefined && { total: page.total }),
    };
  }

  async model(recorded: ModelState): Promise<Wire['Model']> {
    const context = await this.#currentContext(recorded);
    const state = await this.#checked(recorded, [
      latestVersion(recorded),
      ...inService(recorded, context.serving, context).versions.map(
        ({ digest }) =>
          recorded.versions.find(each => each.manifestDigest === digest),
      ),
    ]);
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
    recorded: ModelState,
    asOf: NonNullable<Wire['Model']['asOf']>,
  ): Promise<Wire['Model']> {
    const state = await this.#checked(recorded, [latestVersion(recorded)]);
    const context = this.#context({ texts: await this.#texts(state) });
    return modelView(state, context, {
      ...(await this.#declared(state)),
      asOf,
    });
  }

  async version(
    recorded: ModelState,
    label: string,
    options: { past: boolean } = { past: false },
  ): Promise<Wire['ModelVersion']> {
    const version = getVersion(recorded, label);
    const state = await this.#checked(recorded, [version], label);
    const context = options.past
      ? this.#context({ texts: await this.#texts(state) })
      : await this.#currentContext(state);
    const declared = declaredOf(version, label);
    return versionView(
      state,
      version,
      context,
      {
        inspections: await this.#inspections(version),
        ...(declared && (await this.#documents(declared))),
      },
      label,
    );
  }

  async assessment(
    recorded: ModelState,
    label: string,
  ): Promise<Wire['Assessment']> {
    const version = getVersion(recorded, label);
    const state = await this.#checked(recorded, [version], label);
    const context = this.#context({ texts: await this.#texts(state) });
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
    recorded: ModelState,
    label: string,
  ): Promise<Wire['Attestation'][]> {
    const version = getVersion(recorded, label);
    const { faults } = await this.#checked(recorded, [version], label);
    const texts = await this.#texts(recorded);
    return version.attestations
      .map(attestation => attestationView(attestation, { texts, faults }))
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

  /** What of the scan of a version is not what was recorded, all of it measured: what stands before an approval. */
  async scanFaults(
    state: ModelState,
    label: string,
  ): Promise<ReadonlyMap<string, DocumentFault>> {
    return this.#options.models.documentFaults(
      scanDocuments(getVersion(state, label)),
      { all: true },
    );
  }

  /** The model with what is wrong with the documents that its verdicts about these versions rest on. */
  async #checked(
    state: ModelState,
    versions: readonly (VersionState | undefined)[],
    label?: string,
  ): Promise<ModelState> {
    const digests = versions.flatMap(version =>
      version ? restsOn(state, version, label) : [],
    );
    return withFaults(
      state,
      await this.#options.models.documentFaults(digests),
    );
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
  async #inspections(
    version: VersionState,
  ): Promise<ReadonlyMap<string, Wire['Inspection']>> {
    let bytes = 0;
    const shown = version.artifacts
      .map(({ inspection }) => inspection)
      .filter(({ size }) => {
        bytes += size;
        return bytes <= HTTP_LIMITS.inspectionBytes;
      });
    const documents = await this.#options.models.readDocuments(
      shown.map(({ digest }) => digest),
    );
    return new Map(
      [...documents].map(([digest, document]) => [
        digest,
        JSON.parse(Buffer.from(document).toString('utf8')),
      ]),
    );
  }
}
