import { randomBytes } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  Context,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';

const TRACEPARENT =
  /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * The trace that an ingestion belongs to: that of the request which queued it, or one of its own. One span
 * and one log line per stage.
 */
export class IngestionTrace {
  readonly traceId: string;
  private readonly parent: Context;
  private readonly tracer = trace.getTracer('ml-models');
  private readonly logger: LoggerService;

  constructor(options: {
    logger: LoggerService;
    /** W3C Trace Context; one that is not valid starts a new trace */
    traceparent?: string;
    attributes: Record<string, string | number>;
  }) {
    const match = TRACEPARENT.exec(options.traceparent ?? '');
    this.traceId = match?.[1] ?? randomBytes(16).toString('hex');
    this.parent = trace.setSpanContext(ROOT_CONTEXT, {
      traceId: this.traceId,
      spanId: match?.[2] ?? randomBytes(8).toString('hex'),
      traceFlags: match ? Number.parseInt(match[3], 16) : TraceFlags.NONE,
      isRemote: true,
    });
    this.logger = options.logger.child({
      trace_id: this.traceId,
      ...Object.fromEntries(
        Object.entries(options.attributes).map(([k, v]) => [k, String(v)]),
      ),
    });
  }

  /** Runs one stage inside a span; its error passes through. */
  async stage<T>(name: string, run: () => Promise<T>): Promise<T> {
    const begin = performance.now();
    const span = this.tracer.startSpan(
      `ml-models.ingestion.${name}`,
      {},
      this.parent,
    );
    try {
      return await run();
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
      this.logger.debug(`Ingestion stage ${name} ended`, {
        stage: name,
        duration_ms: Math.round(performance.now() - begin),
      });
    }
  }

  info(message: string, meta: Record<string, string | number> = {}): void {
    this.logger.info(message, meta);
  }

  error(message: string, error: unknown): void {
    this.logger.error(message, error as Error);
  }
}
