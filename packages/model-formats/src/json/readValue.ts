import { InspectionContext } from '../reader/InspectionContext';
import {
  CLOSE_ARRAY,
  COMMA,
  JsonLexer,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from './JsonLexer';
import { readObject } from './readObject';

/** A number as written: it may pass 2^53. */
export interface JsonNumber {
  number: string;
}

/** Objects are maps, so that no key is special. */
export type JsonValue =
  | string
  | boolean
  | null
  | JsonNumber
  | JsonValue[]
  | Map<string, JsonValue>;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WORDS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads whole values of one text, within the limits on depth and number. */
export class JsonValueReader {
  private values = 0;

  constructor(
    private readonly lexer: JsonLexer,
    private readonly context: InspectionContext,
  ) {}

  read(depth = 1): JsonValue {
    const { lexer, context } = this;
    const next = lexer.peek();
    this.values += 1;
    context.assertLimit('jsonValues', this.values, lexer.position);
    context.assertLimit('jsonDepth', depth, lexer.position);
    if (next === OPEN_OBJECT) {
      const entries = new Map<string, JsonValue>();
      readObject(lexer, context.limits.nameBytes, key => {
        entries.set(key, this.read(depth + 1));
      });
      return entries;
    }
    if (next === OPEN_ARRAY) {
      return this.array(depth);
    }
    if (next === QUOTE) {
      return lexer.string(context.limits.nameBytes);
    }
    return this.word();
  }

  private array(depth: number): JsonValue[] {
    const { lexer } = this;
    const elements: JsonValue[] = [];
    lexer.expect(OPEN_ARRAY);
    if (lexer.accept(CLOSE_ARRAY)) {
      return elements;
    }
    do {
      elements.push(this.read(depth + 1));
    } while (lexer.accept(COMMA));
    lexer.expect(CLOSE_ARRAY);
    return elements;
  }

  private word(): JsonValue {
    const word = this.lexer.word();
    const known = WORDS.get(word);
    if (known !== undefined) {
      return known;
    }
    if (!NUMBER.test(word)) {
      throw this.lexer.unexpected('a value expected');
    }
    return { number: word };
  }
}

/** A value as compact JSON text. */
export function jsonText(value: JsonValue): string {
  if (value instanceof Map) {
    const entries = [...value].map(
      ([key, inner]) => `${JSON.stringify(key)}:${jsonText(inner)}`,
    );
    return `{${entries.join(',')}}`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(jsonText).join(',')}]`;
  }
  return isNumber(value) ? value.number : JSON.stringify(value);
}

/** Whether a value is a number. */
export function isNumber(value: JsonValue | undefined): value is JsonNumber {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Map)
  );
}
