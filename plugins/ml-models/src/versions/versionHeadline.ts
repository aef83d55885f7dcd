import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

type Version = Wire['ModelVersion'];

/** One thing that two versions are held against each other in. */
export type Comparison = 'equal' | 'differs' | 'unknown';

/** What a reader asks first of two versions; equal is only what was compared. */
export interface VersionHeadline {
  bytes: Comparison;
  interface: Comparison;
  license: Comparison;
  card: Comparison;
}

/**
 * The first sentence about two versions. That callers can go on unchanged never
 * means that nothing changed: bytes, interface, licence and card stand apart.
 */
export function versionHeadline(
  before: Version,
  after: Version,
  compatibility: Wire['CompatibilityVerdict'],
): VersionHeadline {
  return {
    bytes: compare(before.manifestDigest, after.manifestDigest),
    interface:
      compatibility === 'compatible' ? 'equal' : unlessUnknown(compatibility),
    license: compare(licenseOf(before), licenseOf(after)),
    card: compareCards(before.card, after.card),
  };
}

/** The licence that counts for a version: as declared, else as its file states. */
export function licenseOf({ license }: Version): string | undefined {
  return license?.declared ?? license?.stated;
}

function unlessUnknown(
  compatibility: Wire['CompatibilityVerdict'],
): Comparison {
  return compatibility === 'unknown' ? 'unknown' : 'differs';
}

function compare(before?: string, after?: string): Comparison {
  if (before === undefined && after === undefined) {
    return 'unknown';
  }
  return before === after ? 'equal' : 'differs';
}

function compareCards(before: Version['card'], after: Version['card']) {
  return compare(before?.markdown, after?.markdown);
}
