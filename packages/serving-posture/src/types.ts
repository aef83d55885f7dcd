import type { Severity } from '@ml-models/model-formats';
import type { RolloutPosture } from './rollout/RolloutPosture';

export * from './rollout/RolloutPosture';

/**
 * What may be known about a fact, weakest last.
 *
 * @public
 */
export type Level =
  | 'verified'
  | 'measured'
  | 'declared'
  | 'inferred'
  | 'unknown';

export type { Severity };

/**
 * Values that fill the place holders of a translated message.
 *
 * @public
 */
export type MessageParams = Record<
  string,
  string | number | boolean | readonly string[]
>;

/**
 * What an object contributes to a verdict. `ignored` is an object that people
 * expect to count and that does not, with the reason in `why`.
 *
 * @public
 */
export type EvidenceRole = 'decides' | 'overridden' | 'ignored' | 'context';

/**
 * One step of the reasoning behind a verdict, in the order it was taken.
 *
 * @public
 */
export interface Evidence {
  /** `Kind namespace/name`, `Kind name` for cluster-scoped objects. */
  ref: string;
  role: EvidenceRole;
  /** English sentence. */
  why: string;
  /** Stable key of the sentence, for translation. */
  id: string;
  params?: MessageParams;
  /** JSON pointer (RFC 6901) into the object. */
  pointer?: string;
  /** The source's own word, such as `STRICT`. */
  value?: string;
}

/** @public */
export interface Finding {
  id: FindingId;
  severity: Severity;
  message: string;
  params?: MessageParams;
}

/**
 * Every finding that this package can report; severities stand in
 * `finding/severities.ts`.
 *
 * @public
 */
export type FindingId =
  | 'no_mesh'
  | 'mixed_injection'
  | 'label_has_no_effect'
  | 'label_not_captured'
  | 'conflicting_injection'
  | 'mtls_optional'
  | 'mtls_refused'
  | 'mtls_disable_in_ambient'
  | 'port_exception'
  | 'strict_workload_under_disabled_parent'
  | 'policy_order_unknown'
  | 'policy_not_attached'
  | 'no_authz_policy'
  | 'authz_allow_any'
  | 'authz_deny_all'
  | 'wildcard_principal'
  | 'namespace_wide_principal'
  | 'plaintext_rule'
  | 'deny_by_identity_under_permissive'
  | 'dry_run_only'
  | 'audit_mode'
  | 'dangling_principal'
  | 'principal_never_matches'
  | 'l7_policy_without_waypoint'
  | 'shared_service_account'
  | 'default_service_account'
  | 'shared_caller_service_account'
  | 'image_not_pinned'
  | 'served_bytes_mismatch'
  | 'claimed_digest_unknown'
  | 'digest_unreadable'
  | 'role_unknown'
  | 'model_not_registered'
  | 'version_not_registered'
  | 'model_ambiguous'
  | 'model_ref_conflict'
  | 'model_version_mismatch'
  | 'caller_not_allowed_by_model'
  | 'allowed_caller_not_admitted'
  | 'confidential_without_tee'
  | 'confidential_has_no_effect'
  | 'no_ports_declared'
  | 'namespace_not_stated'
  | 'limit_reached'
  | 'input_unreadable';

/**
 * A value with how it is known and why.
 *
 * @public
 */
export interface Fact<V extends string> {
  value: V;
  level: Level;
  evidence: Evidence[];
}

/** @public */
export type DataPlaneValue =
  | 'istio-sidecar'
  | 'istio-ambient'
  | 'linkerd'
  | 'none'
  | 'unknown';

/**
 * Inbound mutual TLS of one port, as the configuration asks for it.
 * `required`: plaintext is rejected; `optional`: both are accepted;
 * `refused`: a proxy that takes plaintext only; `none`: no mesh data plane in
 * front of the port; `unknown`: an input that decides is missing or unreadable.
 *
 * @public
 */
export type MtlsDeclared =
  | 'required'
  | 'optional'
  | 'refused'
  | 'none'
  | 'unknown';

/** @public */
export type MtlsObserved =
  | 'mtls_only'
  | 'mixed'
  | 'plaintext_only'
  | 'no_traffic'
  | 'not_measurable';

