import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { formatShare } from '../format/quantity';
import type { Translate } from '../translation';

/** Words of a served version that have a translation. */
const WORDS = [
  'blocked',
  'rejected',
  'invalid',
  'retired',
  'deprecated',
  'mismatch',
  'changed',
  'unregistered',
  'unknown',
  'unsigned',
  'signature-rejected',
  'registered',
  'validated',
  'approved',
] as const;

/** A word of what is in service; one of the future is shown as it came. */
export function servedWord(t: Translate, word: string): string {
  const known = WORDS.find(item => item === word);
  return known ? t(`served.word.${known}`) : word;
}

/** The version as people call it: its label, else what the workload states. */
export function servedName(
  t: Translate,
  served: Wire['ServedVersion'],
): string {
  const { stated, version } = served;
  return version ?? stated ?? t('served.noVersion');
}

/** `20 % canary`; empty where nothing says a share. */
export function servedShare(
  t: Translate,
  served: Wire['ServedVersion'],
): string {
  const { role, share } = served;
  return [
    share !== null && role !== 'mirror' && formatShare(share),
    role && role !== 'stable' && t(`served.role.${role}`),
  ]
    .filter(Boolean)
    .join(' ');
}

/** `1.0.0 blocked, in service 20 % canary`. */
export function servedSentence(
  t: Translate,
  served: Wire['ServedVersion'],
): string {
  return [
    t('served.inService', {
      version: servedName(t, served),
      word: servedWord(t, served.word),
    }),
    servedShare(t, served),
    served.stale && `(${t('served.stale')})`,
  ]
    .filter(Boolean)
    .join(' ');
}
