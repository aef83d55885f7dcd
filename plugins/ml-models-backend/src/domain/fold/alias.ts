import type { Folds } from './Fold';

export const aliasFolds: Folds<'AliasMoved'> = {
  AliasMoved: (state, { data: { alias, to } }) => {
    const { [alias]: _, ...others } = state.aliases;
    return {
      ...state,
      aliases: to === null ? others : { ...others, [alias]: to },
    };
  },
};
