import { OP } from '../pickle/OP';

/** LONG1 of 10 bytes 0x1950a86a20f9469cfc6c, STOP. */
const MAGIC = [
  0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
];
/** The same in protocol 1, which has no header. */
const TEXT_MAGIC = [...'L119547037146038801333356L\n.'].map(c =>
  c.charCodeAt(0),
);
const HEADER_BYTES = 2;
const FRAME_BYTES = 9;

/** Whether a file begins as `torch.save` did before 1.6, in any pickle protocol. */
export function beginsLegacy(head: Uint8Array): boolean {
  if (head[0] !== OP.PROTO) {
    return TEXT_MAGIC.every((byte, i) => head[i] === byte);
  }
  const isFramed = head[HEADER_BYTES] === OP.FRAME;
  const start = HEADER_BYTES + (isFramed ? FRAME_BYTES : 0);
  return MAGIC.every((byte, i) => head[start + i] === byte);
}
