/** Texts of the governance page. */
export const governanceMessages = {
  governance: {
    what: 'the assessment',
    title: 'Where this version stands',
    tier: 'Tier',
    tierDeclared: '(declared: {{tier}})',
    tierUndeclared: '(none declared)',
    decision: 'Decision:',
    next: 'Next:',
    step: {
      review: 'a person has to decide the open review ({{subject}}).',
      blocked:
        'the version stays blocked until someone with the right to unblocks it.',
      gap: 'close the gap ‘{{requirement}}’ – {{reason}}',
      waiver: 'the exception from ‘{{requirement}}’ ends on {{at}}.',
      unknown:
        'nothing was decided, what the decision needs was not recorded yet.',
      nothing: 'nothing is due.',
    },
    decisions: 'Decisions',
    noDecisions: 'No decision was recorded yet',
    decided: 'Decided',
    by: 'By',
  },
  drift: {
    title: 'Drift',
    none: 'No drift was measured',
    noneDescription:
      'Post measurements to the drift route; the tier decides what they cause.',
    older: 'Older measurements',
    measurements: 'Measurements of {{metric}}, newest first',
    summary_one:
      '{{metric}}: {{count}} measurement, latest {{latest}}, threshold {{threshold}}',
    summary_other:
      '{{metric}}: {{count}} measurements, latest {{latest}}, threshold {{threshold}}',
    threshold: 'threshold {{threshold}}',
    at: 'When',
    score: 'Score',
    line: 'Threshold',
    action: 'Action',
    reason: 'Reason',
    source: 'Source',
  },
  requirements: {
    title: 'Requirements (NIST AI RMF)',
    map: 'Map',
    measure: 'Measure',
    manage: 'Manage',
    govern: 'Govern',
    none: 'No requirement',
    waiver: 'Excepted until {{at}}: {{reason}}',
    state: {
      met: 'met',
      gap: 'gap',
      waived: 'excepted',
      unknown: 'unknown',
    },
  },
  review: {
    open_one: '{{count}} open review',
    open_other: '{{count}} open reviews',
    requested: 'Requested',
    approve: 'Approve',
    reject: 'Reject',
    approveTitle: 'Approve this review',
    rejectTitle: 'Reject this review',
    cancel: 'Cancel',
    comment: 'Comment',
    commentHelp: 'Kept with the decision.',
    subject: {
      drift: 'Drift above the tier’s threshold',
      'tier-change': 'Change to a laxer tier',
      approval: 'Approval of the version',
    },
    effect: {
      drift: {
        approve: 'The version stays in use although it drifted.',
        reject: 'The drift counts: the version is taken out of use.',
      },
      'tier-change': {
        approve: 'The laxer tier declared in git counts from now on.',
        reject: 'The stricter tier keeps counting.',
      },
      approval: {
        approve: 'The version becomes approved.',
        reject: 'The version becomes rejected.',
      },
    },
  },
} as const;
