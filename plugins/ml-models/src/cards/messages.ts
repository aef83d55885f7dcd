/** Texts of the cards on other entities. */
export const cardsMessages = {
  cards: {
    used: 'Machine-learning models in use',
    held: 'Machine-learning models',
  },
} as const;
