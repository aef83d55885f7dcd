import { ServiceAccountDirectory } from './authorization/ServiceAccountDirectory';
import { readCluster } from './cluster/Cluster';
import { compareText } from './finding/finding';
import { type JoinedModel, joinModel } from './model/joinModel';
import { knownModels } from './model/KnownModel';
import { readModelEntities } from './model/ModelEntity';
import { ModelIndex } from './model/ModelIndex';
import { ArmVersions } from './rollout/ArmVersions';
import { ROLLOUT_PROVIDERS } from './rollout/providers';
import type {
  PostureInput,
  PostureReport,
  Problem,
  RolloutPosture,
} from './types';
import { assessWorkload } from './workload/assessWorkload';
import type { Workload } from './workload/Workload';

/**
 * Judges Kubernetes objects: which workload serves which model, who may call
 * it, whether mutual TLS is required, and which rollouts run.
 *
 * Never throws for what stands in `objects` or `entities`: what cannot be read
 * is listed in `problems` and makes every verdict that needs it `unknown`.
 * Equal input gives an equal report, whatever the order of the objects.
 *
 * @public
 */
export function assessPosture(input: PostureInput): PostureReport {
  const cluster = readCluster(input);
  const { entities, problems } = readModelEntities(input.entities ?? []);
  const { registered } = input;
  const models = new ModelIndex(
    knownModels(entities, registered),
    registered !== undefined || entities.length > 0,
  );
  const basis = {
    registered: registered !== undefined,
    source: cluster.source,
  };
  const accounts = new ServiceAccountDirectory(cluster);

  const joined = new Map<Workload, JoinedModel>(
    cluster.workloads.map(workload => [
      workload,
      joinModel(workload, cluster.pods.of(workload), models, basis),
    ]),
  );
  const workloads = [...joined]
    .filter(([workload, join]) => input.all || isOfModel(workload, join))
    .map(([workload, join]) =>
      assessWorkload(workload, join, cluster, accounts, input.cluster),
    )
    .sort((left, right) =>
      compareText(
        `${left.namespace}/${left.owner.kind}/${left.owner.name}`,
        `${right.namespace}/${right.owner.kind}/${right.owner.name}`,
      ),
    );

  const versions = new ArmVersions(
    cluster,
    new Map([...joined].map(([workload, join]) => [workload, join.model])),
  );
  const rollouts = ROLLOUT_PROVIDERS.flatMap(provider =>
    provider.read({ cluster, versions }),
  )
    .map(
      (rollout): RolloutPosture => ({
        kind: 'rollout',
        ...(input.cluster === undefined ? {} : { cluster: input.cluster }),
        ...rollout,
        step: rollout.step ?? null,
        analysis: rollout.analysis ?? null,
      }),
    )
    .sort((left, right) =>
      compareText(
        `${left.namespace}/${left.source}/${left.name}`,
        `${right.namespace}/${right.source}/${right.name}`,
      ),
    );

  return {
    workloads,
    rollouts,
    problems: uniqueProblems([...cluster.inventory.problems, ...problems]),
  };
}

function isOfModel(workload: Workload, join: JoinedModel): boolean {
  return join.tied || workload.inferenceService !== undefined;
}

function uniqueProblems(problems: readonly Problem[]): Problem[] {
  const unique = new Map(
    problems.map(item => [`${item.ref} ${item.code} ${item.message}`, item]),
  );
  return [...unique.values()];
}
