import { readDocuments, readJson, readYaml } from '@ml-models/bounded-text';
import canonicalize from 'canonicalize';
import type { TextAnswer, TextTask } from './TextTask';

/** Throws `TextError`. */
export function runTextTask(task: TextTask): TextAnswer {
  const value = valueOf(task);
  const { apart } = task;
  if (apart === undefined || !isObject(value) || !Object.hasOwn(value, apart)) {
    return { value };
  }
  const text = canonicalize(value[apart]) ?? 'null';
  return {
    value: { ...value, [apart]: emptied(value[apart]) },
    apart: new TextEncoder().encode(text),
  };
}

function valueOf({ syntax, bytes, limits }: TextTask): unknown {
  switch (syntax) {
    case 'yaml':
      return readYaml(bytes, limits);
    case 'json':
      return readJson(bytes, limits);
    default:
      return readDocuments(bytes, { yaml: limits });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of the same type, so that whoever validates the value still sees it. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) {
    return [];
  }
  return isObject(value) ? {} : value;
}
