import type {
  AttestationRequest,
  AttestationVerdict,
  AttestationVerifier,
} from '@ml-models/backstage-plugin-ml-models-node';
import type { LoggerService } from '@backstage/backend-plugin-api';

/** `verifier` of a statement that nobody has verified. */
const POSTED = 'posted';

/**
 * What the first verifier of this kind of statement says; without one, or when it fails, the statement is kept as
 * unverified.
 */
export async function verifyAttestation(
  request: AttestationRequest,
  options: {
    verifiers: readonly AttestationVerifier[];
    signal: AbortSignal;
    failed: (verifier: string) => void;
    logger: LoggerService;
  },
): Promise<{ verifier: string; outcome: AttestationVerdict['outcome'] }> {
  const { signal } = options;
  for (const verifier of options.verifiers) {
    try {
      const verdict = await verifier.verify(request, { signal });
      if (verdict) {
        return { verifier: verifier.name, outcome: verdict.outcome };
      }
    } catch (error) {
      options.failed(verifier.name);
      options.logger.warn(`${verifier.name} could not verify a statement`, {
        error: String(error),
      });
      return { verifier: verifier.name, outcome: 'unverified' };
    }
  }
  return { verifier: POSTED, outcome: 'unverified' };
}
