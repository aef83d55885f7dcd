import { FormatError } from '../inspection/FormatError';
import { DigestedPart } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { ByteRange, digestRanges } from '../source/digestRanges';
import { decodeUtf8 } from '../source/utf8';
import { KeyValue } from './KeyValueReader';
import { suspiciousConstruct } from '../chatTemplate/suspiciousTemplate';
import { VALUE_TYPE } from './valueTypes';

const TEMPLATE_KEY = /^tokenizer\.chat_template(?:\.|$)/;
const STRING_LENGTH_BYTES = 8;

/**
 * Parts of a file that act apart from its weights: each chat template (the
 * bytes of its text) and the tokenizer (the raw key-value pairs of all other
 * keys below `tokenizer.`, in the order of the file).
 */
export class GgufParts {
  private readonly parts: DigestedPart[] = [];
  private readonly tokenizer: [number, number][] = [];

  constructor(
    private readonly source: ByteSource,
    private readonly context: InspectionContext,
  ) {}

  add(pair: KeyValue): void {
    if (TEMPLATE_KEY.test(pair.key) && pair.type === VALUE_TYPE.STRING) {
      this.template(pair);
    } else if (pair.key.startsWith('tokenizer.')) {
      const last = this.tokenizer.at(-1);
      if (last?.[1] === pair.start) {
        last[1] = pair.end;
      } else {
        this.tokenizer.push([pair.start, pair.end]);
      }
    }
  }

  /** To be called once, after the last pair. */
  finish(): void {
    if (this.tokenizer.length > 0) {
      this.part('tokenizer', this.tokenizer);
    }
    if (this.parts.length > 0) {
      this.context.facts.parts = this.parts;
    }
  }

  private template({ key, valueStart, end }: KeyValue): void {
    const { context, source } = this;
    const start = valueStart + STRING_LENGTH_BYTES;
    const { chatTemplateBytes } = context.limits;
    if (end - start > chatTemplateBytes) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `the chat template ${key} has ${
          end - start
        } bytes, over the limit of ${chatTemplateBytes}`,
        { offset: start },
      );
    }
    const text = decodeUtf8(source.read(start, end - start), start);
    this.part(key, [[start, end]]);
    context.report(
      'gguf/chat-template',
      `${key} is a Jinja template, which loaders run on every conversation`,
      { offset: start },
      { key, bytes: end - start },
    );
    const construct = suspiciousConstruct(text);
    if (construct !== undefined) {
      context.report(
        'gguf/chat-template-code',
        `${key} reaches for the interpreter: ${construct}`,
        { offset: start },
        { key, construct },
      );
    }
  }

  private part(name: string, ranges: readonly ByteRange[]): void {
    const { createSha256, limits } = this.context;
    this.context.assertLimit('values', this.parts.length + 1);
    const bytes = ranges.reduce((sum, [start, end]) => sum + end - start, 0);
    this.parts.push({
      name: name.slice(0, limits.metadataValueChars),
      bytes: String(bytes),
      sha256: createSha256
        ? digestRanges(this.source, ranges, createSha256)
        : null,
    });
  }
}
