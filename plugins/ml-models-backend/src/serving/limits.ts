/**
 * Limits of reading manifests; they come from repositories that many people write to (CWE-400, CWE-776).
 *
 * | name | unit | why this much |
 * | --- | --- | --- |
 * | `files` | files of one folder | a large cluster's GitOps repository |
 * | `fileBytes` | bytes of one file | the largest object a cluster stores has 1.5 MiB |
 * | `folderBytes` | bytes of all files | they are parsed together, in memory |
 * | `depth` | folders below the folder | |
 * | `entries` | names in all folders | a folder of other things must not keep the reader busy |
 * | `tokens` | YAML tokens of one file | the densest file of that size that people write; the reader bounds all else |
 * | `problems` | problems kept | beyond it no person reads them |
 * | `models` | models of one page of the catalog or the registry | |
 * | `historyEvents` | events read at once | |
 * | `declarations` | recorded entities of one look | posted models that the catalog does not have; they are kept in memory |
 * | `declarationBytes` | bytes of all recorded entities of one look | as above |
 */
export const SERVING_LIMITS = {
  files: 5_000,
  fileBytes: 4 * 1024 * 1024,
  folderBytes: 64 * 1024 * 1024,
  depth: 16,
  entries: 50_000,
  tokens: 1_500_000,
  problems: 100,
  models: 500,
  historyEvents: 500,
  declarations: 10_000,
  declarationBytes: 64 * 1024 * 1024,
} as const;
