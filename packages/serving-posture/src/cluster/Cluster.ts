import {
  AUTHORIZATION_POLICY,
  type AuthorizationPolicy,
} from '../authorization/AuthorizationPolicy';
import { MESH_CONFIG, type MeshConfig } from '../mesh/MeshConfig';
import { LINKERD_CONFIG, type LinkerdConfig } from '../mesh/LinkerdConfig';
import {
  LINKERD_AUTHORIZATION_POLICY,
  type LinkerdAuthorizationPolicy,
  MESH_TLS_AUTHENTICATION,
  type MeshTlsAuthentication,
  SERVER_AUTHORIZATION,
  type ServerAuthorization,
} from '../mesh/linkerdPolicies';
import { LINKERD_SERVER, type LinkerdServer } from '../mesh/LinkerdServer';
import {
  PEER_AUTHENTICATION,
  type PeerAuthentication,
} from '../mesh/PeerAuthentication';
import { unattachedPolicies } from '../authorization/unattachedPolicies';
import { Inventory } from '../object/Inventory';
import {
  DESTINATION_RULE,
  type DestinationRule,
} from '../rollout/DestinationRule';
import {
  VIRTUAL_SERVICE,
  type VirtualService,
} from '../rollout/VirtualService';
import { ARGO_ROLLOUT, type ArgoRollout } from '../rollout/ArgoRollout';
import { FLAGGER_CANARY, type FlaggerCanary } from '../rollout/FlaggerCanary';
import {
  GRPC_ROUTE,
  type GatewayRoute,
  HTTP_ROUTE,
} from '../rollout/GatewayRoute';
import {
  KNATIVE_SERVICE,
  type KnativeService,
} from '../rollout/KnativeService';
import type { PostureInput } from '../types';
import { INFERENCE_SERVICE } from '../workload/InferenceService';
import { PodIndex } from '../workload/PodIndex';
import {
  ARGO_ROLLOUT_WORKLOAD,
  CRON_JOB,
  DAEMON_SET,
  DEPLOYMENT,
  JOB,
  KNATIVE_SERVICE_WORKLOAD,
  type Pod,
  POD,
  standAlonePod,
  STATEFUL_SET,
  type Workload,
} from '../workload/Workload';
import { NAMESPACE, type Namespace } from './Namespace';
import { RUNTIME_CLASS, type RuntimeClass } from './RuntimeClass';
import { SERVICE, type Service } from './Service';
import { SERVICE_ACCOUNT, type ServiceAccount } from './ServiceAccount';

/** Linkerd's own policy objects. */
export interface LinkerdObjects {
  configs: readonly LinkerdConfig[];
  servers: readonly LinkerdServer[];
  serverAuthorizations: readonly ServerAuthorization[];
  authorizationPolicies: readonly LinkerdAuthorizationPolicy[];
  meshTlsAuthentications: readonly MeshTlsAuthentication[];
}

/** Everything of one call that verdicts are made of, read once. */
export interface Cluster {
  /** Knows what could not be read. */
  inventory: Inventory;
  source: 'manifests' | 'cluster';
  namespaces: ReadonlyMap<string, Namespace>;
  serviceAccounts: readonly ServiceAccount[];
  services: readonly Service[];
  runtimeClasses: ReadonlyMap<string, RuntimeClass>;
  meshConfigs: readonly MeshConfig[];
  peerAuthentications: readonly PeerAuthentication[];
  authorizationPolicies: readonly AuthorizationPolicy[];
  linkerd: LinkerdObjects;
  destinationRules: readonly DestinationRule[];
  virtualServices: readonly VirtualService[];
  gatewayRoutes: readonly GatewayRoute[];
  flaggerCanaries: readonly FlaggerCanary[];
  argoRollouts: readonly ArgoRollout[];
  knativeServices: readonly KnativeService[];
  workloads: readonly Workload[];
  pods: PodIndex;
  /** AuthorizationPolicies whose selector matches no workload given. */
  unattached: ReadonlySet<AuthorizationPolicy>;
}

export function readCluster(input: PostureInput): Cluster {
  const inventory = new Inventory(input.objects, input.notReadable);
  const pods = inventory.read(POD);
  const workloads = readWorkloads(inventory, pods);
  const authorizationPolicies = inventory.read(AUTHORIZATION_POLICY);
  return {
    inventory,
    source: input.source ?? 'manifests',
    namespaces: new Map(
      inventory.read(NAMESPACE).map(item => [item.name, item]),
    ),
    serviceAccounts: inventory.read(SERVICE_ACCOUNT),
    services: inventory.read(SERVICE),
    runtimeClasses: new Map(
      inventory.read(RUNTIME_CLASS).map(item => [item.name, item]),
    ),
    meshConfigs: inventory
      .read(MESH_CONFIG)
      .filter(config => config !== undefined),
    peerAuthentications: inventory.read(PEER_AUTHENTICATION),
    authorizationPolicies,
    linkerd: {
      configs: inventory
        .read(LINKERD_CONFIG)
        .filter(config => config !== undefined),
      servers: inventory.read(LINKERD_SERVER),
      serverAuthorizations: inventory.read(SERVER_AUTHORIZATION),
      authorizationPolicies: inventory.read(LINKERD_AUTHORIZATION_POLICY),
      meshTlsAuthentications: inventory.read(MESH_TLS_AUTHENTICATION),
    },
    destinationRules: inventory.read(DESTINATION_RULE),
    virtualServices: inventory.read(VIRTUAL_SERVICE),
    gatewayRoutes: [
      ...inventory.read(HTTP_ROUTE),
      ...inventory.read(GRPC_ROUTE),
    ],
    flaggerCanaries: inventory.read(FLAGGER_CANARY),
    argoRollouts: inventory.read(ARGO_ROLLOUT),
    knativeServices: inventory.read(KNATIVE_SERVICE),
    workloads,
    pods: new PodIndex(pods),
    unattached: new Set(unattachedPolicies(authorizationPolicies, workloads)),
  };
}

function readWorkloads(inventory: Inventory, pods: readonly Pod[]): Workload[] {
  const services = inventory.read(INFERENCE_SERVICE);
  const served = new Set(
    services.map(service => `${service.namespace}/${service.name}`),
  );
  // What KServe makes of an InferenceService is that InferenceService.
  const madeByKServe = (workload: Workload) =>
    served.has(
      `${workload.namespace}/${workload.object.labels.get(
        'serving.kserve.io/inferenceservice',
      )}`,
    );
  const owners = [
    ...inventory.read(DEPLOYMENT),
    ...inventory.read(STATEFUL_SET),
    ...inventory.read(DAEMON_SET),
    ...inventory.read(CRON_JOB),
    // One that a controller made belongs to it.
    ...inventory
      .read(JOB)
      .filter(job => !job.object.owners.some(owner => owner.controller)),
    ...inventory.read(KNATIVE_SERVICE_WORKLOAD),
    ...inventory.read(ARGO_ROLLOUT_WORKLOAD).filter(item => item !== undefined),
    ...pods
      .filter(pod => !pod.object.owners.some(owner => owner.controller))
      .map(pod => standAlonePod(pod.object, pod.template)),
  ].filter(workload => !madeByKServe(workload));
  return [...services, ...owners].map(workload => ({
    ...workload,
    conflicting: inventory.isConflicting(workload.object),
  }));
}
