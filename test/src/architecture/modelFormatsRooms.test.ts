import { readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { filesBelow, inRepository } from '../support/repository';
import { shippedImports } from './sourceImports';

const PACKAGE = 'packages/model-formats';
const SOURCE = `${PACKAGE}/src`;

/** Folders of `src` that import one another; `.` is `src` itself. */
function importsBetween(
  roomOf: (file: string) => string,
): Map<string, Set<string>> {
  const rooms = new Map<string, Set<string>>();
  for (const { file, module } of shippedImports(PACKAGE)) {
    const from = roomOf(posix.relative(SOURCE, file));
    const imported = rooms.get(from) ?? new Set();
    rooms.set(from, imported);
    if (module.startsWith('.')) {
      const path = posix.join(dirname(file), module);
      // A folder's index may be meant by the folder's name.
      const isFolder = readable(`${path}/index.ts`);
      const to = roomOf(
        posix.relative(SOURCE, isFolder ? `${path}/index.ts` : path),
      );
      if (to !== from) {
        imported.add(to);
      }
    }
  }
  return rooms;
}

function readable(path: string): boolean {
  try {
    return readFileSync(inRepository(path)).length > 0;
  } catch {
    return false;
  }
}

/** What is left when rooms that import nothing of what is left are taken away. */
function circles(rooms: Map<string, Set<string>>): string[] {
  const left = new Map(rooms);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [room, imported] of left) {
      if (![...imported].some(other => left.has(other))) {
        left.delete(room);
      }
    }
  }
  return [...left.keys()].sort();
}

describe('folders of model-formats', () => {
  it('import one way: none is in a circle', () => {
    const rooms = importsBetween(dirname);
    expect(rooms.size).toBeGreaterThan(20);
    expect(circles(rooms)).toEqual([]);
  });

  it('nor with what stands below them', () => {
    expect(
      circles(
        importsBetween(file => (file.includes('/') ? file.split('/')[0] : '.')),
      ),
    ).toEqual([]);
  });

  it('finds a circle of three, and what only leads to it', () => {
    const of = (...others: string[]) => new Set(others);
    expect(
      circles(
        new Map([
          ['a', of('b')],
          ['b', of('c')],
          ['c', of('a')],
          ['leads', of('a')],
          ['leaf', of()],
          ['stands', of('leaf')],
        ]),
      ),
    ).toEqual(['a', 'b', 'c', 'leads']);
  });

  const readers = filesBelow(inRepository(SOURCE)).filter(
    path => /Reader\.ts$/.test(path) && !path.startsWith('recognised/'),
  );
  const declared = readers
    .map(path => ({
      path,
      text: readFileSync(inRepository(SOURCE, path), 'utf8'),
    }))
    .filter(({ text }) => /: FormatReader (=|\{)/.test(text));

  it.each(declared)(
    '$path says how a format is known and leaves reading to another file',
    ({ text }) => {
      const reads = [...text.matchAll(/^\s*read(: [^\n]*|\()/gm)].map(
        ([, how]) => how,
      );
      expect(reads.length).toBeGreaterThan(0);
      for (const how of reads) {
        const name = /(?:^: |=> )(\w+)[,(]/.exec(how)?.[1];
        expect(text).toMatch(new RegExp(`import [^;]*\\b${name}\\b[^;]*from`));
      }
    },
  );

  it('has such a reader in most rooms', () => {
    expect(declared.length).toBeGreaterThan(15);
  });
});