/**
 * From the worst to the best; only the last is ever shown as good.
 *
 * @public
 */
export const MTLS_VERDICTS = [
  'plaintext',
  'partly-plaintext',
  'contradiction',
  'not-enforced-unmeasured',
  'used-not-enforced',
  'unknown',
  'enforced-unconfirmed',
  'enforced-confirmed',
] as const;

/** @public */
export type MtlsVerdict = (typeof MTLS_VERDICTS)[number];

/** @public */
export interface PortMtls {
  declared: MtlsDeclared;
  observed: MtlsObserved;
  verdict: MtlsVerdict;
}

/** @public */
export interface PortPosture {
  /** The container's port, not the Service's. */
  port: number;
  name?: string;
  protocol: 'TCP' | 'UDP' | 'SCTP';
  mtls: PortMtls;
  evidence: Evidence[];
}

/**
 * What a caller may do; an absent field does not constrain, so `{}` is every
 * operation. The names are those of Istio's `Operation`.
 *
 * @public
 */
export interface CallerOperation {
  hosts?: string[];
  ports?: string[];
  methods?: string[];
  paths?: string[];
  notHosts?: string[];
  notPorts?: string[];
  notMethods?: string[];
  notPaths?: string[];
}

/**
 * How wide a caller's pattern is. `anyone` includes plaintext callers without
 * an identity, `any-meshed` every workload with a certificate of the mesh.
 *
 * @public
 */
export type CallerScope =
  | 'identity'
  | 'pattern'
  | 'namespace'
  | 'any-meshed'
  | 'anyone';

/** @public */
export interface Caller {
  /**
   * Istio principal without `spiffe://`, Linkerd identity, or a pattern of
   * them; `*` for `any-meshed`, `anyone` for `anyone`.
   */
  principal: string;
  scope: CallerScope;
  operations: CallerOperation[];
  /** The policy that admits the caller. */
  via: string;
  /**
   * ServiceAccounts (`namespace/name`) among the objects that the pattern
   * stands for; `null` when the objects cannot tell.
   */
  serviceAccounts: string[] | null;
  /** Further conditions of the rule, as the policy states them. */
  conditions?: string[];
  /** DENY or CUSTOM policies that may take part of this away again. */
  limitedBy?: string[];
}

/**
 * What the authorization policies amount to. `no-policy`: nothing restricts
 * callers; `allow-any`: a policy admits everyone; `allow-list`: the callers
 * listed; `deny-all`: nobody; `delegated`: an external authorizer decides.
 *
 * @public
 */
export type AuthorizationValue =
  | 'no-policy'
  | 'allow-any'
  | 'allow-list'
  | 'deny-all'
  | 'delegated'
  | 'unknown';

/** @public */
export interface SecureLoading {
  /**
   * The model's bytes are encrypted where they are stored. No Kubernetes
   * object that is read here states it.
   */
  encryptedAtRest: Fact<'yes' | 'no' | 'unknown'>;
  /** The loader is told to decrypt; whether there is anything to decrypt is not said. */
  decryption: Fact<'configured' | 'unknown'>;
  /** The pod runs in a hardware-protected environment. */
  trustedExecution: Fact<'yes' | 'no' | 'unknown'>;
}

/** @public */
export type ModelJoinKind = 'digest' | 'annotation' | 'uri' | 'entity' | 'none';

/**
 * `match`, `mismatch`: the runtime pins or reports a digest and a known one
 * stands against it. `claimed`: only an annotation states a digest, whatever it
 * equals. `unpinned`: nothing states one. `unknown`: a digest is pinned that
 * nothing known can be held against.
 *
 * @public
 */
export type ServedBytes =
  | 'match'
  | 'mismatch'
  | 'claimed'
  | 'unpinned'
  | 'unknown';

/**
 * What a workload does with its model; only `serves` counts as serving.
 *
 * @public
 */
export type WorkloadRole = 'serves' | 'trains' | 'uses';

