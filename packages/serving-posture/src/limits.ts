/**
 * Every limit of this package. Input is untrusted: without these, a folder of
 * manifests could make one call take unbounded time or memory (CWE-400,
 * CWE-770). What goes over a limit is reported, and what would have needed it
 * becomes unknown.
 *
 * | name | unit | why this much |
 * | --- | --- | --- |
 * | `objects` | objects per call, lists unpacked | ten times a cluster of 5,000 pods |
 * | `entities` | entities per call | a large catalog's models |
 * | `listDepth` | nested `List` objects | `kubectl` writes one level, a concatenation two |
 * | `text` | UTF-16 units of one string | four times the longest name the API accepts, and any URL in practice |
 * | `annotation` | UTF-16 units of one annotation | the API server's total per object |
 * | `meshConfig` | UTF-16 units of a mesh configuration | a ConfigMap's 1 MiB is far above real ones |
 * | `meshTokens` | YAML tokens of a mesh configuration | ten times a real one, read in some 20 ms |
 * | `labels` | entries of one label or annotation map | far above what the API server's size limit holds in practice |
 * | `containers` | per pod | |
 * | `env` | variables per container | the API server's size limit ends a real one far below |
 * | `volumes` | per pod | |
 * | `digests` | digests listed per workload | every container of a pod, pinned and reported |
 * | `ports` | per workload | |
 * | `rules` | rules per policy, routes per VirtualService | |
 * | `values` | strings per field of a rule | |
 * | `callers` | callers printed per workload | beyond it no person reads them |
 * | `serviceAccounts` | ServiceAccounts printed per caller | |
 * | `arms` | arms per rollout | |
 * | `rollouts` | rollouts per object | |
 * | `ignored` | ignored policies listed per port or workload | |
 * | `compare` | values compared to tell a duplicate from a conflict | an alias bomb unfolds while being compared |
 *
 * @public
 */
export const POSTURE_LIMITS = {
  objects: 100_000,
  entities: 50_000,
  listDepth: 3,
  text: 4_096,
  annotation: 262_144,
  meshConfig: 262_144,
  meshTokens: 20_000,
  labels: 1_000,
  containers: 100,
  env: 10_000,
  volumes: 1_000,
  digests: 400,
  ports: 200,
  rules: 1_000,
  values: 1_000,
  callers: 1_000,
  serviceAccounts: 100,
  arms: 64,
  rollouts: 100,
  ignored: 50,
  compare: 100_000,
} as const;
