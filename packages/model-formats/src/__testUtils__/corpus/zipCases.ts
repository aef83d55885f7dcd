import { buildZip, ZipMember } from '../buildZip';
import { PAYLOAD, stateDict, tensor } from '../pickle';
import { EvasionCase } from './EvasionCase';

const text = (content: string) => Buffer.from(content);
const MODEL: readonly ZipMember[] = [
  {
    name: 'm/data.pkl',
    content: stateDict({ w: tensor({ key: '0', shape: [2, 3] }) }),
  },
  { name: 'm/data/0', content: new Uint8Array(24) },
  { name: 'm/version', content: text('3\n') },
];
const EVIL: ZipMember = { name: 'm/data.pkl', content: PAYLOAD };
const EXTRA: ZipMember = { name: 'm/extra/a', content: text('x') };

const END = 22;
const archive = (...members: ZipMember[]) => buildZip([...MODEL, ...members]);
const named = (name: string) => () => archive({ ...EXTRA, name });

/** Changes a copy of `bytes` through a view. */
function patched(
  bytes: Uint8Array,
  change: (view: DataView) => void,
): Uint8Array {
  const copy = Uint8Array.from(bytes);
  change(new DataView(copy.buffer));
  return copy;
}

const centralStart = (view: DataView) =>
  view.getUint32(view.byteLength - END + 16, true);

/** The model with another field in the header of its first central entry. */
const central = (field: number, value: number) => () =>
  patched(archive(), view =>
    view.setUint16(centralStart(view) + field, value, true),
  );

type Row = [
  name: string,
  evades: string,
  bytes: () => Uint8Array,
  rule: string,
];

