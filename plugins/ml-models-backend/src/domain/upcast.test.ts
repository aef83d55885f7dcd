import { upcast } from './upcast';

describe('upcast', () => {
  const upcasters = {
    DriftMeasured: {
      1: (data: unknown) => ({ ...Object(data), unit: 'share' }),
      2: (data: unknown) => ({ ...Object(data), lifted: true }),
    },
  };

  it('lifts old data step by step to the present shape', () => {
    expect(upcast('DriftMeasured', 1, { score: 1 }, upcasters).data).toEqual({
      score: 1,
      unit: 'share',
      lifted: true,
    });
    expect(upcast('DriftMeasured', 2, { score: 1 }, upcasters).data).toEqual({
      score: 1,
      lifted: true,
    });
  });

  it('P15: calls the old check of inputs and outputs by its own name', () => {
    const checks = [
      { id: 'scan', outcome: 'passed', message: '' },
      { id: 'signature', outcome: 'passed', message: 'inputs agree' },
    ];
    expect(upcast('ValidationPassed', 1, { checks }).data).toEqual({
      checks: [checks[0], { ...checks[1], id: 'interface' }],
    });
    expect(upcast('ValidationPassed', 2, { checks }).data).toEqual({ checks });
    expect(upcast('ValidationFailed', 1, {}).data).toEqual({});
  });

  it('leaves present data and other types alone', () => {
    const data = { score: 1 };
    expect(upcast('DriftMeasured', 3, data, upcasters).data).toBe(data);
    expect(upcast('constructor', 1, data, upcasters).data).toBe(data);
  });
});
