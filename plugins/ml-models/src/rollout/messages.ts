/** Texts of the rollout page. */
export const rolloutMessages = {
  rollout: {
    title: 'Rollouts',
    none: 'No rollout splits the traffic of this model',
    state: '{{mode}} · {{phase}}',
    arms: 'Arms',
    role: 'Role',
    target: 'Target',
    source: {
      declared: 'Declared',
      controller: 'Controller',
      observed: 'Observed',
    },
    missing: {
      declared: 'not declared',
      controller: 'not reported',
      observed: 'not measured',
    },
  },
} as const;
