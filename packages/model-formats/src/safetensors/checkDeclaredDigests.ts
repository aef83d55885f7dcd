import { DeclaredDigest } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { digestRanges } from '../source/digestRanges';

/**
 * Keys that declare the SHA-256 of all bytes after the header: sd-scripts
 * (train_util.py, addnet_hash_safetensors) and ModelSpec 1.0.1 (hash_sha256,
 * with the prefix 0x).
 */
const DIGEST_KEYS = ['sshs_model_hash', 'modelspec.hash_sha256'];
const SHA256_HEX = /^[0-9a-f]{64}$/;

/** Computes what the file declares of its tensor bytes and compares. */
export function checkDeclaredDigests(
  source: ByteSource,
  context: InspectionContext,
  metadata: ReadonlyMap<string, string>,
  dataStart: number,
): void {
  const declared = DIGEST_KEYS.filter(key => metadata.get(key)?.trim());
  if (declared.length === 0) {
    return;
  }
  let computed: string | undefined;
  const compute = (): string | undefined => {
    if (!computed && context.createSha256) {
      computed = digestRanges(
        source,
        [[dataStart, source.size]],
        context.createSha256,
      ).slice('sha256:'.length);
    }
    return computed;
  };
  context.facts.declaredDigests = declared.map(name =>
    compare(name, metadata.get(name)!, compute, context),
  );
}

function compare(
  name: string,
  written: string,
  compute: () => string | undefined,
  context: InspectionContext,
): DeclaredDigest {
  const declared = written.trim().toLowerCase().replace(/^0x/, '');
  if (!SHA256_HEX.test(declared)) {
    context.report(
      'safetensors/declared-digest-form',
      `${name} is not a SHA-256 in hexadecimal`,
    );
    return {
      name,
      declared: declared.slice(0, 200),
      computed: null,
      outcome: 'not_computed',
      reason: 'what is declared is not a SHA-256 in hexadecimal',
    };
  }
  const computed = compute();
  if (computed === undefined) {
    return {
      name,
      declared,
      computed: null,
      outcome: 'not_computed',
      reason: 'no hash function was given',
    };
  }
  if (computed === declared) {
    return { name, declared, computed, outcome: 'match' };
  }
  context.report(
    'safetensors/declared-digest',
    `${name} declares ${declared}, the tensors have ${computed}`,
    undefined,
    { name, declared, computed },
  );
  return { name, declared, computed, outcome: 'mismatch' };
}
