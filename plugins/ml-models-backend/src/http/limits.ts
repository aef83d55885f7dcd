/**
 * Limits of the API. A body over its limit answers 413 (CWE-770); the streaming upload has limits of its own,
 * see the ingestion.
 *
 * | name | unit | why this much |
 * | --- | --- | --- |
 * | `commandBytes` | bytes of a JSON body | a decision with 4,000 characters of reason, four times over |
 * | `documentBytes` | bytes of a JSON body | an entity or an attestation; the largest bill of materials seen has 9 MiB |
 * | `verifyMs` | milliseconds | a posted statement is kept as unverified when no verifier has answered by then |
 * | `texts` | documents | reviews and waivers whose wording one answer carries |
 * | `inspectionBytes` | bytes of inspection heads | one answer about a version of many files |
 * | `searchedTensors` | tensors | one answer to a search reads twenty documents, about 50 ms |
 * | `comparedTensors` | tensors of one file | comparing two such lists takes about 100 ms; longer ones are said not to be compared |
 * | `differences` | entries of one section | the answer counts all and names these |
 * | `tensorGroups` | groups | more tiles cannot be told apart on a screen |
 * | `groupedPrefixes` | prefixes | memory of one sum over the names of up to a million tensors: about 40 MB (CWE-770) |
 */
export const HTTP_LIMITS = {
  commandBytes: 64 * 1024,
  documentBytes: 16 * 1024 * 1024,
  verifyMs: 10_000,
  texts: 500,
  inspectionBytes: 8 * 1024 * 1024,
  searchedTensors: 20_000,
  comparedTensors: 50_000,
  differences: 200,
  tensorGroups: 200,
  groupedPrefixes: 250_000,
} as const;
