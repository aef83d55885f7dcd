import { POSTURE_LIMITS } from '../limits';
import type { StringMap } from '../object/access';
import type { ObjectType } from '../object/ObjectType';
import type { KubernetesObject } from '../object/KubernetesObject';
import type { Protocol } from '../workload/PodTemplate';

export interface ServicePort {
  port: number;
  name: string | undefined;
  /** Number, or the name of a container's port. */
  targetPort: number | string;
  protocol: Protocol;
}

export interface Service {
  object: KubernetesObject;
  namespace: string;
  name: string;
  /** `undefined` or empty: the Service selects no pods by itself. */
  selector: StringMap;
  ports: ServicePort[];
}

export const SERVICE: ObjectType<Service> = {
  group: '',
  kind: 'Service',
  versions: ['v1'],
  read: object => {
    const spec = object.body.object('spec');
    return {
      object,
      namespace: object.namespace,
      name: object.name,
      selector: spec?.stringMap('selector') ?? new Map(),
      ports: (spec?.objects('ports', POSTURE_LIMITS.ports) ?? []).map(port => {
        const number =
          port.integer('port', 1, 65_535) ?? port.fail('port', 'set');
        const target = port.raw('targetPort');
        return {
          port: number,
          name: port.string('name'),
          targetPort:
            typeof target === 'string'
              ? target
              : port.integer('targetPort', 0, 65_535) || number,
          protocol:
            port.oneOf('protocol', ['TCP', 'UDP', 'SCTP'] as const) ?? 'TCP',
        };
      }),
    };
  },
};
