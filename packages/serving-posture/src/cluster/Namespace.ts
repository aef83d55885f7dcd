import type { StringMap } from '../object/access';
import type { ObjectType } from '../object/ObjectType';

export interface Namespace {
  name: string;
  labels: StringMap;
  annotations: StringMap;
  ref: string;
}

export const NAMESPACE: ObjectType<Namespace> = {
  group: '',
  kind: 'Namespace',
  versions: ['v1'],
  read: ({ name, labels, annotations, ref }) => ({
    name,
    labels,
    annotations,
    ref,
  }),
};
