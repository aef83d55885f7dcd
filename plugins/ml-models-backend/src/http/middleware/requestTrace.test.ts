import { continueTrace } from './requestTrace';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('continueTrace', () => {
  it('keeps the trace and its flags and becomes a new parent', () => {
    const trace = continueTrace(`00-${traceId}-00f067aa0ba902b7-01`);
    expect(trace.traceId).toBe(traceId);
    expect(trace.traceparent).toMatch(
      new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`),
    );
    expect(trace.traceparent).not.toContain('00f067aa0ba902b7');
  });

  it('reads a later version with fields that it does not know', () => {
    const trace = continueTrace(`01-${traceId}-00f067aa0ba902b7-00-more`);
    expect(trace.traceId).toBe(traceId);
  });

  it.each([
    undefined,
    '',
    `00-${traceId}-00f067aa0ba902b7-01-more`,
    `ff-${traceId}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`,
  ])('starts a new trace for %p', header => {
    const trace = continueTrace(header);
    expect(trace.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(trace.traceId).not.toBe(traceId);
    expect(trace.traceparent).toContain(trace.traceId);
  });
});
