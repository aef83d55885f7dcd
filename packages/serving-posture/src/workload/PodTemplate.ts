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
  /** Variables with a value of their own. */
  env: { name: string; value: string }[];
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
  /** OCI images that are mounted as volumes. */
  volumeImages: { name: string; reference: string }[];
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
    env: container.objects('env', POSTURE_LIMITS.env).flatMap(readVariable),
  };
}

/** One whose value is longer than an address can be is none that we look for. */
function readVariable(variable: Cursor): Container['env'] {
  const value = variable.raw('value');
  return typeof value === 'string' && value.length <= POSTURE_LIMITS.text
    ? [{ name: variable.string('name') ?? '', value }]
    : [];
}

function readVolumeImage(volume: Cursor): PodTemplate['volumeImages'] {
  const reference = volume.object('image')?.string('reference');
  return reference ? [{ name: volume.string('name') ?? '', reference }] : [];
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
    volumeImages: spec
      .objects('volumes', POSTURE_LIMITS.volumes)
      .flatMap(readVolumeImage),
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
