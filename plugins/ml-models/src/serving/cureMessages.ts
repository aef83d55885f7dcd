/** What really changes each finding on workloads and rollouts. */
export const cureMessages = {
  cure: {
    mtls_optional:
      'Require mutual TLS for the namespace or the workload; callers outside the mesh are then refused.',
    mtls_refused: 'Remove the rule that disables mutual TLS for this workload.',
    mtls_disable_in_ambient:
      'Remove the mode DISABLE: ambient ignores it, so it says what is not so.',
    port_exception:
      'Remove the exception of this port, or say at the object why it is needed.',
    strict_workload_under_disabled_parent:
      'Put the strict mode on the namespace as well, so that it does not hang on one selector.',
    policy_not_attached:
      'Correct the selector or target of the policy so that it names an object that exists.',
    no_authz_policy:
      'Add an AuthorizationPolicy of action ALLOW that names the callers of this workload.',
    authz_allow_any:
      'Name the callers in the policy: a rule without a source lets everybody in.',
    authz_deny_all:
      'Nobody may call it. Add a rule for the callers that are meant to.',
    wildcard_principal: 'Name the callers instead of a pattern.',
    namespace_wide_principal:
      'Name service accounts instead of a whole namespace.',
    plaintext_rule:
      'Require mutual TLS: a rule on identities says nothing about plaintext callers.',
    deny_by_identity_under_permissive:
      'Require mutual TLS: who comes in plaintext has no identity that a DENY could name.',
    dry_run_only:
      'Take the dry-run annotation off the policy; it enforces nothing.',
    audit_mode: 'Let the policy enforce; now it only writes down.',
    dangling_principal:
      'Name a service account that exists, or remove the caller from the policy.',
    principal_never_matches:
      'Correct the trust domain or form of the identity; it can never match.',
    l7_policy_without_waypoint:
      'Add a waypoint in front of the workload; without one the policy does not count.',
    shared_service_account: 'Give this workload a service account of its own.',
    default_service_account:
      'Give this workload a service account of its own instead of “default”.',
    shared_caller_service_account:
      'Give the caller a service account of its own, so that a policy can tell it apart.',
    image_not_pinned:
      'Name the image by its digest in the manifest of the workload.',
    served_bytes_mismatch:
      'Roll back to the registered bytes, or register the bytes that are served.',
    claimed_digest_unknown:
      'Correct the annotation, or register the version whose digest it states.',
    digest_unreadable: 'Write the digest as sha256: and 64 hex digits.',
    role_unknown:
      'Let the annotation ml-models/role say serves, trains or uses.',
    model_not_registered: 'Register the model that the workload names.',
    version_not_registered:
      'Register the version that the workload names, or name one that is registered.',
    model_ambiguous:
      'Name the model by the annotation ml-models/model on the pod template.',
    model_ref_conflict:
      'Let annotation, address and digest name the same model.',
    model_version_mismatch:
      'Let the annotation name the version whose digest is stated.',
    caller_not_allowed_by_model:
      'Remove the caller from the policy, or add it to spec.serving.allowedCallers.',
    allowed_caller_not_admitted:
      'Add the caller to the policy, or remove it from spec.serving.allowedCallers.',
    confidential_without_tee:
      'Run the pod in a confidential runtime class, or do not ask for decryption here.',
    confidential_has_no_effect:
      'Use a storage initializer that reads this setting, or remove it.',
    no_ports_declared: 'Declare the ports of the container.',
    namespace_not_stated: 'State the namespace in the manifest.',
    subset_not_defined:
      'Define the subset in a DestinationRule, or route to one that is defined.',
    subset_unknown:
      'Let the DestinationRule of this host be read, or correct the name of the subset.',
    no_weight: 'Give one arm a weight above zero.',
    several_routes_for_host:
      'Keep one route for the host; which of several counts is not defined.',
  },
} as const;