/** @public */
export interface ModelJoin {
  /** Entity reference of the model, `null` when none could be tied. */
  ref: string | null;
  /**
   * Other registered models that the workload may mean; absent when there are
   * none, and where no registry is given. Not for everyone who may read the
   * workload: they may belong to others.
   */
  candidates?: string[];
  version: string | null;
  /** Digest that the workload states, `sha256:` + 64 hex digits. */
  digest?: string;
  /** Manifest digest of the registered version that a stated digest belongs to. */
  manifestDigest?: string;
  join: ModelJoinKind;
  servedBytes: ServedBytes;
  /**
   * How `servedBytes` is known: `verified` when a cluster was read and the
   * registered digest stands against it, `declared` in manifests, against a
   * declared digest and for a claim.
   */
  level: Level;
  evidence: Evidence[];
  /** What else the workload serves or says that it serves. */
  also?: AlsoServed[];
}

/**
 * One more digest or label of a workload, beside the one that its
 * {@link ModelJoin} names: another container's, that of other pods, a claim
 * that says something else.
 *
 * @public
 */
export interface AlsoServed {
  version: string | null;
  digest?: string;
  /** Of the one registered version that the digest belongs to. */
  manifestDigest?: string;
  servedBytes: ServedBytes;
  level: Level;
  evidence: Evidence[];
}

/** @public */
export interface WorkloadOwner {
  kind: string;
  name: string;
}

/** @public */
export interface WorkloadPods {
  running: number;
  /** How many of them each data plane captures. */
  dataPlanes: Partial<Record<DataPlaneValue, number>>;
}

/**
 * One workload, as `ml-models posture` prints it.
 *
 * @public
 */
export interface WorkloadPosture {
  kind: 'workload';
  cluster?: string;
  namespace: string;
  owner: WorkloadOwner;
  role: WorkloadRole;
  serviceAccount: string;
  /** Absent when no running pod was given. */
  pods?: WorkloadPods;
  dataPlane: Fact<DataPlaneValue>;
  ports: PortPosture[];
  authorization: Fact<AuthorizationValue>;
  callers: Caller[];
  /** What DENY policies exclude; absent when there is none. */
  denied?: Caller[];
  secureLoading: SecureLoading;
  model: ModelJoin;
  findings: Finding[];
}

/** @public */
export type ProblemCode =
  | 'MALFORMED'
  | 'DUPLICATE'
  | 'LIMIT_EXCEEDED'
  | 'NOT_READABLE';

/**
 * An object or resource that could not be read. Verdicts that need it are
 * `unknown`.
 *
 * @public
 */
export interface Problem {
  ref?: string;
  code: ProblemCode;
  message: string;
}

/**
 * A resource that the caller could not list (forbidden, timed out), so that
 * its absence from `objects` says nothing. Do not list resources here that the
 * cluster does not have installed.
 *
 * @public
 */
export interface NotReadable {
  /** API group, such as `security.istio.io`. */
  group: string;
  kind: string;
  /** Absent: in all namespaces. */
  namespace?: string;
  reason: string;
}

/**
 * A version that a registry holds, by the digests that it measured itself.
 *
 * @public
 */
export interface RegisteredVersion {
  /** Every label of these bytes. */
  labels: readonly string[];
  /** `sha256:` + 64 hex digits of the set. */
  manifestDigest: string;
  /**
   * RFC 3339 in UTC, all of one precision: what ties a workload to several
   * models goes to the one that registered it first.
   */
  registeredAt?: string;
  files: readonly {
    digest: string;
    /** Where it was read; an `oci://` one is compared with what is pinned there. */
    url?: string;
  }[];
}

/** @public */
export interface RegisteredModel {
  /** Entity reference. */
  ref: string;
  versions: readonly RegisteredVersion[];
}

/** @public */
export interface PostureInput {
  /** Parsed Kubernetes objects, `List` objects included. Untrusted. */
  objects: readonly unknown[];
  /** MLModel entities, to join workloads with. Untrusted. */
  entities?: readonly unknown[];
  /**
   * What a registry holds. Where given, served bytes are compared with these
   * digests alone, never with what an entity declares.
   */
  registered?: readonly RegisteredModel[];
  cluster?: string;
  /** Also judge workloads that are not tied to a model. */
  all?: boolean;
  /** `manifests` (default): a folder, which never holds the whole cluster. */
  source?: 'manifests' | 'cluster';
  notReadable?: readonly NotReadable[];
}

/** @public */
export interface PostureReport {
  workloads: WorkloadPosture[];
  rollouts: RolloutPosture[];
  problems: Problem[];
}
