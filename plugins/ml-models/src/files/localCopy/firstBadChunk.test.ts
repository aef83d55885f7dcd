import { firstBadChunk } from './firstBadChunk';

const recorded = { size: '25', chunkSize: 10 };

describe('firstBadChunk', () => {
  it.each([
    [
      { size: 25, badChunks: [1, 2] },
      { chunk: 1, first: 10, last: 19 },
    ],
    [
      { size: 25, badChunks: [2] },
      { chunk: 2, first: 20, last: 24 },
    ],
    [
      { size: 28, badChunks: [2] },
      { chunk: 2, first: 20, last: 27 },
    ],
    [
      { size: 5, badChunks: [0, 1, 2] },
      { chunk: 0, first: 0, last: 9 },
    ],
    [{ size: 25, badChunks: [] }, undefined],
    [{ size: 25 }, undefined],
  ])('of %p is %p', (local, span) => {
    expect(firstBadChunk(recorded, local)).toEqual(span);
  });
});
