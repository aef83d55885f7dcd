import { mockServices } from '@backstage/backend-test-utils';
import { warnOfUnasked } from './warnOfUnasked';

it('names every provider that is registered and not asked', () => {
  const logger = mockServices.logger.mock();
  warnOfUnasked(
    {
      meshes: [{ name: 'istio', measure: async () => [] }],
      signals: [{ name: 'drift-watch', measure: async () => [] }],
    },
    logger,
  );
  const warned = logger.warn.mock.calls.map(([message]) => message);
  expect(warned).toEqual([
    expect.stringContaining('istio'),
    expect.stringContaining('drift-watch'),
  ]);
});
