import { NAMESPACE_NAME, type TestObject } from './objects';

/** A custom resource called `scorer`. */
export function custom(
  apiVersion: string,
  kind: string,
  spec: unknown,
  extra: Record<string, unknown> = {},
): TestObject {
  return {
    apiVersion,
    kind,
    metadata: { name: 'scorer', namespace: NAMESPACE_NAME, generation: 3 },
    spec,
    ...extra,
  };
}
