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
 * | `MAX_YAML_ALIASES` | an alias costs nothing to write and a copy to read, "billion laughs" (count, CWE-776) |
 */
export const MAX_YAML_BYTES = 16 * 1024 * 1024;
export const MAX_JSON_BYTES = 256 * 1024 * 1024;
export const MAX_TOTAL_BYTES = 512 * 1024 * 1024;
export const MAX_MANIFEST_FILES = 20_000;
export const MAX_DIRECTORY_DEPTH = 32;
export const MAX_YAML_ALIASES = 100;
