import { Composer, CST, Document, Lexer, ParsedNode, Parser } from 'yaml';
import { decodeText } from '../decodeText';
import { TEXT_LIMITS, TextLimits } from '../limits';
import { positionOf } from '../positionOf';
import { TextError } from '../TextError';
import { Budget, Refuse } from './Budget';
import { ValueReader } from './ValueReader';

/** Levels that the parser opens for one level of nesting: the collection and what stands in it. */
const PARSER_LEVELS = 1;

/**
 * The values of all documents of a YAML stream (YAML 1.2, core schema; JSON is YAML too), in order; empty documents
 * are left out. Merge keys are read as `kubectl` reads them. What JSON cannot hold, `.nan` and `.inf`, becomes `null`.
 *
 * Time and memory grow in a line with the text: the first error ends the reading, depth is looked at while the text
 * is taken apart, before anything recurses over it.
 *
 * Throws `TextError`.
 * @public
 */
export function readYamlStream(
  input: string | Uint8Array,
  limits: Partial<TextLimits> = {},
): unknown[] {
  const all = { ...TEXT_LIMITS, ...limits };
  const text = decodeText(input, all.bytes);
  const refuse: Refuse = (code, message, offset) => {
    throw new TextError(code, message, { position: positionOf(text, offset) });
  };
  const reader = new ValueReader(new Budget(all, refuse));
  const values: unknown[] = [];
  for (const { contents } of documents(text, all, refuse)) {
    const value = contents === null ? null : reader.read(contents);
    if (value !== null) {
      values.push(value);
    }
  }
  return values;
}

/**
 * The value of a text that is one YAML document; `null` when it is empty. Throws `TextError`, `MALFORMED` also when
 * it holds several documents.
 * @public
 */
export function readYaml(
  input: string | Uint8Array,
  limits: Partial<TextLimits> = {},
): unknown {
  const values = readYamlStream(input, limits);
  if (values.length > 1) {
    throw new TextError('MALFORMED', 'more than one YAML document');
  }
  return values[0] ?? null;
}

function* documents(
  text: string,
  limits: TextLimits,
  refuse: Refuse,
): Generator<Document.Parsed<ParsedNode>> {
  const composer = createComposer(refuse);
  let count = 0;
  for (const token of tokens(text, limits, refuse)) {
    if (token.type === 'error') {
      refuse('MALFORMED', token.message, token.offset);
    }
    if (token.type === 'document') {
      count += 1;
      if (count > limits.documents) {
        const message = `more than ${limits.documents} documents`;
        refuse('TOO_MANY_DOCUMENTS', message, token.offset);
      }
    }
    yield* composer.next(token);
  }
  yield* composer.end();
}

/** Documents and what stands between them, as syntax. */
function* tokens(
  text: string,
  limits: TextLimits,
  refuse: Refuse,
): Generator<CST.Token> {
  const parser = new Parser();
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    count += 1;
    if (count > limits.tokens) {
      const message = `more than ${limits.tokens} tokens`;
      refuse('TOO_MANY_NODES', message, parser.offset);
    }
    // the document itself is one; a value that is not there yet lies a level deeper
    if (parser.stack.length - PARSER_LEVELS > limits.depth) {
      const message = `more than ${limits.depth} levels`;
      refuse('TOO_DEEP', message, parser.offset);
    }
  }
  yield* parser.end();
}

/**
 * Equal keys are found by `ValueReader`: the composer compares each with all before it. It also collects every error
 * of a text, each with its stack, of which there can be one per byte; here the first one ends it.
 */
function createComposer(refuse: Refuse): Composer {
  const composer = new Composer({
    schema: 'core',
    merge: false,
    uniqueKeys: false,
  });
  const onError = (
    source: number | [number, number] | { offset: number },
    _code: string,
    message: string,
    warning?: boolean,
  ) => {
    if (!warning) {
      refuse('MALFORMED', message, offsetOf(source));
    }
  };
  Object.defineProperty(composer, 'onError', { value: onError });
  return composer;
}

function offsetOf(source: number | [number, number] | { offset: number }) {
  if (typeof source === 'number') {
    return source;
  }
  return Array.isArray(source) ? source[0] : source.offset;
}
