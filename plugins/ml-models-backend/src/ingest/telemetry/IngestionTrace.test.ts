import { mockServices } from '@backstage/backend-test-utils';
import { IngestionTrace } from './IngestionTrace';

const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('IngestionTrace', () => {
  function create(traceparent?: string) {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const trace = new IngestionTrace({
      logger,
      traceparent,
      attributes: { ingestion: 'ing-1' },
    });
    return { logger, trace };
  }

  it('goes on with the trace of the request', () => {
    const { logger, trace } = create(PARENT);
    expect(trace.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(logger.child).toHaveBeenCalledWith({
      trace_id: trace.traceId,
      ingestion: 'ing-1',
    });
  });

  it.each([
    [undefined],
    ['nonsense'],
    [PARENT.replace(/^00/, 'ff')],
    [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
  ])('starts one of its own for %s', traceparent => {
    expect(create(traceparent).trace.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(create(traceparent).trace.traceId).not.toMatch(/^0{32}$/);
  });

  it('logs each stage with its duration, also one that fails', async () => {
    const { logger, trace } = create(PARENT);
    await expect(trace.stage('validate', async () => 7)).resolves.toBe(7);
    await expect(
      trace.stage('inspect', () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no');
    expect(logger.debug.mock.calls).toEqual(
      ['validate', 'inspect'].map(stage => [
        `Ingestion stage ${stage} ended`,
        { stage, duration_ms: expect.any(Number) },
      ]),
    );
  });
});
