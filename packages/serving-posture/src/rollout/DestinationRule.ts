import { POSTURE_LIMITS } from '../limits';
import type { StringMap } from '../object/access';
import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';

/** Istio `networking.istio.io` DestinationRule: what its subsets select. */
export interface DestinationRule {
  object: KubernetesObject;
  namespace: string;
  host: string;
  subsets: ReadonlyMap<string, StringMap>;
}

export const DESTINATION_RULE: ObjectType<DestinationRule> = {
  group: 'networking.istio.io',
  kind: 'DestinationRule',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    return {
      object,
      namespace: object.namespace,
      host: spec.string('host') ?? spec.fail('host', 'set'),
      subsets: new Map(
        spec
          .objects('subsets', POSTURE_LIMITS.values)
          .map(subset => [
            subset.string('name') ?? subset.fail('name', 'set'),
            subset.stringMap('labels'),
          ]),
      ),
    };
  },
};
