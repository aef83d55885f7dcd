/** Texts of the frame that every model page has. */
export const modelMessages = {
  model: {
    what: 'the model',
    versionWhat: 'version {{version}}',
    version: 'Version',
    noVersion: 'No version was registered yet',
    removed: 'no longer in the catalog',
  },
  tier: {
    name: 'Tier: {{tier}}',
    declared: 'declared {{tier}}, the stricter one counts',
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
