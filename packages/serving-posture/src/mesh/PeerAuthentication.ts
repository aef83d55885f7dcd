import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';
import type { Cursor } from '../object/access';
import {
  readWorkloadSelector,
  type WorkloadSelector,
} from '../object/selector';

const MODES = ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'] as const;

/** Istio `security.istio.io` MutualTLS.Mode. */
export type MtlsMode = (typeof MODES)[number];

export interface PeerAuthentication {
  object: KubernetesObject;
  ref: string;
  selector: WorkloadSelector | undefined;
  mode: MtlsMode;
  /** By container port, not by the Service's. */
  ports: ReadonlyMap<number, MtlsMode>;
}

function readMode(parent: Cursor | undefined): MtlsMode {
  return parent?.oneOf('mode', MODES) ?? 'UNSET';
}

export const PEER_AUTHENTICATION: ObjectType<PeerAuthentication> = {
  group: 'security.istio.io',
  kind: 'PeerAuthentication',
  versions: ['v1', 'v1beta1'],
  read: object => {
    const spec = object.body.object('spec');
    const portLevel = spec?.object('portLevelMtls');
    const ports = new Map<number, MtlsMode>();
    for (const key of Object.keys(portLevel?.value ?? {})) {
      const port = Number(key);
      if (!Number.isInteger(port) || port < 1 || port > 65_535) {
        portLevel?.fail(key, 'a port number');
      }
      ports.set(port, readMode(portLevel?.object(key)));
    }
    return {
      object,
      ref: object.ref,
      selector: readWorkloadSelector(spec),
      mode: readMode(spec?.object('mtls')),
      ports,
    };
  },
};
