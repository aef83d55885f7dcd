import { startWorker } from './startWorker';

describe('startWorker', () => {
  it('runs the worker entry from its TypeScript source', async () => {
    const worker = startWorker();
    try {
      const answer = await new Promise((resolve, reject) => {
        worker.on('error', reject);
        worker.on('message', resolve);
        worker.postMessage({ fd: -1, size: 0 });
      });
      expect(answer).toEqual({ type: 'done' });
    } finally {
      await worker.terminate();
    }
  });
});
