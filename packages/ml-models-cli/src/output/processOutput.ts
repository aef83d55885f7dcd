import { writeSync } from 'node:fs';
import { Output } from './Output';

const STDOUT = 1;

/**
 * The process's own streams. A reader that goes away (`| head`) is not an
 * error: the command still judges every subject and ends with its verdict.
 *
 * Node's streams are set up when they are first needed, standard error by the
 * first message, standard output by a reader that does not keep up: that takes
 * as long as reading a small model.
 */
export function processOutput(): Output {
  let closed = false;
  let progressShown = false;
  let stderr: NodeJS.WriteStream | undefined;
  let stdout: NodeJS.WriteStream | undefined;
  const say = (text: string) => {
    if (!stderr) {
      stderr = process.stderr;
      stderr.on('error', ignoreClosed);
    }
    stderr.write(text);
  };
  const clearProgress = () => {
    if (progressShown) {
      say('\r\u001b[K');
      progressShown = false;
    }
  };
  const stream = () => {
    if (!stdout) {
      stdout = process.stdout;
      stdout.on('error', error => {
        ignoreClosed(error);
        closed = true;
        // Whoever waits for room would wait for ever.
        stdout!.emit('drain');
      });
    }
    return stdout;
  };
  return {
    async answer(text) {
      clearProgress();
      if (closed) {
        return;
      }
      let rest: Buffer | undefined = Buffer.from(text);
      try {
        rest = stdout ? rest : writeNow(rest);
      } catch (error) {
        ignoreClosed(error as NodeJS.ErrnoException);
        closed = true;
        return;
      }
      if (rest && !stream().write(rest)) {
        await new Promise(resolve => stream().once('drain', resolve));
      }
    },
    message(text) {
      clearProgress();
      say(`${text}\n`);
    },
    progress(text) {
      if (process.stderr.isTTY) {
        say(`\r\u001b[K${text}`);
        progressShown = true;
      }
    },
  };
}

/** What standard output did not take at once, where it is one that does not wait. */
function writeNow(bytes: Buffer): Buffer | undefined {
  let written = 0;
  try {
    while (written < bytes.length) {
      written += writeSync(STDOUT, bytes, written);
    }
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
      throw error;
    }
    return bytes.subarray(written);
  }
}

function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    throw error;
  }
}
