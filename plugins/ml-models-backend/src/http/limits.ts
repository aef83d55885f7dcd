/**
 * Limits of the API. A body over its limit answers 413 (CWE-770); the streaming upload has limits of its own,
 * see the ingestion.
 *
 * | name | unit | why this much |
 * | --- | --- | --- |
 * | `commandBytes` | bytes of a JSON body | a decision with 4,000 characters of reason, four times over |
 * | `entityBytes` | bytes of a JSON body | as the ingestion takes of an entity |
 * | `entityDepth` | levels of a JSON body | an entity of the ingestion's depth, inside its body |
 * | `documentBytes` | bytes of a JSON body | an attestation; the largest bill of materials seen has 9 MiB |
 * | `bodyIdleMs` | milliseconds | a sender that sends nothing for so long is gone (CWE-400) |
 * | `bodyTotalMs`, `documentTotalMs`, `multipartTotalMs` | milliseconds | one body from its first byte to its last, at a slow home line's rate |
 * | `bodyWatchMs` | milliseconds | the two above are looked at so often |
 * | `lingerMs` | milliseconds | what is left of a refused body is thrown away for so long, then the connection closes |
 * | `heldBytes` | bytes | all JSON bodies that are read or answered at one time (CWE-770) |
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
  entityBytes: 1024 * 1024,
  entityDepth: 66,
  documentBytes: 16 * 1024 * 1024,
  bodyIdleMs: 10_000,
  bodyTotalMs: 30_000,
  documentTotalMs: 120_000,
  multipartTotalMs: 900_000,
  bodyWatchMs: 500,
  lingerMs: 1_000,
  heldBytes: 32 * 1024 * 1024,
  verifyMs: 10_000,
  texts: 500,
  inspectionBytes: 8 * 1024 * 1024,
  searchedTensors: 20_000,
  comparedTensors: 50_000,
  differences: 200,
  tensorGroups: 200,
  groupedPrefixes: 250_000,
} as const;
