type Descr = string | readonly (readonly [string, string])[];

/** An array file of version 1.0 (numpy/lib/format.py). */
export function npy(
  descr: Descr,
  shape: readonly number[],
  data: Uint8Array,
): Uint8Array {
  const type =
    typeof descr === 'string'
      ? `'${descr}'`
      : `[${descr.map(([name, kind]) => `('${name}', '${kind}')`).join(', ')}]`;
  const dims = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = Buffer.from(
    `{'descr': ${type}, 'fortran_order': False, 'shape': (${dims}), }\n`,
  );
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.from([header.length & 0xff, header.length >> 8]),
    header,
    data,
  ]);
}
