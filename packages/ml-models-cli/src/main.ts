import { EXIT } from './exitCode';
import { processOutput } from './output/processOutput';
import { runCommandLine } from './runCommandLine';

process.on('uncaughtException', error => {
  process.stderr.write(`ml-models: internal error: ${error.stack}\n`);
  process.exit(EXIT.INTERNAL);
});

runCommandLine(process.argv.slice(2), processOutput()).then(exit => {
  process.exitCode = exit;
});
