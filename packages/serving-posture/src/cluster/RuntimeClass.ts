import type { ObjectType } from '../object/ObjectType';

export interface RuntimeClass {
  name: string;
  handler: string;
  ref: string;
}

export const RUNTIME_CLASS: ObjectType<RuntimeClass> = {
  group: 'node.k8s.io',
  kind: 'RuntimeClass',
  versions: ['v1', 'v1beta1'],
  read: ({ name, body, ref }) => ({
    name,
    handler: body.string('handler') ?? body.fail('handler', 'set'),
    ref,
  }),
};
