import type { Cursor, StringMap } from '../object/access';
import { POSTURE_LIMITS } from '../limits';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

export interface ContainerPort {
  port: number;
  name: string | undefined;
  protocol: Protocol;
}

export interface Container {
  name: string;
  image: string | undefined;
  ports: ContainerPort[];
}

/** What a pod will be, or is: the part of its specification that we judge. */
export interface PodTemplate {
  labels: StringMap;
  annotations: StringMap;
  serviceAccount: string;
  hostNetwork: boolean;
  runtimeClass: string | undefined;
  containers: Container[];
  /** Native sidecars stand here, too. */
  initContainers: Container[];
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

export function readContainers(spec: Cursor, key: string): Container[] {
  return spec.objects(key, POSTURE_LIMITS.containers).map(readContainer);
}

export function readContainer(container: Cursor): Container {
  return {
    name: container.string('name') ?? '',
    image: container.string('image'),
    ports: container.objects('ports', POSTURE_LIMITS.ports).map(port => ({
      port:
        port.integer('containerPort', 1, 65_535) ??
        port.fail('containerPort', 'set'),
      name: port.string('name'),
      protocol: port.oneOf('protocol', PROTOCOLS) ?? 'TCP',
    })),
  };
}

/** Reads a PodSpec (Kubernetes API `core/v1`) with its metadata. */
export function readPodSpec(
  spec: Cursor,
  labels: StringMap,
  annotations: StringMap,
): PodTemplate {
  return {
    labels,
    annotations,
    serviceAccount:
      spec.string('serviceAccountName') ||
      spec.string('serviceAccount') ||
      'default',
    hostNetwork: spec.boolean('hostNetwork') ?? false,
    runtimeClass: spec.string('runtimeClassName') || undefined,
    containers: readContainers(spec, 'containers'),
    initContainers: readContainers(spec, 'initContainers'),
  };
}

/** Reads `spec.template` of an owner of pods. */
export function readPodTemplate(owner: Cursor): PodTemplate {
  const template = owner.object('template') ?? owner.fail('template', 'set');
  const metadata = template.object('metadata');
  return readPodSpec(
    template.object('spec') ?? template.fail('spec', 'set'),
    metadata?.stringMap('labels') ?? new Map(),
    metadata?.stringMap('annotations', POSTURE_LIMITS.annotation) ?? new Map(),
  );
}
