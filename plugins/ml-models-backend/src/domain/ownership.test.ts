import { aDeclaration, aRegistration } from '../store/__testUtils__/commands';
import { after } from './__testUtils__/after';
import type { RegistrationTrigger } from './ModelCommand';
import type { ModelState } from './ModelState';
import { asDeclared } from './ownership';
import { plan } from './plan';

const context = { by: 'user:default/bob', at: '2026-03-01T12:00:00.000Z' };
const theirs = aDeclaration({ owner: 'group:default/finance' });

const sent = (trigger: RegistrationTrigger) =>
  aRegistration({ trigger, source: trigger });

/** What another owner's second version does to the model. */
function register(found: ModelState, trigger: RegistrationTrigger) {
  return plan(
    aRegistration({
      trigger,
      version: 'v2',
      bytes: 'theirs',
      declaration: theirs,
    }),
    { found },
    { ...context, newId: () => '1' },
  );
}

describe('the owner of a model', () => {
  it.each(['api', 'upload'] as const)(
    'is not changed by what somebody sends (%s)',
    trigger => {
      const removed = after(aRegistration(), {
        type: 'RemoveFromCatalog',
        modelRef: 'mlmodel:default/lora',
      });
      const renamed = after(aRegistration(), {
        type: 'RenameModel',
        from: 'mlmodel:default/lora',
        to: 'mlmodel:default/portrait',
        owner: 'group:default/imaging',
      });
      for (const found of [after(aRegistration()), removed, renamed]) {
        expect(() => register(found, trigger)).toThrow(
          expect.objectContaining({ code: 'NOT_THE_OWNER' }),
        );
      }
    },
  );

  it('is changed by the catalog, which declared the model before', () => {
    const [{ state, events }] = register(after(aRegistration()), 'catalog');
    expect(state?.owner).toBe('group:default/imaging');
    expect(events[0]).toMatchObject({
      type: 'DeclarationChanged',
      data: { owner: 'group:default/finance', trigger: 'catalog' },
    });
  });

  it('is not changed by an entity that appears in the catalog after it was posted', () => {
    expect(() => register(after(sent('upload')), 'catalog')).toThrow(
      expect.objectContaining({ code: 'NOT_THE_OWNER' }),
    );
    // the owner's own entity appears first: from then on the catalog says whose it is
    const declared = after(sent('upload'), sent('catalog'));
    expect(declared.postedOnly).toBeUndefined();
    expect(register(declared, 'catalog')[0].state?.id).toBe('mdl-1');
  });

  it('is said without naming the present one', () => {
    expect(() => register(after(aRegistration()), 'api')).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('imaging'),
      }),
    );
  });
});

describe('asDeclared', () => {
  it('is the model that a declaration would make', () => {
    expect(
      asDeclared(undefined, aDeclaration({ tier: 'tier-3' })),
    ).toMatchObject({
      modelRef: 'mlmodel:default/lora',
      owner: 'group:default/imaging',
      tier: { effective: 'tier-3' },
      versions: [],
    });
    const strict = after(
      aRegistration({ declaration: aDeclaration({ tier: 'tier-3' }) }),
    );
    // a laxer tier waits for its review
    expect(asDeclared(strict, aDeclaration({ tier: 'tier-1' }))).toMatchObject({
      tier: { effective: 'tier-3' },
      versions: [{ labels: ['v1'] }],
    });
  });
});
