import { compareText } from '../finding/finding';
import { POSTURE_LIMITS } from '../limits';
import { PostureError } from '../PostureError';
import type { NotReadable, Problem } from '../types';
import { isJsonObject, type JsonObject } from './access';
import {
  formatRef,
  type KubernetesObject,
  qualifiedKind,
  readKubernetesObject,
  splitApiVersion,
} from './KubernetesObject';
import type { ObjectType } from './ObjectType';
import { sameValue } from './sameValue';

/** What could not be read; an absent field stands for every value of it. */
export interface Unread {
  group?: string;
  kind?: string;
  namespace?: string;
  ref: string;
  reason: string;
}

/**
 * The objects of one call by kind, with an exact account of what could not be
 * read, so that no verdict mistakes "unreadable" for "absent".
 */
export class Inventory {
  readonly problems: Problem[] = [];
  private readonly byKind = new Map<string, Map<string, KubernetesObject>>();
  private readonly conflicting = new Set<KubernetesObject>();
  private readonly unreadItems: Unread[] = [];
  private count = 0;

  constructor(
    objects: readonly unknown[],
    notReadable: readonly NotReadable[] = [],
  ) {
    for (const { group, kind, namespace, reason } of notReadable) {
      const ref = formatRef(qualifiedKind(group, kind), namespace ?? '', '*');
      this.unreadItems.push({ group, kind, namespace, ref, reason });
      this.problems.push({ ref, code: 'NOT_READABLE', message: reason });
    }
    this.addAll(objects, 'objects', 0);
  }

  /** Every object of a type that could be read, by namespace and name. */
  read<T>(type: ObjectType<T>): T[] {
    const found = this.byKind.get(`${type.group}/${type.kind}`);
    const items: T[] = [];
    const objects = [...(found?.values() ?? [])].sort((left, right) =>
      compareText(left.ref, right.ref),
    );
    for (const object of objects) {
      try {
        if (!type.versions.includes(object.version)) {
          throw new PostureError(
            'MALFORMED',
            `/apiVersion ${object.version} is not one of ${type.versions.join(
              ', ',
            )}`,
          );
        }
        items.push(type.read(object));
      } catch (error) {
        this.reject(error, { ...object, ref: object.ref });
      }
    }
    return items;
  }

  /** What of this kind could not be read and may stand in this namespace. */
  unread(group: string, kind: string, namespace?: string): Unread[] {
    return this.unreadItems.filter(
      item =>
        (item.group ?? group) === group &&
        (item.kind ?? kind) === kind &&
        (namespace === undefined ||
          item.namespace === undefined ||
          item.namespace === namespace),
    );
  }

  /** Two objects of this name were given and they differ. */
  isConflicting(object: KubernetesObject): boolean {
    return this.conflicting.has(object);
  }

  private addAll(values: readonly unknown[], at: string, depth: number) {
    values.forEach((value, index) => {
      this.count += 1;
      if (this.count === POSTURE_LIMITS.objects + 1) {
        // What was not read may be anything, so every verdict must know.
        const reason = `More than ${POSTURE_LIMITS.objects} objects were given`;
        this.unreadItems.push({ ref: at, reason });
        this.problems.push({ code: 'LIMIT_EXCEEDED', message: reason });
      }
      if (this.count > POSTURE_LIMITS.objects) return;
      // An empty YAML document is null.
      if (value === null || value === undefined) return;
      this.add(value, `${at}[${index}]`, depth);
    });
  }

  private add(value: unknown, at: string, depth: number) {
    if (!isJsonObject(value)) {
      this.problems.push({
        ref: at,
        code: 'MALFORMED',
        message: 'Not a Kubernetes object',
      });
      return;
    }
    const { group, kind, items } = describe(value);
    if (kind?.endsWith('List') && items) {
      if (depth < POSTURE_LIMITS.listDepth) {
        this.addAll(items, `${at}.items`, depth + 1);
        return;
      }
      const message = `Lists nested deeper than ${POSTURE_LIMITS.listDepth}`;
      this.unreadItems.push({ ref: at, reason: message });
      this.problems.push({ ref: at, code: 'LIMIT_EXCEEDED', message });
      return;
    }
    try {
      this.index(readKubernetesObject(value));
    } catch (error) {
      this.reject(error, { ...describe(value), ref: undefined }, at);
      const isNameless = group === undefined && kind === undefined;
      if (kind?.endsWith('List') || (isNameless && isObjectLike(value))) {
        // It may be, or hold, an object of any kind.
        const reason = error instanceof Error ? error.message : String(error);
        this.unreadItems.push({ ref: at, reason });
      }
    }
  }

  private index(object: KubernetesObject) {
    const type = `${object.group}/${object.kind}`;
    const objects =
      this.byKind.get(type) ?? new Map<string, KubernetesObject>();
    this.byKind.set(type, objects);
    const key = `${object.namespace}/${object.name}`;
    const first = objects.get(key);
    if (!first) {
      objects.set(key, object);
      return;
    }
    if (object.uid !== undefined && object.uid === first.uid) return;
    if (sameObject(first, object)) return;
    const message = 'Given twice with different content';
    this.conflicting.add(first);
    this.unreadItems.push({ ...location(object), reason: message });
    this.problems.push({ ref: object.ref, code: 'DUPLICATE', message });
  }

  private reject(
    error: unknown,
    about: Omit<Partial<Unread>, 'reason'> & { name?: string },
    at?: string,
  ) {
    if (!(error instanceof PostureError)) throw error;
    const { group, kind, namespace } = about;
    const named =
      kind && about.name
        ? formatRef(
            qualifiedKind(group ?? '', kind),
            namespace ?? '',
            about.name,
          )
        : kind;
    const ref = about.ref ?? named ?? at ?? 'object';
    this.problems.push({ ref, code: error.code, message: error.message });
    if (group === undefined && kind === undefined) return;
    this.unreadItems.push({
      group,
      kind,
      namespace,
      ref,
      reason: error.message,
    });
  }
}

function location(object: KubernetesObject) {
  const { group, kind, namespace, ref } = object;
  return { group, kind, namespace, ref };
}

function sameObject(left: KubernetesObject, right: KubernetesObject): boolean {
  return sameValue(
    { ...left.body.value, apiVersion: '' },
    { ...right.body.value, apiVersion: '' },
  );
}

/**
 * An object of some kind, however broken: the values of a Helm chart have none
 * of these members.
 */
function isObjectLike(value: JsonObject): boolean {
  return ['apiVersion', 'kind', 'metadata'].some(
    key => Object.hasOwn(value, key) && (value[key] ?? null) !== null,
  );
}

/** As much of an object's name as its broken shape gives. */
function describe(value: JsonObject) {
  const text = (from: unknown, key: string) => {
    if (!isJsonObject(from) || !Object.hasOwn(from, key)) return undefined;
    const found = from[key];
    return typeof found === 'string' &&
      found.length > 0 &&
      found.length <= POSTURE_LIMITS.text
      ? found
      : undefined;
  };
  const apiVersion = text(value, 'apiVersion');
  const metadata = Object.hasOwn(value, 'metadata')
    ? value.metadata
    : undefined;
  const items = Object.hasOwn(value, 'items') ? value.items : undefined;
  return {
    group:
      apiVersion === undefined ? undefined : splitApiVersion(apiVersion)[0],
    kind: text(value, 'kind'),
    namespace: text(metadata, 'namespace'),
    name: text(metadata, 'name'),
    items: Array.isArray(items) ? items : undefined,
  };
}
