import type {
  TextErrorCode,
  TextLimits,
  TextPosition,
} from '@ml-models/bounded-text';

/** One text to be read by `@ml-models/bounded-text`. @public */
export interface TextTask {
  /** one YAML document, one JSON text, or all documents of either */
  syntax: 'yaml' | 'json' | 'documents';
  bytes: Uint8Array;
  limits?: Partial<TextLimits>;
  /**
   * a member of the value, given apart as canonical JSON (RFC 8785) and left empty in the value: large, and of
   * interest to nobody but as bytes
   */
  apart?: string;
}

/** @public */
export interface TextAnswer {
  value: unknown;
  /** UTF-8; absent where the member is */
  apart?: Uint8Array;
}

/** From the thread: errors lose their class on the way. */
export type TextMessage =
  | { type: 'read'; answer: TextAnswer }
  | {
      type: 'refused';
      code: TextErrorCode;
      message: string;
      position?: TextPosition;
    }
  | { type: 'broken'; message: string };
