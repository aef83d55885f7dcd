import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Translate } from '../translation';

/** Findings on workloads and rollouts whose cure is known. */
const CURED = [
  'mtls_optional',
  'mtls_refused',
  'mtls_disable_in_ambient',
  'port_exception',
  'strict_workload_under_disabled_parent',
  'policy_not_attached',
  'no_authz_policy',
  'authz_allow_any',
  'authz_deny_all',
  'wildcard_principal',
  'namespace_wide_principal',
  'plaintext_rule',
  'deny_by_identity_under_permissive',
  'dry_run_only',
  'audit_mode',
  'dangling_principal',
  'principal_never_matches',
  'l7_policy_without_waypoint',
  'shared_service_account',
  'default_service_account',
  'shared_caller_service_account',
  'image_not_pinned',
  'served_bytes_mismatch',
  'claimed_digest_unknown',
  'digest_unreadable',
  'role_unknown',
  'model_not_registered',
  'version_not_registered',
  'model_ambiguous',
  'model_ref_conflict',
  'model_version_mismatch',
  'caller_not_allowed_by_model',
  'allowed_caller_not_admitted',
  'confidential_without_tee',
  'confidential_has_no_effect',
  'no_ports_declared',
  'namespace_not_stated',
  'subset_not_defined',
  'subset_unknown',
  'several_routes_for_host',
] as const;

/** What really changes a finding; `undefined` for one that this page does not know. */
export function findingCure(t: Translate, id: string): string | undefined {
  // Ends like a plural form of the translations, so it goes by another key.
  if (id === 'weights_all_zero') {
    return t('cure.no_weight');
  }
  const known = CURED.find(item => item === id);
  return known && t(`cure.${known}`);
}

/** Lines to put in, where they are the same for everybody; they name no more than the workload does. */
export function findingYaml(
  id: string,
  workload: Pick<Wire['Workload'], 'namespace' | 'dataPlane'>,
): string | undefined {
  const { dataPlane, namespace } = workload;
  return id === 'mtls_optional' && dataPlane.value.startsWith('istio')
    ? [
        'apiVersion: security.istio.io/v1',
        'kind: PeerAuthentication',
        'metadata:',
        '  name: default',
        `  namespace: ${namespace}`,
        'spec:',
        '  mtls:',
        '    mode: STRICT',
      ].join('\n')
    : undefined;
}
