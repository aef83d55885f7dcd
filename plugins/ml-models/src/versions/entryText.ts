/** Fields in the order in which people read them; documents sort them by name. */
const FIELDS = [
  'name',
  'domain',
  'type',
  'dtype',
  'shape',
  'version',
  'count',
  'value',
  'bytes',
  'crc32',
  'attributes',
  'inputs',
  'outputs',
  'graph',
];

/** One entry of a compared list in one line, without what identifies it. */
export function entryText(entry: Record<string, unknown>, key: string): string {
  return FIELDS.filter(field => {
    const value = entry[field];
    return value !== undefined && value !== '' && value !== key;
  })
    .map(field =>
      field === 'outputs'
        ? `→ ${valueText(entry[field])}`
        : valueText(entry[field]),
    )
    .join(' ');
}

/** What identifies an entry that only one version has. */
export function entryName(entry: Record<string, unknown>): string {
  const { name, key, domain, type, outputs } = entry;
  if (typeof name === 'string' && name !== '') {
    return name;
  }
  if (typeof key === 'string') {
    return key;
  }
  if (Array.isArray(outputs) && outputs.length > 0) {
    return String(outputs[0]);
  }
  return [domain, type].filter(Boolean).join('::') || 'ai.onnx';
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => item ?? '?').join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, text]) => `${name}=${text}`)
      .join(' ');
  }
  return String(value);
}
