import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { inRepository } from '../support/repository';

interface User {
  kind: string;
  metadata: { name: string };
  spec: { memberOf: string[] };
}

describe('the guest of the demo', () => {
  const { auth } = parse(readFileSync(inRepository('app-config.yaml'), 'utf8'));
  const { userEntityRef, ownershipEntityRefs } = auth.providers.guest;
  const organisation = parseAllDocuments(
    readFileSync(inRepository('examples/org/org.yaml'), 'utf8'),
  ).map((document): User => document.toJS());

  it('is a user whom the demo organisation knows, with its groups', () => {
    const user = organisation.find(
      ({ kind, metadata }) =>
        kind === 'User' && `user:default/${metadata.name}` === userEntityRef,
    );
    expect(user).toBeDefined();
    expect(ownershipEntityRefs).toEqual([
      userEntityRef,
      ...user!.spec.memberOf.map(group => `group:default/${group}`),
    ]);
  });
});
