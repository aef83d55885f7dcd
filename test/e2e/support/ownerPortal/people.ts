/** Who signs in to the portal of these tests, and which groups each belongs to. */
export const PEOPLE = {
  alice: { ref: 'user:default/alice', groups: ['group:default/team-imaging'] },
  /** of alice's group */
  carol: { ref: 'user:default/carol', groups: ['group:default/team-imaging'] },
  bob: { ref: 'user:default/bob', groups: ['group:default/team-risk'] },
  reviewer: { ref: 'user:default/reva', groups: ['group:default/reviewers'] },
  reader: { ref: 'user:default/rita', groups: ['group:default/readers'] },
} as const;

export type Person = keyof typeof PEOPLE;

/** Header by which the test's own sign-in learns who it is. */
export const PERSON_HEADER = 'x-test-person';
