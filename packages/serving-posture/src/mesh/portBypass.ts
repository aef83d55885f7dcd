import { finding } from '../finding/finding';
import type { DataPlaneValue } from '../types';
import type { PodTemplate, Protocol } from '../workload/PodTemplate';
import type { DeclaredMtls } from './DeclaredMtls';

const EXCLUDE = 'traffic.sidecar.istio.io/excludeInboundPorts';
const INCLUDE = 'traffic.sidecar.istio.io/includeInboundPorts';
const INTERCEPTION = 'sidecar.istio.io/interceptionMode';
const AMBIENT_BYPASS = 'ambient.istio.io/bypass-inbound-capture';
export const LINKERD_SKIP = 'config.linkerd.io/skip-inbound-ports';

/**
 * Whether the proxy never sees this port although the pod has one. A list that
 * cannot be read makes the port unknown.
 */
export function portBypass(
  template: PodTemplate,
  ref: string,
  dataPlane: DataPlaneValue,
  port: number,
  protocol: Protocol,
): DeclaredMtls | undefined {
  const bypassed = (
    declared: 'none' | 'unknown',
    why: string,
    annotation?: string,
  ): DeclaredMtls => ({
    declared,
    evidence: [
      {
        ref,
        role: 'decides',
        id: declared === 'none' ? 'port_bypassed' : 'port_list_unreadable',
        why,
        params: { port },
        ...(annotation === undefined
          ? {}
          : {
              value: template.annotations.get(annotation)?.slice(0, 256) ?? '',
            }),
      },
    ],
    findings: [finding('port_exception', `Port ${port}: ${why}`, { port })],
  });
  if (protocol !== 'TCP') {
    return bypassed('none', `${protocol} is never covered by a mesh proxy`);
  }
  const listed = (annotation: string): boolean | 'unreadable' | undefined => {
    const list = template.annotations.get(annotation);
    return list === undefined ? undefined : portListHas(list, port);
  };
  if (dataPlane === 'istio-sidecar') {
    if (template.annotations.get(INTERCEPTION) === 'NONE') {
      return bypassed('none', `${INTERCEPTION}: NONE`, INTERCEPTION);
    }
    const excluded = listed(EXCLUDE);
    if (excluded === true)
      return bypassed('none', `listed in ${EXCLUDE}`, EXCLUDE);
    const included = listed(INCLUDE);
    if (included === false) {
      return bypassed('none', `not listed in ${INCLUDE}`, INCLUDE);
    }
    if (excluded === 'unreadable') {
      return bypassed('unknown', `${EXCLUDE} is not a list of ports`, EXCLUDE);
    }
    if (included === 'unreadable') {
      return bypassed('unknown', `${INCLUDE} is not a list of ports`, INCLUDE);
    }
  }
  if (
    dataPlane === 'istio-ambient' &&
    template.annotations.get(AMBIENT_BYPASS) === 'true'
  ) {
    return bypassed('none', `${AMBIENT_BYPASS}: "true"`, AMBIENT_BYPASS);
  }
  if (dataPlane === 'linkerd') {
    const skipped = listed(LINKERD_SKIP);
    if (skipped === true) {
      return bypassed('none', `listed in ${LINKERD_SKIP}`, LINKERD_SKIP);
    }
    if (skipped === 'unreadable') {
      return bypassed(
        'unknown',
        `${LINKERD_SKIP} is not a list of ports`,
        LINKERD_SKIP,
      );
    }
  }
  return undefined;
}

/** `80,443`, ranges `8000-8010`, or `*`. */
function portListHas(list: string, port: number): boolean | 'unreadable' {
  const text = list.trim();
  if (text === '*') return true;
  if (text === '') return false;
  for (const item of text.split(',')) {
    const range = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(item.trim());
    if (!range) return 'unreadable';
    const low = Number(range[1]);
    const high = Number(range[2] ?? range[1]);
    if (port >= low && port <= high) return true;
  }
  return false;
}
