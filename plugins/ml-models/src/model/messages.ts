/** Texts of the frame that every model page has. */
export const modelMessages = {
  model: {
    what: 'the model',
    versionWhat: 'version {{version}}',
    version: 'Version',
    noVersion: 'No version was registered yet',
    removed: 'no longer in the catalog',
    owner: 'owner',
  },
  tier: {
    words: {
      'tier-1': 'laxest tier (tier-1: is watched)',
      'tier-2': 'middle tier (tier-2: a person decides)',
      'tier-3': 'strictest tier (tier-3: blocks by itself)',
    },
    declared: '{{tier}} is declared, the stricter one counts',
  },
  need: {
    title_one: 'Needs somebody: {{count}} thing',
    title_other: 'Needs somebody: {{count}} things',
    nothing: 'Nothing here waits for anybody.',
    why: 'Why, and what to do',
    cure: 'What really changes it',
    command: 'command',
    yaml: 'lines to put in',
    goTo: 'Go to {{tab}}',
    tab: {
      versions: 'Versions',
      files: 'Files & integrity',
      sbom: 'SBOM',
      governance: 'Governance',
      serving: 'Serving & mesh',
      rollout: 'Rollout',
    },
    turn: {
      owner: 'the owner’s turn',
      reviewer: 'a reviewer’s turn',
      platform: 'the platform team’s turn',
    },
    since: 'since',
  },
  asOf: {
    title: 'You are looking at the past: {{asOf}}',
    position: 'Everything up to event {{position}}, recorded',
    description: 'What was not recorded by then is unknown for that day.',
    presentOnly:
      'This tab is about what is measured now and shows the present.',
    nothing: 'Nothing was recorded about this model by then',
    return: 'Back to the present',
    pick: 'See the model as of',
    pickHelp: 'The end of that day, UTC',
    state: 'On that day {{version}} was',
  },
} as const;
