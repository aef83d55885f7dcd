import { POSTURE_LIMITS } from '../limits';
import { pinnedDigest } from '../object/digest';
import type { Cursor, StringMap } from '../object/access';
import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';
import type { PodLabels } from '../object/selector';
import type { WorkloadRole } from '../types';
import type { InferenceService } from './InferenceService';
import { type PodTemplate, readPodSpec, readPodTemplate } from './PodTemplate';

/** What runs pods: the object a person edits, not the ReplicaSet below it. */
export interface Workload {
  object: KubernetesObject;
  kind: string;
  name: string;
  namespace: string;
  template: PodTemplate;
  /** Labels of its pods, for policies and Services to select. */
  podLabels: PodLabels;
  /** `spec.selector.matchLabels`, to find running pods. */
  selector: StringMap | undefined;
  inferenceService: InferenceService | undefined;
  /** What an object of this kind does with a model unless it says otherwise. */
  usualRole: WorkloadRole;
  /** Knative's queue-proxy stands in front of its containers. */
  serverless: boolean;
  /** Another object of that name says something else. */
  conflicting: boolean;
}

/** Labels that controllers and injectors add to pods made from a template. */
const ADDED_LABELS: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'rollouts-pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'security.istio.io/tlsMode',
  'service.istio.io/canonical-name',
  'service.istio.io/canonical-revision',
]);

function ownerOfPods(
  group: string,
  kind: string,
  versions: readonly string[],
): ObjectType<Workload> {
  return {
    group,
    kind,
    versions,
    read: object => {
      const spec =
        object.body.object('spec') ?? object.body.fail('spec', 'set');
      const template = readPodTemplate(spec);
      return {
        object,
        kind,
        name: object.name,
        namespace: object.namespace,
        template,
        podLabels: { known: template.labels, open: ADDED_LABELS },
        selector: spec.object('selector')?.stringMap('matchLabels'),
        inferenceService: undefined,
        usualRole: 'serves',
        serverless: false,
        conflicting: false,
      };
    },
  };
}

export const DEPLOYMENT = ownerOfPods('apps', 'Deployment', ['v1']);
export const STATEFUL_SET = ownerOfPods('apps', 'StatefulSet', ['v1']);
export const DAEMON_SET = ownerOfPods('apps', 'DaemonSet', ['v1']);

/** What runs to an end trains; what trains otherwise says so by annotation. */
export const JOB: ObjectType<Workload> = {
  group: 'batch',
  kind: 'Job',
  versions: ['v1'],
  read: object => ({
    ...ownerOfPods('batch', 'Job', ['v1']).read(object),
    usualRole: 'trains',
  }),
};

export const CRON_JOB: ObjectType<Workload> = {
  group: 'batch',
  kind: 'CronJob',
  versions: ['v1'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    const job =
      spec.object('jobTemplate')?.object('spec') ??
      spec.fail('jobTemplate', 'set with a spec');
    const template = readPodTemplate(job);
    return {
      object,
      kind: 'CronJob',
      name: object.name,
      namespace: object.namespace,
      template,
      podLabels: { known: template.labels, open: ADDED_LABELS },
      selector: undefined,
      inferenceService: undefined,
      usualRole: 'trains',
      serverless: false,
      conflicting: false,
    };
  },
};

/** Labels that Knative gives the pods of a revision. */
const KNATIVE_LABELS: ReadonlySet<string> = new Set([
  ...ADDED_LABELS,
  'app',
  'serving.knative.dev/configuration',
  'serving.knative.dev/configurationGeneration',
  'serving.knative.dev/revision',
  'serving.knative.dev/service',
]);

/** Knative's Service; its pods answer on queue-proxy's port. */
export const KNATIVE_SERVICE_WORKLOAD: ObjectType<Workload> = {
  group: 'serving.knative.dev',
  kind: 'Service',
  versions: ['v1'],
  read: object => {
    const workload = ownerOfPods('serving.knative.dev', 'Service', ['v1']).read(
      object,
    );
    return {
      ...workload,
      kind: 'KnativeService',
      podLabels: { known: workload.template.labels, open: KNATIVE_LABELS },
      selector: new Map([['serving.knative.dev/service', object.name]]),
      serverless: true,
    };
  },
};

/**
 * Argo's Rollout with a template of its own; one that points to a Deployment
 * (`workloadRef`) is that Deployment.
 */
export const ARGO_ROLLOUT_WORKLOAD: ObjectType<Workload | undefined> = {
  group: 'argoproj.io',
  kind: 'Rollout',
  versions: ['v1alpha1'],
  read: object =>
    object.body.object('spec')?.has('workloadRef')
      ? undefined
      : ownerOfPods('argoproj.io', 'Rollout', ['v1alpha1']).read(object),
};

/** A pod that nothing owns is a workload of its own. */
export function standAlonePod(
  object: KubernetesObject,
  template: PodTemplate,
): Workload {
  return {
    object,
    kind: 'Pod',
    name: object.name,
    namespace: object.namespace,
    template,
    podLabels: { known: template.labels, open: ADDED_LABELS },
    selector: undefined,
    inferenceService: undefined,
    usualRole: 'serves',
    serverless: false,
    conflicting: false,
  };
}

export interface Pod {
  object: KubernetesObject;
  template: PodTemplate;
  /** A kubelet has it; a manifest of a pod has no status. */
  running: boolean;
  /** Digests of the images that its status reports. */
  images: readonly { container: string; digest: string }[];
}

const STATUSES = ['initContainerStatuses', 'containerStatuses'] as const;

export const POD: ObjectType<Pod> = {
  group: '',
  kind: 'Pod',
  versions: ['v1'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    const status = object.body.object('status');
    const phase = status?.string('phase');
    return {
      object,
      template: readPodSpec(spec, object.labels, object.annotations),
      running: phase === 'Running',
      images: STATUSES.flatMap(key =>
        (status?.objects(key, POSTURE_LIMITS.containers) ?? []).flatMap(
          readReportedImage,
        ),
      ),
    };
  },
};

/** A runtime that names its local copy alone reports nothing to compare. */
function readReportedImage(container: Cursor): Pod['images'] {
  const digest = pinnedDigest(container.string('imageID') ?? '');
  return digest === undefined || digest === 'unreadable'
    ? []
    : [{ container: container.string('name') ?? '', digest }];
}
