import { POSTURE_LIMITS } from '../limits';
import type { ObjectType } from '../object/ObjectType';
import { parseYamlText } from './MeshConfig';

/** What the control plane's ConfigMap `linkerd-config` says. */
export interface LinkerdConfig {
  ref: string;
  /** Namespace of the control plane, part of every identity. */
  controlPlaneNamespace: string;
  defaultInboundPolicy: string | undefined;
  identityTrustDomain: string;
}

/** `undefined` for every other ConfigMap. */
export const LINKERD_CONFIG: ObjectType<LinkerdConfig | undefined> = {
  group: '',
  kind: 'ConfigMap',
  versions: ['v1'],
  read: ({ name, namespace, body, ref }) => {
    if (name !== 'linkerd-config') return undefined;
    const text = body
      .object('data')
      ?.string('values', POSTURE_LIMITS.meshConfig);
    if (text === undefined) return undefined;
    const values = parseYamlText(text, '/data/values');
    return {
      ref,
      controlPlaneNamespace: namespace,
      defaultInboundPolicy: values
        .object('proxy')
        ?.string('defaultInboundPolicy'),
      identityTrustDomain:
        values.string('identityTrustDomain') ||
        values.string('clusterDomain') ||
        'cluster.local',
    };
  },
};
