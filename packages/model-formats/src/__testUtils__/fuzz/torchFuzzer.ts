import { unzipSync } from 'fflate';
import { buildZip, ZipMember } from '../buildZip';
import { TORCH_CASES } from '../corpus/torchCases';
import { ZIP_CASES } from '../corpus/zipCases';
import { fixtureSeeds } from './fixtureSeeds';
import { FormatFuzzer, Random } from './FormatFuzzer';
import { mutatePickle } from './mutatePickle';
import { below, damage, pick } from './pickOf';

const FIXTURES = [
  'scripted.pt',
  'traced.pt',
  'frozen.pt',
  'mobile.ptl',
  'quantised_static.pt',
  'state.pt',
  'views.pt',
  'qtensors.pt',
  'arrays.npz',
];
const FORMATS: readonly string[] = ['torchscript', 'pytorch', 'npz', 'mar'];
const END = 22;
const NAMES = ['m/data.pkl', 'm/data/0', '../x', 'm\\a', '', 'm/a\0b', 'n/a'];

/** Archives with damaged members in a whole frame, and damaged frames. */
export const torchFuzzer: FormatFuzzer = {
  reader: 'torch',
  seeds: () => [
    ...fixtureSeeds('torch', FIXTURES),
    ...TORCH_CASES.map(({ bytes }) => bytes()),
    ...ZIP_CASES.map(({ bytes }) => bytes()),
  ],
  mutate(seed, next) {
    const choice = next();
    if (choice < 0.6) {
      return remade(seed, next) ?? damage(seed, 0, seed.length, next);
    }
    if (choice < 0.85) {
      return damageDirectory(seed, next);
    }
    return damage(seed, 0, seed.length, next);
  },
  passedHeader: ({ format, error }) =>
    FORMATS.includes(format) && error?.code !== 'TRUNCATED',
};

/** Unpacked, one member changed or lied about, packed again. */
function remade(seed: Uint8Array, next: Random): Uint8Array | undefined {
  let members: ZipMember[];
  try {
    members = Object.entries(unzipSync(seed)).map(([name, content]) => ({
      name,
      content,
    }));
  } catch {
    return undefined;
  }
  if (members.length === 0) {
    return undefined;
  }
  const at = below(members.length, next);
  const member = members[at];
  const content = /pkl$/.test(member.name)
    ? mutatePickle(member.content, next)
    : damage(member.content, 0, member.content.length, next);
  members[at] = { ...member, content, deflate: next() < 0.3 };
  if (next() < 0.2) {
    members[at].central = { size: pick([0, 1, 0xffffffff], next) };
  }
  if (next() < 0.2) {
    members.push({ ...pick(members, next), name: pick(NAMES, next) });
  }
  return buildZip(members, next() < 0.1 ? { comment: 'PK\x05\x06' } : {});
}

/** The directory begins where the end record says. */
function damageDirectory(seed: Uint8Array, next: Random): Uint8Array {
  if (seed.length < END) {
    return damage(seed, 0, seed.length, next);
  }
  const view = new DataView(seed.buffer, seed.byteOffset, seed.length);
  const start = Math.min(view.getUint32(seed.length - 6, true), seed.length);
  return damage(seed, start, seed.length - (next() < 0.8 ? END : 0), next);
}
