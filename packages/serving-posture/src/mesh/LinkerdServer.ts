import type { KubernetesObject } from '../object/KubernetesObject';
import { type LabelSelector, readLabelSelector } from '../object/labelSelector';
import type { ObjectType } from '../object/ObjectType';

/** Linkerd `policy.linkerd.io` Server. */
export interface LinkerdServer {
  object: KubernetesObject;
  podSelector: LabelSelector;
  /** Number, or the name of a container's port. */
  port: number | string;
  /** Since v1beta3; absent is `deny`. */
  accessPolicy: string | undefined;
}

export const LINKERD_SERVER: ObjectType<LinkerdServer> = {
  group: 'policy.linkerd.io',
  kind: 'Server',
  versions: ['v1beta3', 'v1beta2', 'v1beta1', 'v1alpha1'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    const port = spec.raw('port');
    return {
      object,
      podSelector: readLabelSelector(
        spec.object('podSelector') ?? spec.fail('podSelector', 'set'),
      ),
      port:
        typeof port === 'string'
          ? port
          : spec.integer('port', 1, 65_535) ?? spec.fail('port', 'set'),
      accessPolicy: spec.string('accessPolicy'),
    };
  },
};
