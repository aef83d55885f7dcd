import { createHash } from 'crypto';
import { readdirSync, readFileSync } from 'fs';
import path from 'path';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { SAFETENSORS_DTYPES } from './dtypes';

const FOLDER = path.resolve(__dirname, '../../fixtures/safetensors');

interface Said {
  metadata: Record<string, string>;
  tensors: Record<string, { dtype: string; shape: number[] }>;
}

const expected: Record<string, Said> = JSON.parse(
  readFileSync(path.join(FOLDER, 'expected.json'), 'utf8'),
);
const names = readdirSync(FOLDER).filter(name => name.endsWith('.safetensors'));

const inspectFixture = (name: string) =>
  inspect(bytesSource(readFileSync(path.join(FOLDER, name))), {
    tensors: true,
    createSha256: () => createHash('sha256'),
  });

describe('safetensors files of the reference implementation', () => {
  it('are all there', () => {
    expect(names.sort()).toEqual(Object.keys(expected).sort());
    expect(names.length).toBeGreaterThanOrEqual(5);
  });

  it.each(names)('%s reads back as the library says, and is clean', name => {
    const { status, findings, metadata, tensorList } = inspectFixture(name);
    expect({ status, findings }).toEqual({ status: 'clean', findings: [] });
    expect(metadata ?? {}).toEqual(expected[name].metadata);
    expect(
      Object.fromEntries(
        tensorList!.map(({ name: tensor, dtype, shape }) => [
          tensor,
          { dtype, shape },
        ]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(expected[name].tensors).map(
          ([tensor, { dtype, shape }]) => [
            tensor,
            { dtype: SAFETENSORS_DTYPES.get(dtype)?.dtype, shape },
          ],
        ),
      ),
    );
  });

  it('holds the digests of an adapter to be true', () => {
    const { declaredDigests, adapter } = inspectFixture('lora.safetensors');
    expect(declaredDigests?.map(({ outcome }) => outcome)).toEqual([
      'match',
      'match',
    ]);
    expect(adapter).toEqual({
      convention: 'kohya',
      type: 'lora',
      baseModel: 'base.safetensors',
      rank: 4,
      ranks: { '4': 2 },
      alpha: 2,
      targets: [
        'lora_unet_down_blocks_0_attn_to_q',
        'lora_unet_mid_block_attn_to_q',
      ],
    });
  });

  it('tells an adapter of PEFT by its names', () => {
    expect(inspectFixture('peft_adapter.safetensors').adapter).toMatchObject({
      convention: 'peft',
      rank: 8,
      ranks: { '8': 3 },
      alpha: null,
    });
  });
});
