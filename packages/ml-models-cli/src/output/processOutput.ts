import { once } from 'node:events';
import { Output } from './Output';

/**
 * The process's own streams. A reader that goes away (`| head`) is not an
 * error: the command still judges every subject and ends with its verdict.
 */
export function processOutput(): Output {
  const { stdout, stderr } = process;
  let closed = false;
  let progressShown = false;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        throw error;
      }
      closed ||= stream === stdout;
      stdout.emit('drain');
    });
  }
  const clearProgress = () => {
    if (progressShown) {
      stderr.write('\r\u001b[K');
      progressShown = false;
    }
  };
  return {
    async answer(text) {
      clearProgress();
      if (!closed && !stdout.write(text)) {
        await once(stdout, 'drain');
      }
    },
    message(text) {
      clearProgress();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (stderr.isTTY) {
        stderr.write(`\r\u001b[K${text}`);
        progressShown = true;
      }
    },
  };
}