const ROWS: Row[] = [
  [
    'CRC zero in the directory',
    'CVE-2025-10156: a bad checksum ends the scan',
    () => archive({ ...EXTRA, central: { crc: 0 } }),
    'zip/header-mismatch',
  ],
  [
    'wrong CRC of data.pkl',
    'CVE-2025-10156: a bad checksum ends the scan',
    () =>
      buildZip([
        { ...EVIL, local: { crc: 1 }, central: { crc: 1 } },
        ...MODEL.slice(1),
      ]),
    'pickle/import',
  ],
  [
    'another name in the local header',
    'CVE-2025-1944',
    () => archive({ ...EXTRA, local: { name: 'm/extra/b' } }),
    'zip/header-mismatch',
  ],
  [
    'encryption flag',
    'CVE-2025-1945',
    () => archive({ ...EXTRA, local: { flags: 1 }, central: { flags: 1 } }),
    'zip/encrypted',
  ],
  [
    'patch flag',
    'CVE-2025-1945',
    () =>
      archive({ ...EXTRA, local: { flags: 0x20 }, central: { flags: 0x20 } }),
    'zip/flags',
  ],
  [
    'flags in one header only',
    'CVE-2025-1945',
    () => archive({ ...EXTRA, local: { flags: 0x20 } }),
    'zip/header-mismatch',
  ],
  [
    'unknown method',
    'content that only a loader unpacks',
    central(10, 12),
    'zip/method',
  ],
  [
    'another disk',
    'members that scanners skip',
    central(34, 1),
    'zip/header-mismatch',
  ],
  [
    'two members of one name',
    'first or last wins',
    () => buildZip([EVIL, ...MODEL]),
    'zip/duplicate-name',
  ],
  [
    'names equal after composing',
    'NFC: first or last wins',
    () =>
      archive(
        { ...EXTRA, name: 'm/extra/\u00e9' },
        { ...EXTRA, name: 'm/extra/e\u0301' },
      ),
    'zip/duplicate-name',
  ],
  [
    'names equal with backslashes',
    'separators: first or last wins',
    () => archive(EXTRA, { ...EXTRA, name: 'm\\extra\\a' }),
    'zip/duplicate-name',
  ],
  [
    'path out of the archive',
    'zip slip',
    named('m/../../x'),
    'zip/unsafe-name',
  ],
  ['absolute path', 'zip slip', named('/etc/x'), 'zip/unsafe-name'],
  ['drive', 'zip slip on Windows', named('c:/x'), 'zip/unsafe-name'],
  [
    'NUL in a name',
    'names cut by C',
    named('m/extra/a\0.txt'),
    'zip/unsafe-name',
  ],
  [
    'empty segment',
    'names that are equal on disk',
    named('m//a'),
    'zip/unsafe-name',
  ],
  [
    'a name in no encoding',
    'CP437 or UTF-8',
    named('m/extra/\u00e9'),
    'zip/unsafe-name',
  ],
  [
    'bytes in front',
    'polyglot of two files',
    () => Buffer.concat([text('prefix'), archive()]),
    'zip/prefix-bytes',
  ],
  [
    'a pickle in front',
    'pickle.load and torch.load see two files',
    () => Buffer.concat([PAYLOAD, archive()]),
    'pickle/nested',
  ],
  [
    'bytes in front that all offsets count in',
    'polyglot of two files',
    () => shifted(PAYLOAD),
    'zip/prefix-bytes',
  ],
  [
    'bytes behind',
    'torch loads it, others refuse',
    () => Buffer.concat([archive(), text('trailing')]),
    'zip/trailing-bytes',
  ],
  [
    'a comment',
    'room for another file',
    () => buildZip(MODEL, { comment: 'hello' }),
    'zip/trailing-bytes',
  ],
  [
    'a second end record in the comment',
    'two directories',
    () =>
      buildZip(MODEL, {
        comment: Buffer.from(archive().subarray(-END)).toString('latin1'),
      }),
    'zip/several-ends',
  ],
  [
    'an archive behind the archive',
    'two directories',
    () => Buffer.concat([buildZip([EVIL, ...MODEL.slice(1)]), archive()]),
    'zip/prefix-bytes',
  ],
  [
    'room between members',
    'hidden bytes',
    () => buildZip(MODEL, { gap: 3 }),
    'zip/gap',
  ],
  [
    'members that share bytes',
    'overlapping bomb',
    () =>
      patched(archive(), view => {
        const at = centralStart(view);
        view.setUint32(at + 20, 200, true);
        view.setUint32(at + 24, 200, true);
      }),
    'zip/overlap',
  ],
  [
    'a bomb',
    '300 MB out of 292 KB',
    () =>
      archive({
        name: 'm/data/7',
        content: new Uint8Array(4_000_000),
        deflate: true,
      }),
    'zip/ratio',
  ],
  [
    'a member without local header in front of data.pkl',
    'BadZip entry before data.pkl: iterator that fails open',
    () =>
      patched(buildZip([EXTRA, EVIL, ...MODEL.slice(1)]), view =>
        view.setUint32(0, 0x04034b51, true),
      ),
    'pickle/import',
  ],
  [
    'a directory that breaks behind data.pkl',
    'error that ends the scan',
    () =>
      patched(buildZip([EVIL, ...MODEL.slice(1)]), view =>
        view.setUint32(centralStart(view) + 46 + 10, 0, true),
      ),
    'pickle/import',
  ],
  [
    'a flag that announces a descriptor that is missing',
    'streaming readers see other members',
    () => archive({ ...EXTRA, local: { flags: 8 }, central: { flags: 8 } }),
    'zip/header-mismatch',
  ],
  [
    'a member in a generic archive',
    'archives that are no models',
    () => buildZip([{ name: 'a.txt', content: PAYLOAD }]),
    'pickle/nested',
  ],
];

/** All offsets count the bytes in front, so that nothing has to be shifted. */
function shifted(front: Uint8Array): Uint8Array {
  const bytes = Buffer.concat([front, archive()]);
  return patched(bytes, view => {
    const count = view.getUint16(view.byteLength - END + 10, true);
    let at = centralStart(view) + front.length;
    view.setUint32(view.byteLength - END + 16, at, true);
    for (let i = 0; i < count; i++) {
      view.setUint32(
        at + 42,
        view.getUint32(at + 42, true) + front.length,
        true,
      );
      at += 46 + view.getUint16(at + 28, true);
    }
  });
}

/** Archives on which readers are known to disagree. */
export const ZIP_CASES: readonly EvasionCase[] = ROWS.map(
  ([name, evades, bytes, rule]) => ({ name, evades, bytes, expects: { rule } }),
);
