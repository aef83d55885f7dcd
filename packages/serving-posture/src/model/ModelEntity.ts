import { POSTURE_LIMITS } from '../limits';
import { Cursor, isJsonObject } from '../object/access';
import { PostureError } from '../PostureError';
import type { Problem } from '../types';
import { formatEntityRef, parseEntityRef } from './entityRef';

export interface ModelArtifact {
  url: string | undefined;
  digest: string | undefined;
}

/** What an MLModel entity says that ties it to a workload. */
export interface ModelEntity {
  ref: string;
  version: string | undefined;
  artifacts: ModelArtifact[];
  /** Entity references of the components that serve it. */
  servedBy: string[];
  /** Principals that the model's owner means to call it. */
  allowedCallers: string[];
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** Reads entities; one that cannot be read becomes a problem. */
export function readModelEntities(values: readonly unknown[]): {
  entities: ModelEntity[];
  problems: Problem[];
} {
  const entities: ModelEntity[] = [];
  const problems: Problem[] = [];
  values.slice(0, POSTURE_LIMITS.entities).forEach((value, index) => {
    try {
      const entity = readModelEntity(value);
      if (entity) entities.push(entity);
    } catch (error) {
      if (!(error instanceof PostureError)) throw error;
      const { code, message } = error;
      problems.push({
        ref: describe(value) ?? `entities[${index}]`,
        code,
        message,
      });
    }
  });
  if (values.length > POSTURE_LIMITS.entities) {
    problems.push({
      code: 'LIMIT_EXCEEDED',
      message: `More than ${POSTURE_LIMITS.entities} entities were given`,
    });
  }
  return { entities, problems };
}

function readModelEntity(value: unknown): ModelEntity | undefined {
  if (!isJsonObject(value)) {
    throw new PostureError('MALFORMED', 'Not an entity');
  }
  const body = new Cursor(value, '');
  if (body.string('kind')?.toLowerCase() !== 'mlmodel') return undefined;
  const metadata = body.object('metadata') ?? body.fail('metadata', 'set');
  const spec = body.object('spec') ?? body.fail('spec', 'set');
  const namespace = metadata.string('namespace') ?? 'default';
  const name = metadata.string('name') ?? metadata.fail('name', 'set');
  return {
    ref: formatEntityRef({ kind: 'mlmodel', namespace, name }),
    version: spec.string('version'),
    artifacts: spec
      .objects('artifacts', POSTURE_LIMITS.values)
      .map(artifact => {
        const digest = artifact.string('digest');
        if (digest !== undefined && !isDigest(digest)) {
          artifact.fail('digest', 'sha256: and 64 lower-case hex digits');
        }
        return { url: artifact.string('url'), digest };
      }),
    allowedCallers: spec.object('serving')?.strings('allowedCallers') ?? [],
    servedBy: spec.strings('servedBy').flatMap(text => {
      const ref = parseEntityRef(text, { kind: 'component', namespace });
      return ref ? [formatEntityRef(ref)] : [];
    }),
  };
}

function describe(value: unknown): string | undefined {
  if (!isJsonObject(value) || !isJsonObject(value.metadata)) return undefined;
  const { name } = value.metadata;
  return typeof name === 'string' && name.length <= 256
    ? `MLModel ${name}`
    : undefined;
}
