import type { Cluster } from '../cluster/Cluster';
import { finding } from '../finding/finding';
import type { Fact, Finding, SecureLoading } from '../types';
import type { Workload } from '../workload/Workload';
import { classifyRuntimeHandler } from './runtimeHandler';

type Answer = Fact<'yes' | 'no' | 'unknown'>;

const UNKNOWN = {
  value: 'unknown',
  level: 'unknown',
  evidence: [],
} satisfies Answer;

/** Sources for which KServe's `confidential` does nothing (webhook warning). */
const NOT_DECRYPTED = /^(oci|pvc):/;

/**
 * What the objects say about loading the model safely. They never prove that
 * an attestation took place.
 */
export function secureLoading(
  workload: Workload,
  cluster: Cluster,
): { facts: SecureLoading; findings: Finding[] } {
  const trustedExecution = judgeExecution(workload, cluster);
  const { object, inferenceService } = workload;
  const findings: Finding[] = [];
  let decryption: SecureLoading['decryption'] = UNKNOWN;
  if (inferenceService?.confidential) {
    const ineffective = inferenceService.storageUris.some(({ uri }) =>
      NOT_DECRYPTED.test(uri),
    );
    if (ineffective) {
      findings.push(
        finding(
          'confidential_has_no_effect',
          'confidential has no effect for oci:// and pvc:// sources',
        ),
      );
    } else {
      decryption = {
        value: 'configured',
        level: 'declared',
        evidence: [
          {
            ref: object.ref,
            role: 'decides',
            id: 'kserve_confidential',
            why: 'confidential.enabled: the storage initializer is told to decrypt the model; whether the stored object is encrypted is not stated',
            value: 'true',
          },
        ],
      };
    }
    if (trustedExecution.value !== 'yes') {
      findings.push(
        finding(
          'confidential_without_tee',
          'confidential is enabled, but no trusted execution environment is declared',
        ),
      );
    }
  }
  return {
    facts: { encryptedAtRest: UNKNOWN, decryption, trustedExecution },
    findings,
  };
}

function judgeExecution(workload: Workload, cluster: Cluster): Answer {
  const { runtimeClass } = workload.template;
  if (runtimeClass === undefined) {
    return { value: 'unknown', level: 'unknown', evidence: [] };
  }
  const found = cluster.runtimeClasses.get(runtimeClass);
  const unread =
    cluster.inventory.unread('node.k8s.io', 'RuntimeClass').length > 0;
  if (!found || unread) {
    return {
      value: 'unknown',
      level: 'unknown',
      evidence: [
        {
          ref: `RuntimeClass ${runtimeClass}`,
          role: 'decides',
          id: 'runtime_class_not_given',
          why: 'The RuntimeClass is not among the readable objects; its name alone proves nothing',
        },
      ],
    };
  }
  const value = classifyRuntimeHandler(found.handler);
  return {
    value,
    level: value === 'unknown' ? 'unknown' : 'declared',
    evidence: [
      {
        ref: found.ref,
        role: 'decides',
        id: 'runtime_handler',
        why: 'Handler of the RuntimeClass; no attestation is visible here',
        value: found.handler,
        pointer: '/handler',
      },
    ],
  };
}
