module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  require('../../scripts/import-rules.cjs').lintZones(__dirname),
);
