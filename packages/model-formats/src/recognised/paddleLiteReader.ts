import { FormatReader } from '../reader/FormatReader';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';

/** Header of a naive buffer (Paddle-Lite lite/model_parser/model_parser.cc). */
const HEADER = { version: 2, topologySize: 18, bytes: 26 } as const;
const VERSION_BYTES = 16;
const LAST_META_VERSION = 2;
/** A release (`v2.12`) or the commit that built the tool, NUL to the end. */
const VERSION = /^(v\d{1,3}\.\d{1,3}[\w.-]*|[0-9a-f]{7,15})\0+$/;

/** Paddle Lite models (`.nb`): `unsupported`. */
export const paddleLiteReader: FormatReader = {
  formats: ['paddle-lite'],
  detect: (_, source) => (readHeader(source) ? 'paddle-lite' : undefined),
  read(source, context) {
    context.unsupported();
    const header = readHeader(source);
    if (header) {
      context.facts.formatVersion = String(header.metaVersion);
      context.facts.producer = { name: 'paddle-lite', version: header.version };
    }
  },
};

/** It has no signature, so that all of its fields must be plausible. */
function readHeader(
  source: ByteSource,
): { metaVersion: number; version: string } | undefined {
  if (source.size <= HEADER.bytes) {
    return undefined;
  }
  const bytes = new PagedBytes(source);
  const metaVersion = bytes.u16(0);
  const version = VERSION.exec(
    String.fromCharCode(...bytes.read(HEADER.version, VERSION_BYTES)),
  )?.[1];
  if (metaVersion > LAST_META_VERSION || version === undefined) {
    return undefined;
  }
  const topology = bytes.u64(HEADER.topologySize);
  return topology > 0 && HEADER.bytes + topology <= bytes.size
    ? { metaVersion, version }
    : undefined;
}
