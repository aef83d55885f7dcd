// Makes docs/findings.md of the catalogue of findings. `--check` writes nothing and fails when it is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { format } from 'prettier';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'docs', 'findings.md');
const catalogue = join(
  root,
  'packages/model-formats/src/findings/FINDING_RULES.ts',
);

async function loadRules() {
  const { outputFiles } = await build({
    entryPoints: [catalogue],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const module = await import(`data:text/javascript;base64,${code}`);
  return module.FINDING_RULES;
}

const weakness = cwe =>
  `[${cwe}](https://cwe.mitre.org/data/definitions/${cwe.slice(4)}.html)`;
const cell = text => text.replaceAll('|', '\\|');

function section([group, entries]) {
  const rows = entries.map(
    ([id, { severity, cwe, risk, advice }]) =>
      `| <a id="${id.replace(
        '/',
        '-',
      )}"></a>\`${id}\` | ${severity} | ${weakness(cwe)} | ${cell(
        risk,
      )} | ${cell(advice)} |`,
  );
  return `## ${group}

| rule | severity | weakness | what an attacker gains | what to do |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const rules = Object.entries(await loadRules());
const groups = Map.groupBy(rules, ([id]) => id.split('/')[0]);
const text = await format(
  `<!-- Made by scripts/generate-findings.mjs from the catalogue in packages/model-formats/src/findings. Do not edit. -->

# Findings

What a reader can report of a model file: ${
    rules.length
  } rules. A finding at \`low\` or above makes an inspection
\`findings\`, never \`clean\`; one at or above \`mlModels.ingestion.refuseAtSeverity\` (default \`high\`) refuses the
registration and ends \`ml-models scan\` with 1. A rule may be graded by what was found; the severity here is its
default. \`failed\` and \`unsupported\` inspections are no findings and never good: see [errors](errors.md).

${[...groups].map(section).join('\n')}`,
  { parser: 'markdown' },
);

let present = '';
try {
  present = readFileSync(target, 'utf8');
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
}
if (present !== text) {
  if (process.argv.includes('--check')) {
    console.error('docs/findings.md is out of date: run npm run generate');
    process.exitCode = 1;
  } else {
    writeFileSync(target, text);
    console.log('wrote docs/findings.md');
  }
}
