import { POSTURE_LIMITS } from '../limits';
import type { Cursor } from '../object/access';
import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';
import {
  readWorkloadSelector,
  type WorkloadSelector,
} from '../object/selector';
import type { CallerOperation } from '../types';

const ACTIONS = ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'] as const;

export type PolicyAction = (typeof ACTIONS)[number];

const SOURCE_FIELDS = [
  'principals',
  'requestPrincipals',
  'namespaces',
  'serviceAccounts',
  'ipBlocks',
  'remoteIpBlocks',
  'trustDomains',
  'notPrincipals',
  'notRequestPrincipals',
  'notNamespaces',
  'notServiceAccounts',
  'notIpBlocks',
  'notRemoteIpBlocks',
  'notTrustDomains',
] as const;

type SourceField = (typeof SOURCE_FIELDS)[number];

/** Fields AND together, the values of one OR. */
export type PolicySource = Partial<Record<SourceField, string[]>>;

const OPERATION_FIELDS = [
  'hosts',
  'ports',
  'methods',
  'paths',
  'notHosts',
  'notPorts',
  'notMethods',
  'notPaths',
] as const;

export interface PolicyCondition {
  key: string;
  values: string[];
  notValues: string[];
}

/** An empty `from` or `to` does not constrain. */
export interface PolicyRule {
  from: PolicySource[];
  to: CallerOperation[];
  when: PolicyCondition[];
}

/** Istio `security.istio.io` AuthorizationPolicy. */
export interface AuthorizationPolicy {
  object: KubernetesObject;
  ref: string;
  action: PolicyAction;
  selector: WorkloadSelector | undefined;
  targetsObjects: boolean;
  rules: PolicyRule[];
  dryRun: boolean;
  /** Extension provider of a CUSTOM policy. */
  provider: string | undefined;
}

export const AUTHORIZATION_POLICY: ObjectType<AuthorizationPolicy> = {
  group: 'security.istio.io',
  kind: 'AuthorizationPolicy',
  versions: ['v1', 'v1beta1'],
  read: object => {
    const spec = object.body.object('spec');
    return {
      object,
      ref: object.ref,
      action: spec?.oneOf('action', ACTIONS) ?? 'ALLOW',
      selector: readWorkloadSelector(spec),
      targetsObjects:
        (spec?.has('targetRef') ?? false) ||
        (spec?.array('targetRefs', POSTURE_LIMITS.rules).length ?? 0) > 0,
      rules: (spec?.objects('rules', POSTURE_LIMITS.rules) ?? []).map(readRule),
      dryRun: object.annotations.get('istio.io/dry-run') === 'true',
      provider: spec?.object('provider')?.string('name'),
    };
  },
};

function readRule(rule: Cursor): PolicyRule {
  // A misspelt member would be pruned by the API server and the rule would
  // admit everyone; a reader that ignores it would print a wrong allow-list.
  rejectUnknown(rule, ['from', 'to', 'when']);
  return {
    from: rule.objects('from', POSTURE_LIMITS.values).map(item => {
      rejectUnknown(item, ['source']);
      return readFields(item.object('source'), SOURCE_FIELDS);
    }),
    to: rule.objects('to', POSTURE_LIMITS.values).map(item => {
      rejectUnknown(item, ['operation']);
      return readFields(item.object('operation'), OPERATION_FIELDS);
    }),
    when: rule.objects('when', POSTURE_LIMITS.values).map(condition => ({
      key: condition.string('key') ?? condition.fail('key', 'set'),
      values: condition.strings('values'),
      notValues: condition.strings('notValues'),
    })),
  };
}

function readFields<F extends string>(
  cursor: Cursor | undefined,
  fields: readonly F[],
): Partial<Record<F, string[]>> {
  const result: Partial<Record<F, string[]>> = {};
  if (!cursor) return result;
  rejectUnknown(cursor, fields);
  for (const field of fields) {
    const values = cursor.strings(field);
    if (values.length) result[field] = values;
  }
  return result;
}

function rejectUnknown(cursor: Cursor, known: readonly string[]) {
  for (const key of Object.keys(cursor.value)) {
    if (!known.includes(key)) cursor.fail(key, 'a field of this API');
  }
}
