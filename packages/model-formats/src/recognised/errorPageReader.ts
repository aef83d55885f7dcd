import { FormatReader } from '../reader/FormatReader';

/** Pages and messages are looked for only in files of up to this size. */
const PAGE_BYTES = 8 * 1024 * 1024;
const MESSAGE_BYTES = 64 * 1024;
const PAGE = /^<(!doctype\s+html|html|head|body)[\s>]/i;
/** What may stand before a page, in this order. */
const PROLOGUE = [
  ['<?xml', '>'],
  ['<!--', '-->'],
] as const;
/** Object stores answer in XML. */
const XML_ERROR = /^\s*(<\?xml[^>]*>\s*)?<Error[\s>]/;
/** What model hubs and forges answer as plain text. */
const PLAIN_ERROR =
  /^(\d{3}:? )?(not found|entry not found|repository not found|access denied|forbidden|unauthorized|invalid username or password|bad credentials|(internal server )?error|service unavailable|bad gateway|gateway time-?out|too many requests)[.!]?\s*$/i;

/** What a server sent instead of the model: a login or error page, or a refusal. */
export const errorPageReader: FormatReader = {
  formats: ['unknown'],
  detect(head, source) {
    return source.size <= PAGE_BYTES &&
      (isPage(head) || error(source.size, head))
      ? 'unknown'
      : undefined;
  },
  read(source, context) {
    context.unsupported();
    const head = source.read(0, Math.min(source.size, MESSAGE_BYTES));
    if (isPage(head)) {
      const title = /<title[^>]*>\s*([^<]{1,200}?)\s*</i.exec(
        textOf(head),
      )?.[1];
      context.report(
        'recognised/html-page',
        'this is a web page, not the model: likely a login or an error page',
        { offset: 0 },
        title === undefined ? undefined : { title },
      );
      return;
    }
    context.report(
      'recognised/error-body',
      `this is what a server answered, not the model: ${error(
        source.size,
        head,
      )}`,
      { offset: 0 },
    );
  },
};

function isPage(head: Uint8Array): boolean {
  let text = textOf(head.subarray(0, 2048)).trimStart();
  for (const [start, stop] of PROLOGUE) {
    while (text.startsWith(start)) {
      const end = text.indexOf(stop);
      text = end < 0 ? '' : text.slice(end + stop.length).trimStart();
    }
  }
  return PAGE.test(text);
}

/** The message, when the bytes are nothing but one. */
function error(size: number, bytes: Uint8Array): string | undefined {
  if (size > MESSAGE_BYTES) {
    return undefined;
  }
  const text = textOf(bytes);
  if (PLAIN_ERROR.test(text)) {
    return text.trim();
  }
  if (XML_ERROR.test(text)) {
    return /<Message>([^<]{1,200})/.exec(text)?.[1] ?? 'an XML error';
  }
  return size === bytes.length ? jsonError(text) : undefined;
}

function jsonError(text: string): string | undefined {
  if (!/^\s*\{/.test(text)) {
    return undefined;
  }
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isError =
    'error' in body ||
    'errors' in body ||
    (typeof body.message === 'string' &&
      ('status' in body || 'code' in body || 'documentation_url' in body)) ||
    (typeof body.detail === 'string' && Object.keys(body).length <= 6) ||
    (typeof body.title === 'string' && typeof body.status === 'number');
  if (!isError) {
    return undefined;
  }
  const said = [body.error, body.message, body.detail, body.title].find(
    value => typeof value === 'string',
  );
  return said === undefined ? 'a JSON error' : String(said).slice(0, 200);
}

const LENIENT = new TextDecoder();

/** A page may be in any encoding, and the head may end inside a character. */
function textOf(bytes: Uint8Array): string {
  return LENIENT.decode(bytes);
}
