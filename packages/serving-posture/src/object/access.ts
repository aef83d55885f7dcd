import { POSTURE_LIMITS } from '../limits';
import { PostureError } from '../PostureError';

/** A JSON object whose members have not been looked at. */
export type JsonObject = { readonly [key: string]: unknown };

export type StringMap = ReadonlyMap<string, string>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A position inside an object, so that a message can name what is wrong.
 * `null` members read as absent, as the API server reads them.
 */
export class Cursor {
  constructor(readonly value: JsonObject, readonly pointer: string) {}

  raw(key: string): unknown {
    // Own members only: a label called `constructor` is not Object's.
    const value = Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return value ?? undefined;
  }

  has(key: string): boolean {
    return this.raw(key) !== undefined;
  }

  at(key: string): string {
    return `${this.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }

  fail(key: string, expected: string): never {
    throw new PostureError('MALFORMED', `${this.at(key)} is not ${expected}`);
  }

  object(key: string): Cursor | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (!isJsonObject(value)) return this.fail(key, 'an object');
    return new Cursor(value, this.at(key));
  }

  string(key: string, limit: number = POSTURE_LIMITS.text): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.fail(key, 'a string');
    if (value.length > limit) {
      throw new PostureError(
        'LIMIT_EXCEEDED',
        `${this.at(key)} is longer than ${limit} characters`,
      );
    }
    return value;
  }

  oneOf<T extends string>(key: string, values: readonly T[]): T | undefined {
    const value = this.string(key);
    if (value === undefined) return undefined;
    const found = values.find(candidate => candidate === value);
    return found ?? this.fail(key, `one of ${values.join(', ')}`);
  }

  boolean(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'boolean') return this.fail(key, 'true or false');
    return value;
  }

  integer(key: string, min: number, max: number): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (
      typeof value !== 'number' ||
      !Number.isInteger(value) ||
      value < min ||
      value > max
    ) {
      return this.fail(key, `an integer from ${min} to ${max}`);
    }
    return value;
  }

  array(key: string, limit: number): unknown[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) return this.fail(key, 'a list');
    if (value.length > limit) {
      throw new PostureError(
        'LIMIT_EXCEEDED',
        `${this.at(key)} has more than ${limit} entries`,
      );
    }
    return value;
  }

  objects(key: string, limit: number): Cursor[] {
    return this.array(key, limit).map((value, index) => {
      if (!isJsonObject(value))
        return this.fail(`${key}/${index}`, 'an object');
      return new Cursor(value, `${this.at(key)}/${index}`);
    });
  }

  strings(key: string): string[] {
    return this.array(key, POSTURE_LIMITS.values).map((value, index) => {
      if (typeof value !== 'string' || value.length > POSTURE_LIMITS.text) {
        return this.fail(`${key}/${index}`, 'a string of acceptable length');
      }
      return value;
    });
  }

  stringMap(key: string, limit: number = POSTURE_LIMITS.text): StringMap {
    const cursor = this.object(key);
    const map = new Map<string, string>();
    if (!cursor) return map;
    const names = Object.keys(cursor.value);
    if (names.length > POSTURE_LIMITS.labels) {
      throw new PostureError(
        'LIMIT_EXCEEDED',
        `${cursor.pointer} has more than ${POSTURE_LIMITS.labels} entries`,
      );
    }
    for (const name of names) map.set(name, cursor.string(name, limit) ?? '');
    return map;
  }
}
