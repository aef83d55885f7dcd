import {
  array,
  bool,
  buildGguf,
  GgufSpec,
  GgufValue,
  text,
  u32,
} from '../buildGguf';
import { EvasionCase } from './EvasionCase';

const TENSOR = { name: 'w', dimensions: [8], type: 0, data: 32 };

const gguf = (
  name: string,
  evades: string,
  expects: EvasionCase['expects'],
  spec: GgufSpec,
): EvasionCase => ({
  name: `gguf: ${name}`,
  evades,
  expects,
  bytes: () => buildGguf(spec),
});

const fails = (error: string) => ({ error });

function nested(depth: number): GgufValue {
  return depth === 0 ? array(4, [1]) : array(9, [nested(depth - 1)]);
}

const template = (name: string, content: string, key = ''): EvasionCase =>
  gguf(
    `template with ${name}`,
    'CVE-2024-34359: a chat template that Jinja runs without a sandbox',
    { rule: 'gguf/chat-template-code' },
    { keys: [[`tokenizer.chat_template${key}`, text(content)]] },
  );

/** Files after the advisories and reports that the facts name for GGUF. */
export const GGUF_CASES: readonly EvasionCase[] = [
  gguf(
    'more keys than bytes',
    'CVE-2024-25664: the number of keys sizes an allocation',
    fails('TRUNCATED'),
    { keyCount: 2n ** 40n },
  ),
  gguf(
    'key count that wraps',
    'CVE-2024-25664: count times size wraps to a small allocation',
    fails('INTEGER_OVERFLOW'),
    { keyCount: 2n ** 63n + 1n },
  ),
  gguf(
    'tensor count that wraps',
    'CVE-2024-25666: count times size wraps to a small allocation',
    fails('INTEGER_OVERFLOW'),
    { tensorCount: 2n ** 64n - 1n },
  ),
  {
    name: 'gguf: string as long as memory',
    evades: 'CVE-2024-25665: a length of 2^64 - 1 plus one allocates nothing',
    expects: fails('INTEGER_OVERFLOW'),
    bytes: () => {
      const bytes = buildGguf({ keys: [['a', text('12345678')]] });
      bytes.fill(0xff, bytes.length - 16, bytes.length - 8);
      return bytes;
    },
  },
  gguf(
    'array as long as memory',
    'CVE-2024-25667: array length times element size wraps',
    fails('LIMIT_EXCEEDED'),
    { keys: [['a', array(12, [], 2n ** 50n)]] },
  ),
  gguf(
    'array longer than the file',
    'CVE-2024-25667: elements are read past the end',
    fails('TRUNCATED'),
    { keys: [['a', array(4, [1, 2], 1000)]] },
  ),
  gguf(
    'array of an unknown type',
    'CVE-2024-25668: the size of the element is looked up out of bounds',
    fails('MALFORMED'),
    { keys: [['a', array(200, [])]] },
  ),
  gguf(
    'value of an unknown type',
    'readers that step over what they do not know lose their place',
    fails('MALFORMED'),
    { keys: [['a', { type: 13, value: 0 }]] },
  ),
  gguf(
    'five dimensions',
    'CVE-2024-21836, gguf-tools #25: dimensions are written past an array of four',
    fails('OUT_OF_RANGE'),
    { tensors: [{ ...TENSOR, dimensions: [8, 1, 1, 1, 1] }] },
  ),
  gguf(
    'huge number of dimensions',
    'gguf-tools #25: n_dims over 8 writes past the array',
    fails('OUT_OF_RANGE'),
    { tensors: [{ ...TENSOR, dimensions: new Array(40).fill(1) }] },
  ),
  gguf(
    'dimensions that wrap to nothing',
    'GHSA-vgg9-87g3-85w8: the product of dimensions wraps to 0',
    fails('INTEGER_OVERFLOW'),
    {
      tensors: [{ ...TENSOR, dimensions: [2 ** 32, 2 ** 32, 1, 1], data: 0 }],
    },
  ),
  gguf(
    'negative dimension',
    'a u64 over 2^63 is a negative int64 to loaders',
    fails('INTEGER_OVERFLOW'),
    { tensors: [{ ...TENSOR, dimensions: [2n ** 64n - 8n] }] },
  ),
  gguf(
    'rows that are no whole blocks',
    'CVE-2024-23496: sizes by block cut the last one off',
    fails('MALFORMED'),
    { tensors: [{ ...TENSOR, dimensions: [33], type: 2 }] },
  ),
  gguf(
    'tensor past the end',
    'CVE-2024-21802: data is read past the end of the mapping',
    fails('TRUNCATED'),
    { tensors: [{ ...TENSOR, dimensions: [1 << 20] }] },
  ),
  gguf(
    'tensors over each other',
    'one tensor is reviewed, the bytes of another are run',
    fails('MALFORMED'),
    {
      tensors: [TENSOR, { ...TENSOR, name: 'v', offset: 0 }],
    },
  ),
  gguf(
    'hole between tensors',
    'bytes that no loader reads carry something else',
    fails('MALFORMED'),
    {
      tensors: [TENSOR, { ...TENSOR, name: 'v', offset: 64 }],
    },
  ),
  gguf(
    'offset that wraps',
    'CVE-2024-23605: offset plus size wraps into the header',
    fails('INTEGER_OVERFLOW'),
    { tensors: [{ ...TENSOR, offset: 2n ** 64n - 32n }] },
  ),
  gguf(
    'two keys of one name',
    'loaders take the first, hubs show the last',
    fails('DUPLICATE'),
    {
      keys: [
        ['general.license', text('mit')],
        ['general.license', text('x')],
      ],
    },
  ),
  gguf(
    'two tensors of one name',
    'loaders disagree which one counts',
    fails('DUPLICATE'),
    { tensors: [TENSOR, TENSOR] },
  ),
  gguf(
    'alignment of zero',
    'padding to a multiple of 0 divides by zero or never ends',
    fails('MALFORMED'),
    { alignment: 32, keys: [['general.alignment', u32(0)]] },
  ),
  gguf(
    'alignment of three',
    'rounding with a mask goes wrong unless it is a power of two',
    fails('MALFORMED'),
    { alignment: 32, keys: [['general.alignment', u32(3)]] },
  ),
  gguf(
    'alignment of 2 GiB',
    'a small file makes a loader reserve gigabytes of padding',
    fails('LIMIT_EXCEEDED'),
    { alignment: 32, keys: [['general.alignment', u32(2 ** 31)]] },
  ),
  gguf(
    'alignment as text',
    'readers that do not look at the type align by a pointer',
    fails('MALFORMED'),
    { alignment: 32, keys: [['general.alignment', text('32')]] },
  ),
  gguf(
    'bool of two',
    'a byte that is neither true nor false is undefined behaviour in C++',
    fails('MALFORMED'),
    { keys: [['a', bool(2)]] },
  ),
  gguf(
    'arrays in arrays',
    'llama.cpp #27188: nesting hangs gguf-py, overflows the stack of others',
    fails('LIMIT_EXCEEDED'),
    { keys: [['a', nested(10)]] },
  ),
  gguf(
    'array in an array',
    'ggml refuses what the specification allows',
    { rule: 'gguf/nested-array' },
    { keys: [['a', nested(1)]] },
  ),
  gguf(
    'forty-three bytes that never end',
    'llama.cpp #27188: an array of 2^60 empty arrays keeps gguf-py busy for ever',
    fails('LIMIT_EXCEEDED'),
    { keys: [['a', array(9, [], 2n ** 50n)]] },
  ),
  gguf(
    'key that is not ASCII',
    'a look-alike letter hides a key from whoever searches for it',
    fails('MALFORMED'),
    { keys: [['gener\u0430l.license', text('mit')]] },
  ),
  gguf('key without a name', 'gguf.cpp refuses it', fails('MALFORMED'), {
    keys: [['', u32(1)]],
  }),
  gguf(
    'type that went',
    'old builds read what new ones refuse',
    { rule: 'gguf/removed-type' },
    { tensors: [{ ...TENSOR, dimensions: [32], type: 31, data: 18 }] },
  ),
  gguf(
    'type that never was',
    'CVE-2024-25668: the type indexes a table',
    fails('UNSUPPORTED_VERSION'),
    { tensors: [{ ...TENSOR, type: 4 }] },
  ),
  gguf(
    'type of the future',
    'the type indexes a table',
    fails('UNSUPPORTED_VERSION'),
    { tensors: [{ ...TENSOR, type: 0xffff_ffff }] },
  ),
  gguf(
    'name of 64 bytes',
    'GGML_MAX_NAME: longer names are written past the buffer or cut',
    { rule: 'gguf/tensor-name-length' },
    { tensors: [{ ...TENSOR, name: 'n'.repeat(64) }] },
  ),
  gguf('version 1', 'counts are 32 bits wide', fails('UNSUPPORTED_VERSION'), {
    version: 1,
  }),
  gguf('version 4', 'a layout not known yet', fails('UNSUPPORTED_VERSION'), {
    version: 4,
  }),
  {
    name: 'gguf: an archive behind the tensors',
    evades: 'a ZIP is read from its end: one file, two formats',
    expects: { rule: 'gguf/trailing-data' },
    bytes: () =>
      Buffer.concat([
        buildGguf({ tensors: [TENSOR] }),
        Buffer.from('PK\u0005\u0006rest of an archive', 'latin1'),
      ]),
  },
  gguf(
    'an archive in the last tensor',
    'a ZIP is read from its end: one file, two formats, every rule of GGUF held',
    { rule: 'archive/hidden-container' },
    {
      tensors: [
        {
          ...TENSOR,
          data: Buffer.from(
            `payload!!!PK\u0005\u0006${'\0'.repeat(18)}`,
            'latin1',
          ),
        },
      ],
    },
  ),
  {
    name: 'gguf: bytes in the padding',
    evades: 'bytes that no loader reads carry something else',
    expects: { rule: 'gguf/padding' },
    bytes: () => {
      const bytes = buildGguf({
        tensors: [{ ...TENSOR, dimensions: [1], data: 4 }],
      });
      bytes[bytes.length - 1] = 0x80;
      return bytes;
    },
  },
  gguf(
    'file 3 of 2',
    'a set that says it is complete when it is not',
    fails('OUT_OF_RANGE'),
    {
      keys: [
        ['split.no', { type: 2, value: 2 }],
        ['split.count', { type: 2, value: 2 }],
      ],
    },
  ),
  template(
    'subclasses',
    '{% for c in ().__class__.__base__.__subclasses__() %}{{ c }}{% endfor %}',
  ),
  template('globals', "{{ cycler['__init__']['__globals__'] }}"),
  template('os', '{{ os.system("id") }}'),
  template('import', "{% import 'os' as os %}"),
  template('attr', "{{ messages|attr('x') }}"),
  template('attr through map', "{{ [messages]|map('attr', x)|list }}"),
  template('escapes', "{{ messages['\\x5f\\x5fclass\\x5f\\x5f'] }}"),
  template('halves', "{{ messages['__cla' ~ 'ss__'] }}"),
  template('underscores', "{{ messages['_' * 2 ~ 'class' ~ '_' * 2] }}"),
  template('format', "{{ messages['%c%cclass' | format(95, 95)] }}"),
  template('lipsum', '{{ lipsum.x }}'),
  template(
    'code behind a raw block',
    "{% raw %}{{ ' {% endraw %}{{ os.popen('id') }}{{ ' }}",
  ),
  template('code behind a comment', "{# ' #}{{ self.x }}{# ' #}"),
  template('a name of its own', '{{ eval(x) }}', '.tool_use'),
];
