/** Kubernetes objects for tests, as a YAML reader gives them. */
export interface TestObject {
  apiVersion: string;
  kind: string;
  metadata: Record<string, unknown> & { name: string };
  [key: string]: unknown;
}

export const NAMESPACE_NAME = 'serving';

export function namespace(
  labels: Record<string, string> = { 'istio-injection': 'enabled' },
  annotations: Record<string, string> = {},
  name = NAMESPACE_NAME,
): TestObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels, annotations },
  };
}

interface DeploymentOptions {
  name?: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  spec?: Record<string, unknown>;
  ports?: unknown[];
}

export function deployment(options: DeploymentOptions = {}): TestObject {
  const { name = 'scorer', labels = {}, annotations = {} } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: options.namespace ?? NAMESPACE_NAME },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name, ...labels }, annotations },
        spec: {
          serviceAccountName: name,
          containers: [
            {
              name: 'main',
              image: `registry.example.com/${name}@sha256:${'a'.repeat(64)}`,
              ports: options.ports ?? [{ containerPort: 8080, name: 'http' }],
            },
          ],
          ...options.spec,
        },
      },
    },
  };
}

export function peerAuthentication(
  name: string,
  spec: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): TestObject {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name, namespace: NAMESPACE_NAME, ...metadata },
    spec,
  };
}

export function authorizationPolicy(
  name: string,
  spec: Record<string, unknown>,
  metadata: Record<string, unknown> = {},
): TestObject {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace: NAMESPACE_NAME, ...metadata },
    spec,
  };
}

export function serviceAccount(
  name: string,
  inNamespace = NAMESPACE_NAME,
): TestObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: inNamespace },
  };
}

export function service(
  name: string,
  selector: Record<string, string>,
  ports: unknown[] = [{ port: 80, targetPort: 8080 }],
): TestObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: NAMESPACE_NAME },
    spec: { selector, ports },
  };
}
