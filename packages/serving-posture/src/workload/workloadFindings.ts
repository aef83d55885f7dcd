import { finding } from '../finding/finding';
import type { ServiceAccountDirectory } from '../authorization/ServiceAccountDirectory';
import type { Finding } from '../types';
import type { Workload } from './Workload';

/** Findings that the pod template alone gives away. */
export function workloadFindings(
  workload: Workload,
  accounts: ServiceAccountDirectory,
): Finding[] {
  return [
    ...imageFindings(workload),
    ...accountFindings(workload, accounts),
    ...(workload.conflicting
      ? [
          finding(
            'input_unreadable',
            `${workload.object.ref} is given twice with different content`,
          ),
        ]
      : []),
    ...(workload.object.namespaceAssumed
      ? [
          finding(
            'namespace_not_stated',
            `No namespace is written; ${workload.namespace} is assumed`,
          ),
        ]
      : []),
  ];
}

function imageFindings(workload: Workload): Finding[] {
  const { containers, initContainers } = workload.template;
  const unpinned = [...containers, ...initContainers].flatMap(({ image }) =>
    image !== undefined && !/@sha256:[0-9a-f]{64}$/.test(image) ? image : [],
  );
  if (!unpinned.length) return [];
  const images = [...new Set(unpinned)];
  return [
    finding(
      'image_not_pinned',
      `Not pinned by digest: ${images.slice(0, 10).join(', ')}`,
      { images: images.slice(0, 10) },
    ),
  ];
}

function accountFindings(
  workload: Workload,
  accounts: ServiceAccountDirectory,
): Finding[] {
  const { serviceAccount } = workload.template;
  const owners = accounts.ownersOf(workload.namespace, serviceAccount);
  const isDefault = serviceAccount === 'default';
  if (owners.length > 1) {
    return [
      finding(
        'shared_service_account',
        `ServiceAccount ${serviceAccount} is shared by ${
          owners.length
        } workloads: ${owners.slice(0, 10).join(', ')}`,
        { serviceAccount, workloads: owners.slice(0, 10) },
        isDefault ? 'high' : undefined,
      ),
    ];
  }
  return isDefault
    ? [
        finding(
          'default_service_account',
          'Runs as the ServiceAccount default, which policies cannot tell from others',
        ),
      ]
    : [];
}
