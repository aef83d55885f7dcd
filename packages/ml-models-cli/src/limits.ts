import type { TextLimits } from '@ml-models/bounded-text';

/**
 * Limits of what the command line reads beside models. Bytes unless the name
 * says otherwise.
 *
 * | Name | Reason |
 * | --- | --- |
 * | `MAX_YAML_BYTES` | one YAML file is parsed as a whole, into some fifty times its size (CWE-770) |
 * | `MAX_JSON_BYTES` | `kubectl get -o json` of a large cluster is about 100 MB |
 * | `MAX_TOTAL_BYTES` | all manifests of one call |
 * | `MAX_MANIFEST_FILES` | files of one call (count) |
 * | `MAX_DIRECTORY_DEPTH` | folders below the one named (levels) |
 * | `YAML_LIMITS`, `JSON_LIMITS` | what the largest file may hold: a cluster's objects in one list |
 * | `MAX_ANSWER_BYTES` | one answer of a registry to `admin`; the longest lists 1,000 jobs |
 * | `REQUEST_MS` | milliseconds that a registry may take to answer `admin` |
 * | `JOB_POLL_MS` | milliseconds between two looks at a job |
 */
export const MAX_YAML_BYTES = 16 * 1024 * 1024;
export const MAX_JSON_BYTES = 256 * 1024 * 1024;
export const MAX_TOTAL_BYTES = 512 * 1024 * 1024;
export const MAX_MANIFEST_FILES = 20_000;
export const MAX_DIRECTORY_DEPTH = 32;
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
export const REQUEST_MS = 30_000;
export const JOB_POLL_MS = 500;

/** Of one YAML file; a person waits for it, no server does. */
export const YAML_LIMITS: Partial<TextLimits> = {
  bytes: MAX_YAML_BYTES,
  nodes: 5_000_000,
  keys: 100_000,
  characters: 4 * MAX_YAML_BYTES,
  documents: 100_000,
  tokens: 8_000_000,
};

/** Of one JSON file. */
export const JSON_LIMITS: Partial<TextLimits> = {
  bytes: MAX_JSON_BYTES,
  nodes: 50_000_000,
  keys: 100_000,
};
