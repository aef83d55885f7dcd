import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** Shape of the sign in front of a verdict; told apart without colour. */
export type Glyph =
  | 'shield'
  | 'disc'
  | 'ring'
  | 'dashed'
  | 'question'
  | 'triangle'
  | 'cross';

/** Colour of the theme that a sign wears. */
export type Tone = 'success' | 'info' | 'neutral' | 'warning' | 'error';

/** A verdict; of some it was not recorded on what level they stand. */
export type ExplainedVerdict = Omit<Wire['Verdict'], 'level'> & {
  level?: Wire['Level'];
};

/** How a verdict looks. */
export interface VerdictLook {
  glyph: Glyph;
  tone: Tone;
}

const BY_LEVEL: Record<Wire['Level'], VerdictLook> = {
  verified: { glyph: 'shield', tone: 'success' },
  measured: { glyph: 'disc', tone: 'info' },
  declared: { glyph: 'ring', tone: 'neutral' },
  inferred: { glyph: 'dashed', tone: 'neutral' },
  unknown: { glyph: 'question', tone: 'neutral' },
};

/**
 * Concern beats level: what is bad never looks well, however well it was
 * verified; and only what is verified is ever green.
 */
export function verdictLook(
  verdict: Pick<ExplainedVerdict, 'level' | 'concern'>,
): VerdictLook {
  switch (verdict.concern) {
    case 'bad':
      return { glyph: 'cross', tone: 'error' };
    case 'attention':
      return { glyph: 'triangle', tone: 'warning' };
    default:
      return (verdict.level && BY_LEVEL[verdict.level]) ?? BY_LEVEL.unknown;
  }
}
