import { aDeclaration, aRegistration } from '../store/__testUtils__/commands';
import { after } from './__testUtils__/after';
import type { RegistrationTrigger } from './ModelCommand';
import type { ModelState } from './ModelState';
import { asDeclared } from './ownership';
import { plan } from './plan';

const context = { by: 'user:default/bob', at: '2026-03-01T12:00:00.000Z' };
const LORA = 'mlmodel:default/lora';
const IMAGING = 'group:default/imaging';
const FINANCE = 'group:default/finance';
const HERE = 'url:https://git.example.com/imaging/models/catalog-info.yaml';
const THERE = 'file:/srv/finance/catalog-info.yaml';

const sent = (trigger: RegistrationTrigger) =>
  aRegistration({ trigger, source: trigger, bytes: 'v1' });

/** What the catalog's file at a location registers. */
const cataloged = (location: string, owner: string, version = 'v1') =>
  aRegistration({
    source: location,
    version,
    bytes: version,
    declaration: { ...aDeclaration({ owner }), location },
  });

/** What another owner's second version does to the model. */
function register(
  found: ModelState,
  trigger: RegistrationTrigger,
  location?: string,
) {
  return plan(
    aRegistration({
      trigger,
      version: 'v3',
      bytes: 'theirs',
      declaration: { ...aDeclaration({ owner: FINANCE }), location },
    }),
    { found },
    { ...context, newId: () => '1' },
  );
}

const REFUSED = expect.objectContaining({ code: 'NOT_THE_OWNER' });

const attempt = (found: ModelState, location: string | undefined) => () =>
  register(found, 'catalog', location);

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
        owner: IMAGING,
        location: aRegistration().source,
      });
      for (const found of [after(aRegistration()), removed, renamed]) {
        expect(() => register(found, trigger)).toThrow(
          expect.objectContaining({ code: 'NOT_THE_OWNER' }),
        );
      }
    },
  );

  it('is changed by the catalog, from the source that declared the present one', () => {
    const [{ state, events }] = register(
      after(cataloged(HERE, IMAGING)),
      'catalog',
      HERE,
    );
    expect(state?.owner).toBe(IMAGING);
    expect(events[0]).toMatchObject({
      type: 'DeclarationChanged',
      data: { owner: FINANCE, trigger: 'catalog', location: HERE },
    });
  });

  it('B4: is not taken by a file that first names the owner and then itself', () => {
    const posted = after(sent('upload'), cataloged(THERE, IMAGING, 'v2'));
    expect(posted.postedOnly).toBeUndefined();
    expect(attempt(posted, THERE)).toThrow(REFUSED);
    // not by the owner's own file either: what was posted has no source that speaks for it
    expect(
      attempt(after(sent('upload'), cataloged(HERE, IMAGING)), HERE),
    ).toThrow(REFUSED);

    const deleted = after(
      cataloged(HERE, IMAGING),
      { type: 'RemoveFromCatalog', modelRef: LORA },
      cataloged(THERE, IMAGING, 'v2'),
    );
    expect(deleted).toMatchObject({
      removedFromCatalog: false,
      ownerSource: HERE,
    });
    expect(attempt(deleted, THERE)).toThrow(REFUSED);
    expect(register(deleted, 'catalog', HERE)[0].state?.id).toBe('mdl-1');
  });

  it('B5: is not changed by another file before its own is known to be gone', () => {
    expect(attempt(after(cataloged(HERE, IMAGING)), THERE)).toThrow(REFUSED);
    expect(attempt(after(cataloged(HERE, IMAGING)), undefined)).toThrow(
      REFUSED,
    );
  });

  it('B4: leaves the name of a posted model to it, whatever the catalog had of it', () => {
    expect(
      attempt(
        after(sent('upload'), cataloged(THERE, IMAGING), {
          type: 'RemoveFromCatalog',
          modelRef: LORA,
        }),
        THERE,
      ),
    ).toThrow(REFUSED);
  });

  it('B4c: is not taken by a rename from elsewhere, or of what was posted', () => {
    const rename = (location?: string) => ({
      type: 'RenameModel' as const,
      from: LORA,
      to: 'mlmodel:default/portrait',
      owner: IMAGING,
      location,
    });
    expect(after(cataloged(HERE, IMAGING), rename(HERE))).toMatchObject({
      modelRef: 'mlmodel:default/portrait',
      ownerSource: HERE,
    });
    for (const [found, location] of [
      [cataloged(HERE, IMAGING), THERE],
      [cataloged(HERE, IMAGING), undefined],
      [sent('upload'), THERE],
    ] as const) {
      expect(() => after(found, rename(location))).toThrow(
        expect.objectContaining({ code: 'NOT_THE_OWNER' }),
      );
    }
  });

  it('is declared where the first event of an older history says, or where it is seen next', () => {
    const { ownerSource, ...older } = after(cataloged(HERE, IMAGING));
    expect(ownerSource).toBe(HERE);
    expect(attempt(older, HERE)).toThrow(REFUSED);
    const [{ events }] = plan(
      cataloged(HERE, IMAGING),
      { found: older },
      { ...context, newId: () => '1' },
    );
    expect(events).toEqual([
      expect.objectContaining({
        type: 'DeclarationChanged',
        data: expect.objectContaining({ changed: [], location: HERE }),
      }),
    ]);
  });

  it('is declared, after an adoption, where the model that gave way was', () => {
    const old = after(cataloged(HERE, IMAGING), {
      type: 'RemoveFromCatalog',
      modelRef: LORA,
    });
    const holder = { ...after(cataloged(THERE, FINANCE)), id: 'mdl-2' };
    const [, { events }] = plan(
      { type: 'AdoptModel', modelRef: LORA, owner: FINANCE, modelId: old.id },
      { found: old, holder },
      { ...context, newId: () => '1' },
    );
    expect(events).toMatchObject([
      { type: 'ModelAdopted', data: { replaces: 'mdl-2', location: THERE } },
    ]);
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
