import type { ModelState } from '../../domain/ModelState';
import { rolloutsOf } from '../../domain/served/rolloutsOf';
import { servingOnly } from '../../domain/served/ServedFact';
import { findVersion } from '../../domain/versions';
import type { ModelStore } from '../../store/ModelStore';
import type { ClusterObservation } from '../../store/ObservationStore';
import { deploymentName, servingChanges } from './servingChanges';
import { ServingHistory } from './ServingHistory';

/** Actor of what the observer records. */
const ACTOR = 'plugin:ml-models';

/** Turns what a look changed in meaning into history, model by model. */
export class ServingRecorder {
  readonly #models: Pick<ModelStore, 'findModel' | 'listEvents' | 'execute'>;
  readonly #history: ServingHistory;

  constructor(
    models: Pick<ModelStore, 'findModel' | 'listEvents' | 'execute'>,
  ) {
    this.#models = models;
    this.#history = new ServingHistory(models);
  }

  /** `before` names the models that may be gone from the cluster. */
  async record(
    observation: ClusterObservation,
    before: ClusterObservation | undefined,
    complete: boolean,
  ): Promise<void> {
    const refs = new Set(
      [...observation.workloads, ...(before?.workloads ?? [])].flatMap(
        ({ model }) => [
          ...(model.ref ? [model.ref] : []),
          ...(model.candidates ?? []),
        ],
      ),
    );
    for (const modelRef of refs) {
      // one that is not registered yet has no history; a later look records it
      const model = await this.#models.findModel({ modelRef });
      if (model) {
        await this.#recordModel(model, modelRef, observation, complete);
      }
    }
  }

  async #recordModel(
    model: ModelState,
    modelRef: string,
    observation: ClusterObservation,
    complete: boolean,
  ): Promise<void> {
    const workloads = servingOnly(observation.workloads).filter(
      workload => workload.model.ref === modelRef,
    );
    const changes = servingChanges(
      await this.#history.of(model),
      {
        cluster: observation.cluster,
        seenIn: observation.source ?? 'unknown',
        workloads,
        rollouts: rolloutsOf(observation.rollouts, workloads),
        undecided: new Set(
          observation.workloads
            .filter(workload => workload.model.candidates?.includes(modelRef))
            .map(deploymentName),
        ),
        complete,
      },
      version => findVersion(model, version)?.manifestDigest,
    );
    if (changes.length > 0) {
      await this.#models.execute(
        { type: 'ObserveServing', modelRef: model.modelRef, changes },
        { by: ACTOR },
      );
    }
  }
}
