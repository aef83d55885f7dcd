import { readYaml } from '@ml-models/bounded-text';
import { Cursor, isJsonObject } from '../object/access';
import type { ObjectType } from '../object/ObjectType';
import { POSTURE_LIMITS } from '../limits';
import { PostureError } from '../PostureError';

/** Istio's mesh-wide settings that decide mutual TLS and identities. */
export interface MeshConfig {
  /** ConfigMap's name; `istio` or `istio-<revision>`. */
  name: string;
  ref: string;
  rootNamespace: string;
  trustDomain: string;
  trustDomainAliases: string[];
}

/** What Istio uses when its configuration says nothing. */
export const ISTIO_DEFAULTS = {
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
} as const;

/** `undefined` for ConfigMaps that are not Istio's. */
export const MESH_CONFIG: ObjectType<MeshConfig | undefined> = {
  group: '',
  kind: 'ConfigMap',
  versions: ['v1'],
  read: ({ name, body, ref }) => {
    if (name !== 'istio' && !name.startsWith('istio-')) return undefined;
    const text = body.object('data')?.string('mesh', POSTURE_LIMITS.meshConfig);
    if (text === undefined) return undefined;
    const config = parseYamlText(text, '/data/mesh');
    return {
      name,
      ref,
      rootNamespace:
        config.string('rootNamespace') || ISTIO_DEFAULTS.rootNamespace,
      trustDomain: config.string('trustDomain') || ISTIO_DEFAULTS.trustDomain,
      trustDomainAliases: config.strings('trustDomainAliases'),
    };
  },
};

/** Reads YAML that stands as text inside a ConfigMap. */
export function parseYamlText(text: string, pointer: string): Cursor {
  let value: unknown;
  try {
    value = readYaml(text, { tokens: POSTURE_LIMITS.meshTokens }) ?? {};
  } catch (cause) {
    throw new PostureError('MALFORMED', `${pointer} is not YAML`, { cause });
  }
  if (!isJsonObject(value)) {
    throw new PostureError('MALFORMED', `${pointer} is not a YAML mapping`);
  }
  return new Cursor(value, pointer);
}
