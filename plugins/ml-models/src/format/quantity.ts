const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const COUNT_UNITS = ['', ' K', ' M', ' B', ' T'];

/**
 * Bytes as people read them (`97.5 MiB`); `undefined` for what is no
 * non-negative integer. Takes decimal strings, since files pass 2^53.
 */
export function formatBytes(bytes: string | number): string | undefined {
  return scale(bytes, 1024, (value, unit) => `${value} ${BINARY_UNITS[unit]}`);
}

/** A count as people read it (`25.6 M`); `undefined` for what is no count. */
export function formatCount(count: string | number): string | undefined {
  return scale(count, 1000, (value, unit) => `${value}${COUNT_UNITS[unit]}`);
}

function scale(
  quantity: string | number,
  base: number,
  render: (value: string, unit: number) => string,
): string | undefined {
  const value = Number(quantity);
  if (quantity === '' || !Number.isFinite(value) || value < 0) {
    return undefined;
  }
  let scaled = value;
  let unit = 0;
  while (scaled >= base && unit < COUNT_UNITS.length - 1) {
    scaled /= base;
    unit += 1;
  }
  const digits = unit > 0 && scaled < 100 ? 1 : 0;
  return render(scaled.toFixed(digits), unit);
}

/** A share of 1 as a percentage with at most one decimal. */
export function formatShare(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}

/** The number with digits grouped, exact for decimal strings of any length. */
export function formatExact(quantity: string | number): string {
  return String(quantity).replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
}
