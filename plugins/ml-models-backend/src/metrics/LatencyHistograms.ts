import { Histogram, Registry } from 'prom-client';
import type { Operation } from '../store/Maintenance';

/** Parts of the API as one label: their number is bounded, and no caller's text is among them (CWE-770). */
const ROUTES = {
  models: 'models',
  versions: 'version',
  artifacts: 'artifact',
  events: 'events',
  documents: 'document',
  ingestions: 'ingestions',
  admin: 'admin',
  metrics: 'metrics',
  readiness: 'readiness',
} as const;

export type RouteClass =
  | (typeof ROUTES)[keyof typeof ROUTES]
  | 'model'
  | 'other';

/** How long requests and statements take. */
export class LatencyHistograms {
  readonly #requests: Histogram<'route'>;
  readonly #statements: Histogram<'operation'>;

  constructor(registry: Registry) {
    this.#requests = new Histogram({
      name: 'ml_models_request_duration_seconds',
      help: 'Seconds from a request to the end of its answer, by part of the API',
      labelNames: ['route'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
      registers: [registry],
    });
    this.#statements = new Histogram({
      name: 'ml_models_database_duration_seconds',
      help: 'Seconds from handing a statement to the database to its answer, by operation',
      labelNames: ['operation'],
      buckets: [0.0005, 0.002, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
      registers: [registry],
    });
  }

  request(path: string, seconds: number): void {
    this.#requests.observe({ route: routeClass(path) }, seconds);
  }

  statement(operation: Operation, seconds: number): void {
    this.#statements.observe({ operation }, seconds);
  }
}

/** The most particular part of the API that a path names. */
export function routeClass(path: string): RouteClass {
  const [first, ...rest] = path.split('/').filter(Boolean);
  if (first !== 'models') {
    return routeOf(first) ?? 'other';
  }
  if (rest.length < 2) {
    return 'models';
  }
  // …/{namespace}/{name}/versions/{version}/artifacts/{path}
  return routeOf(rest[4]) ?? routeOf(rest[2]) ?? 'model';
}

function routeOf(segment: string | undefined): RouteClass | undefined {
  return segment !== undefined && Object.hasOwn(ROUTES, segment)
    ? ROUTES[segment as keyof typeof ROUTES]
    : undefined;
}
