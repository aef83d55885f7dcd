import {
  BY_INITIALIZER,
  BY_INPUT,
  BY_NODE,
  NameProblem,
  NameScopes,
} from './NameScopes';

const A = 0;
const B = 1;

describe('NameScopes', () => {
  function run(steps: (scopes: NameScopes) => void): string[] {
    const problems: string[] = [];
    const scopes = new NameScopes((problem: NameProblem, name) =>
      problems.push(`${problem} ${name}`),
    );
    steps(scopes);
    return problems;
  }
  /** Two scopes: the model, and the main graph with `steps` in it. */
  const inGraph = (steps: (scopes: NameScopes) => void) =>
    run(scopes => {
      scopes.open();
      scopes.open(true);
      steps(scopes);
      scopes.close();
      scopes.close();
    });
  const inner = (scopes: NameScopes, steps: () => void) => {
    scopes.open();
    steps();
    scopes.close();
  };

  it.each([BY_INPUT, BY_INITIALIZER])(
    'lets kind %d stand behind its use, also of inner graphs',
    kind => {
      expect(
        inGraph(scopes => {
          scopes.use(A, 0);
          inner(scopes, () => scopes.use(A, 0));
          scopes.define(A, kind, 0);
        }),
      ).toEqual([]);
    },
  );

  it('finds uses before the node, once, whatever the depth', () => {
    expect(
      inGraph(scopes => {
        inner(scopes, () => inner(scopes, () => scopes.use(A, 0)));
        inner(scopes, () => scopes.use(A, 0));
        scopes.use(A, 0);
        scopes.define(A, BY_NODE, 0);
      }),
    ).toEqual(['late 0']);
  });

  it('finds what nothing makes', () => {
    expect(
      inGraph(scopes => {
        inner(scopes, () => scopes.define(A, BY_NODE, 0));
        inner(scopes, () => scopes.use(A, 0));
      }),
    ).toEqual(['undefined 0']);
  });

  it('lets branches make the same name, and later nodes outside', () => {
    expect(
      inGraph(scopes => {
        inner(scopes, () => scopes.define(A, BY_NODE, 0));
        inner(scopes, () => scopes.define(A, BY_NODE, 0));
        scopes.define(A, BY_NODE, 0);
      }),
    ).toEqual([]);
  });

  it('lets inner inputs have names of outer values', () => {
    expect(
      inGraph(scopes => {
        scopes.define(A, BY_NODE, 0);
        inner(scopes, () => scopes.define(A, BY_INPUT, 0));
        scopes.use(A, 0);
      }),
    ).toEqual([]);
  });

  it('finds what is made twice', () => {
    expect(
      inGraph(scopes => {
        scopes.define(A, BY_NODE, 0);
        scopes.define(A, BY_NODE, 0);
        scopes.define(B, BY_INPUT, 0);
        scopes.define(B, BY_INITIALIZER, 0);
        scopes.define(B, BY_INITIALIZER, 0);
      }),
    ).toEqual(['twice 0', 'twice 1']);
  });

  it.each([
    ['before', true],
    ['behind', false],
  ])('finds a node that makes an input again, given %s it', (_, before) => {
    expect(
      inGraph(scopes => {
        if (before) scopes.define(A, BY_INPUT, 0);
        scopes.define(A, BY_NODE, 0);
        if (!before) scopes.define(A, BY_INPUT, 0);
      }),
    ).toEqual(['twice 0']);
  });

  it('finds shadows of outer nodes, inputs before and initializers behind', () => {
    expect(
      inGraph(scopes => {
        scopes.define(A, BY_NODE, 0);
        inner(scopes, () => {
          scopes.define(A, BY_NODE, 0);
          inner(scopes, () => scopes.define(B, BY_NODE, 0));
        });
        scopes.define(B, BY_INITIALIZER, 0);
      }),
    ).toEqual(['shadows 0', 'shadows 1']);
  });

  it('keeps functions apart, and lets training see the main graph', () => {
    expect(
      run(scopes => {
        scopes.open();
        inner(scopes, () => scopes.use(B, 0)); // training before the graph
        scopes.open(true);
        scopes.define(A, BY_NODE, 0);
        scopes.define(B, BY_INITIALIZER, 0);
        scopes.close();
        inner(scopes, () => scopes.use(A, 0));
        scopes.openApart();
        scopes.use(A, 0);
        scopes.close();
        scopes.close();
      }),
    ).toEqual(['undefined 0']);
  });

  it('counts initializers that are no inputs', () => {
    const scopes = new NameScopes(() => undefined);
    scopes.open();
    scopes.define(A, BY_INPUT, 0);
    scopes.define(A, BY_INITIALIZER, 0);
    scopes.define(B, BY_INITIALIZER, 0);
    scopes.close();
    expect([scopes.bareInitializers, scopes.firstBareInitializer]).toEqual([
      1,
      B,
    ]);
  });
});
