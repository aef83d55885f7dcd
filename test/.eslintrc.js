module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // This workspace is what crosses packages: it starts whole portals.
    '@backstage/no-mixed-plugin-imports': 'off',
  },
  overrides: [
    {
      // What is measured is the source, not what a package publishes of it.
      files: ['bench/**'],
      rules: { '@backstage/no-relative-monorepo-imports': 'off' },
    },
    {
      // Playwright's tests, not jest's.
      files: ['e2e/**'],
      rules: {
        'jest/expect-expect': 'off',
        'jest/no-standalone-expect': 'off',
        'jest/valid-title': 'off',
        'no-restricted-syntax': 'off',
      },
    },
  ],
});
