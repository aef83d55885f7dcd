import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type {
  RolloutPosture,
  WorkloadPosture,
} from '@ml-models/serving-posture';

/** Compiles only when the two types can stand for each other but for words that the pure package closes. */
type Assignable<From, To> = From extends To ? true : never;

describe('shapes that serving-posture owns', () => {
  it('travel as they are', () => {
    const workload: Assignable<WorkloadPosture, Wire['Workload']> = true;
    const rollout: Assignable<RolloutPosture, Wire['Rollout']> = true;
    expect([workload, rollout]).toEqual([true, true]);
  });

  it('name no field that the OpenAPI file does not', () => {
    const workload: Assignable<keyof WorkloadPosture, keyof Wire['Workload']> =
      true;
    const back: Assignable<keyof Wire['Workload'], keyof WorkloadPosture> =
      true;
    const rollout: Assignable<keyof RolloutPosture, keyof Wire['Rollout']> =
      true;
    const rolloutBack: Assignable<keyof Wire['Rollout'], keyof RolloutPosture> =
      true;
    expect([workload, back, rollout, rolloutBack]).not.toContain(false);
  });
});
