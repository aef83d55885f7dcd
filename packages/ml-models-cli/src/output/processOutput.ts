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
  const ignoreClosed = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
  };
  stderr.on('error', ignoreClosed);
  stdout.on('error', error => {
    ignoreClosed(error);
    closed = true;
    // Whoever waits for room would wait for ever.
    stdout.emit('drain');
  });
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
