import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KIB: 1024,
  MIB: 1024 ** 2,
  GIB: 1024 ** 3,
  TIB: 1024 ** 4,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};

/** A number of bytes, or a text such as `64 GiB`. Throws `InputError` for anything else. */
export function readBytes(
  config: Config | undefined,
  key: string,
  fallback: number,
): number {
  const value = config?.getOptional(key);
  if (value === undefined) {
    return fallback;
  }
  const match = /^([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]*)$/.exec(
    String(value).trim(),
  );
  const factor = UNITS[(match?.[2] || 'B').toUpperCase()];
  const bytes = match && factor ? Math.floor(Number(match[1]) * factor) : NaN;
  if (!Number.isSafeInteger(bytes) || bytes < 1) {
    throw new InputError(
      `${key} of mlModels.ingestion.limits is a number of bytes such as 64 GiB`,
    );
  }
  return bytes;
}
