// The smallest backend that really ingests: catalog and registry. Says on standard output which stage of which
// ingestion begins and ends, so that the one who kills it knows where the kill hit.
import {
  Context,
  INVALID_SPAN_CONTEXT,
  Span,
  trace,
  Tracer,
} from '@opentelemetry/api';
import { createBackend } from '@backstage/backend-defaults';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleMlModels from '@ml-models/backstage-plugin-catalog-backend-module-ml-models';
import mlModelsPlugin from '@ml-models/backstage-plugin-ml-models-backend';

const STAGE = 'ml-models.ingestion.';

// A write to a pipe is done when it returns: what was said before a SIGKILL is there.
function say(event: 'begin' | 'end', stage: string, traceId: string): void {
  process.stdout.write(`${JSON.stringify({ soak: event, stage, traceId })}\n`);
}

function startSpan(name: string, _options: unknown, parent?: Context): Span {
  const span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  const traceId = parent && trace.getSpanContext(parent)?.traceId;
  if (!name.startsWith(STAGE) || traceId === undefined) return span;
  const stage = name.slice(STAGE.length);
  say('begin', stage, traceId);
  span.end = () => say('end', stage, traceId);
  return span;
}

function startActiveSpan<F extends (span: Span) => unknown>(
  _name: string,
  ...rest: unknown[]
): ReturnType<F> {
  const run = rest.at(-1) as F;
  return run(trace.wrapSpanContext(INVALID_SPAN_CONTEXT)) as ReturnType<F>;
}

const tracer: Tracer = { startSpan, startActiveSpan };
trace.setGlobalTracerProvider({ getTracer: () => tracer });

const backend = createBackend();
backend.add(catalogPlugin);
backend.add(catalogModuleMlModels);
backend.add(mlModelsPlugin);
backend.start();
