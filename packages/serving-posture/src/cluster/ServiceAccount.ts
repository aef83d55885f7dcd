import type { ObjectType } from '../object/ObjectType';

export interface ServiceAccount {
  namespace: string;
  name: string;
}

export const SERVICE_ACCOUNT: ObjectType<ServiceAccount> = {
  group: '',
  kind: 'ServiceAccount',
  versions: ['v1'],
  read: ({ namespace, name }) => ({ namespace, name }),
};
