import { inspect } from '../inspect';
import { npy } from '../__testUtils__/npy';
import { bytesSource } from '../source/ByteSource';

/** An array file with that text for a header; `major` is its version. */
function withHeader(text: string, size: number, major = 1): Uint8Array {
  const header = Buffer.from(text, major === 3 ? 'utf8' : 'latin1');
  const length = Buffer.alloc(major === 1 ? 2 : 4);
  length.writeUInt16LE(header.length);
  return Buffer.concat([
    Buffer.from('\x93NUMPY', 'latin1'),
    Buffer.from([major, 0]),
    length,
    header,
    Buffer.alloc(size, 1),
  ]);
}

const read = (bytes: Uint8Array) =>
  inspect(bytesSource(bytes), { tensors: true });

describe('8: headers that NumPy reads', () => {
  it.each([
    ['without spaces', `{'descr':'<f4','fortran_order':False,'shape':(2,3)}\n`],
    [
      'in double quotes',
      `{"descr": "<f4", "fortran_order": False, "shape": (2, 3)}`,
    ],
    ['in another order', `{'shape':(2,3),'descr':'<f4','fortran_order':True,}`],
    [
      'over several lines with a comment',
      `  {'descr'\n:\t'<f4', # float\n'fortran_order': False,\r\n'shape': (2L,\n3L,)\n}\n\n`,
    ],
    [
      'with Python 2 and joined strings',
      `{u'descr': u'<' 'f4', 'fortran_order': False, 'shape': (2, 3)}`,
    ],
    [
      'with the name of a type',
      `{'descr': 'float32', 'fortran_order': False, 'shape': (2, 3)}`,
    ],
  ])('%s', (_, text) => {
    for (const major of [1, 2, 3]) {
      expect(read(withHeader(text, 24, major))).toMatchObject({
        status: 'clean',
        findings: [],
        tensorList: [{ dtype: 'float32', shape: [2, 3], bytes: '24' }],
      });
    }
  });

  it.each([
    [
      'a key twice',
      `{'descr':'<f4','descr':'O','fortran_order':False,'shape':(1,)}`,
    ],
    [
      'a key too many',
      `{'descr':'<f4','fortran_order':False,'shape':(1,),'x':1}`,
    ],
    [
      'a shape that is no tuple',
      `{'descr':'<f4','fortran_order':False,'shape':(1)}`,
    ],
    ['a negative size', `{'descr':'<f4','fortran_order':False,'shape':(-1,)}`],
    ['a call', `{'descr':str('<f4'),'fortran_order':False,'shape':(1,)}`],
    [
      'something behind',
      `{'descr':'<f4','fortran_order':False,'shape':(1,)} or 1`,
    ],
  ])('refuses %s', (_, text) => {
    expect(read(withHeader(text, 4)).error?.code).toBe('MALFORMED');
  });

  it.each([
    `{"shape":(1,),"descr":"|O","fortran_order":False}`,
    `{'descr':'O,i4','fortran_order':False,'shape':(1,)}`,
    `{'descr':[('a',('object',(2,)))],'fortran_order':False,'shape':(1,)}`,
  ])('still sees objects: %s', text => {
    expect(
      read(
        Buffer.concat([withHeader(text, 0), Buffer.from('cos\nsystem\n.')]),
      ).findings.map(({ rule }) => rule),
    ).toEqual(['numpy/object-array', 'pickle/import']);
  });

  it('takes a line feed behind pickled objects for what it is', () => {
    const rules = (end: string) =>
      read(
        npy('|O', [1], Buffer.from(`\x80\x02].${end}`, 'latin1')),
      ).findings.map(({ rule }) => rule);
    expect(rules('\n')).toEqual(rules(''));
    expect(rules('\n\n')).toContain('pickle/several-streams');
  });
});
