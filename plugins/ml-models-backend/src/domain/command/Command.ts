import type { ModelCommand } from '../ModelCommand';

export type CommandOf<T extends ModelCommand['type']> = Extract<
  ModelCommand,
  { type: T }
>;
