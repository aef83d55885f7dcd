import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';

/** Flagger `flagger.app/v1beta1` Canary. */
export interface FlaggerCanary {
  object: KubernetesObject;
  target: { kind: string; name: string };
  /** Weight of the canary in percent, written by the controller. */
  canaryWeight: number | undefined;
  statusPhase: string | undefined;
  failedChecks: number | undefined;
  iterations: number | undefined;
  suspended: boolean;
  /** `spec.analysis.mirror`. */
  mirror: boolean;
  /** Matches of an A/B test; its presence makes it one. */
  matching: boolean;
}

const MAX_COUNT = 1_000_000_000;

export const FLAGGER_CANARY: ObjectType<FlaggerCanary> = {
  group: 'flagger.app',
  kind: 'Canary',
  versions: ['v1beta1'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    const target = spec.object('targetRef') ?? spec.fail('targetRef', 'set');
    const analysis = spec.object('analysis');
    const status = object.body.object('status');
    return {
      object,
      target: {
        kind: target.string('kind') ?? 'Deployment',
        name: target.string('name') ?? target.fail('name', 'set'),
      },
      canaryWeight: status?.integer('canaryWeight', 0, 100),
      statusPhase: status?.string('phase'),
      failedChecks: status?.integer('failedChecks', 0, MAX_COUNT),
      iterations: analysis?.integer('iterations', 0, MAX_COUNT),
      suspended: spec.boolean('suspend') ?? false,
      mirror: analysis?.boolean('mirror') ?? false,
      matching: analysis?.has('match') ?? false,
    };
  },
};
