import { artifact } from '../__testUtils__/fixtures';
import { fileTree, foldersAbove } from './fileTree';

const files = [
  artifact({ path: 'b.onnx', size: '1' }),
  artifact({ path: 'data/w/1.bin', size: '9007199254740993' }),
  artifact({
    path: 'data/0.bin',
    size: '2',
    inspection: { format: 'unknown', status: 'unsupported', findings: [] },
  }),
  artifact({ path: '/odd', size: '4' }),
];

const outline = (isOpen: (folder: string) => boolean) =>
  fileTree(files, isOpen).map(
    ({ name, depth, size, status }) =>
      `${' '.repeat(depth)}${name} ${size} ${status}`,
  );

describe('fileTree', () => {
  it('lists folders first, each with the sum and the worst of what is below', () => {
    expect(outline(() => true)).toEqual([
      'data 9007199254740995 unsupported',
      ' w 9007199254740993 clean',
      '  1.bin 9007199254740993 clean',
      ' 0.bin 2 unsupported',
      '/odd 4 clean',
      'b.onnx 1 clean',
    ]);
  });

  it('hides what is below a closed folder', () => {
    expect(outline(folder => folder !== 'data/w')).toEqual([
      'data 9007199254740995 unsupported',
      ' w 9007199254740993 clean',
      ' 0.bin 2 unsupported',
      '/odd 4 clean',
      'b.onnx 1 clean',
    ]);
  });

  it('names the folders above a file, outermost first', () => {
    expect(foldersAbove('data/w/1.bin')).toEqual(['data', 'data/w']);
    expect(foldersAbove('b.onnx')).toEqual([]);
  });
});
