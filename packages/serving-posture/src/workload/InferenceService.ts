import { POSTURE_LIMITS } from '../limits';
import type { Cursor } from '../object/access';
import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';
import { type Container, readContainer, readPodSpec } from './PodTemplate';
import type { Workload } from './Workload';

/**
 * How KServe runs it. `Serverless` is called `Knative` and `RawDeployment`
 * `Standard` since 0.16.
 */
export type DeploymentMode = 'knative' | 'standard' | 'modelmesh' | 'unknown';

export interface CanaryPredictor {
  name: string;
  trafficPercent: number | undefined;
}

export interface TrafficTarget {
  revisionName: string;
  percent: number;
  latest: boolean;
}

/** KServe's `serving.kserve.io/v1beta1`, as far as verdicts need it. */
export interface InferenceService {
  mode: DeploymentMode;
  /** Where the mode is written; `undefined` when the cluster's default counts. */
  modePointer: string | undefined;
  storageUris: { uri: string; pointer: string }[];
  /** `verification.digest` of the model: the loader refuses other bytes. */
  verificationDigest: { digest: string; pointer: string } | undefined;
  confidential: boolean | undefined;
  canaryTrafficPercent: number | undefined;
  canaries: CanaryPredictor[];
  /** `status.components.predictor.traffic`, written by the controller. */
  traffic: TrafficTarget[] | undefined;
}

const MODES: ReadonlyMap<string, DeploymentMode> = new Map([
  ['serverless', 'knative'],
  ['knative', 'knative'],
  ['rawdeployment', 'standard'],
  ['standard', 'standard'],
  ['modelmesh', 'modelmesh'],
] as const);

/** Members of a predictor that hold a model, oldest API first. */
const MODEL_KEYS = [
  'model',
  'sklearn',
  'xgboost',
  'tensorflow',
  'pytorch',
  'triton',
  'onnx',
  'huggingface',
  'pmml',
  'lightgbm',
  'paddle',
] as const;

const MODE_ANNOTATION = 'serving.kserve.io/deploymentMode';

/** Port that KServe's own servers listen on unless told otherwise. */
export const KSERVE_CONTAINER_PORT = 8080;
/** Knative's queue-proxy stands in front of the container in serverless mode. */
export const QUEUE_PROXY_PORT = 8012;
export const QUEUE_PROXY_H2C_PORT = 8013;

/** Labels that Knative or KServe choose when they make the pods. */
const GENERATED_LABELS = new Set([
  'app',
  'pod-template-hash',
  'serving.knative.dev/configuration',
  'serving.knative.dev/configurationGeneration',
  'serving.knative.dev/configurationUID',
  'serving.knative.dev/revision',
  'serving.knative.dev/revisionUID',
  'serving.knative.dev/service',
  'serving.knative.dev/serviceUID',
  'service.istio.io/canonical-name',
  'service.istio.io/canonical-revision',
]);

export const INFERENCE_SERVICE: ObjectType<Workload> = {
  group: 'serving.kserve.io',
  kind: 'InferenceService',
  versions: ['v1beta1'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    const predictor = spec.object('predictor') ?? spec.fail('predictor', 'set');
    const models = MODEL_KEYS.flatMap(key => predictor.object(key) ?? []);
    const known = new Map([
      ...object.labels,
      ...predictor.stringMap('labels'),
      ['serving.kserve.io/inferenceservice', object.name],
      ['component', 'predictor'],
    ]);
    const annotations = new Map([
      ...object.annotations,
      ...predictor.stringMap('annotations', POSTURE_LIMITS.annotation),
    ]);
    const template = readPodSpec(predictor, known, annotations);
    template.containers.push(...models.map(readModelContainer));
    const inferenceService = readInferenceService(object, predictor, models);
    return {
      object,
      kind: 'InferenceService',
      name: object.name,
      namespace: object.namespace,
      template,
      podLabels: { known, open: GENERATED_LABELS },
      selector: new Map([['serving.kserve.io/inferenceservice', object.name]]),
      inferenceService,
      usualRole: 'serves',
      serverless: inferenceService.mode === 'knative',
      conflicting: false,
    };
  },
};

function readModelContainer(model: Cursor): Container {
  return { ...readContainer(model), name: 'kserve-container' };
}

function readInferenceService(
  object: KubernetesObject,
  predictor: Cursor,
  models: Cursor[],
): InferenceService {
  const written = object.annotations.get(MODE_ANNOTATION);
  const status = object.body.object('status');
  const stated = written ?? status?.string('deploymentMode');
  return {
    mode: MODES.get(stated?.toLowerCase() ?? '') ?? 'unknown',
    modePointer:
      written === undefined
        ? undefined
        : `/metadata/annotations/${MODE_ANNOTATION.replace('/', '~1')}`,
    storageUris: models.flatMap(readStorageUris),
    verificationDigest: models
      .map(readVerification)
      .find(verification => verification !== undefined),
    confidential: models
      .map(model => model.object('confidential')?.boolean('enabled'))
      .find(enabled => enabled !== undefined),
    canaryTrafficPercent: predictor.integer('canaryTrafficPercent', 0, 100),
    canaries: (
      object.body.object('spec')?.objects('canary', POSTURE_LIMITS.arms) ?? []
    ).map(canary => ({
      name: canary.object('predictor')?.string('name') ?? '',
      trafficPercent: canary.integer('trafficPercent', 0, 100),
    })),
    traffic: readTraffic(status),
  };
}

function readStorageUris(model: Cursor) {
  const single = model.string('storageUri');
  const several = model.objects('storageUris', POSTURE_LIMITS.arms);
  return [
    ...(single ? [{ uri: single, pointer: model.at('storageUri') }] : []),
    ...several.flatMap(item => {
      const uri = item.string('uri');
      return uri ? [{ uri, pointer: item.at('uri') }] : [];
    }),
  ];
}

function readVerification(model: Cursor) {
  const verification = model.object('verification');
  const digest = verification?.string('digest');
  return verification && digest !== undefined
    ? { digest, pointer: verification.at('digest') }
    : undefined;
}

function readTraffic(status: Cursor | undefined): TrafficTarget[] | undefined {
  const component = status?.object('components')?.object('predictor');
  if (!component?.has('traffic')) return undefined;
  return component.objects('traffic', POSTURE_LIMITS.arms).map(target => ({
    revisionName: target.string('revisionName') ?? '',
    percent: target.integer('percent', 0, 100) ?? 0,
    latest: target.boolean('latestRevision') ?? false,
  }));
}
