import { POSTURE_LIMITS } from '../limits';
import type { Cursor } from '../object/access';
import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';

export interface KnativeTarget {
  /** `undefined` stands for the latest ready revision. */
  revision: string | undefined;
  percent: number | undefined;
  tag: string | undefined;
}

/** Knative `serving.knative.dev/v1` Service: its traffic block. */
export interface KnativeService {
  object: KubernetesObject;
  traffic: KnativeTarget[];
  /** Written by the controller; it lags the spec legitimately. */
  statusTraffic: KnativeTarget[];
}

export const KNATIVE_SERVICE: ObjectType<KnativeService> = {
  group: 'serving.knative.dev',
  kind: 'Service',
  versions: ['v1'],
  read: object => ({
    object,
    traffic: readTraffic(object.body.object('spec')),
    statusTraffic: readTraffic(object.body.object('status')),
  }),
};

function readTraffic(parent: Cursor | undefined): KnativeTarget[] {
  return (parent?.objects('traffic', POSTURE_LIMITS.arms) ?? []).map(
    target => ({
      revision: target.string('revisionName') || undefined,
      percent: target.integer('percent', 0, 100),
      tag: target.string('tag'),
    }),
  );
}
