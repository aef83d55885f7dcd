import { ModelFormat } from '../inspection/Inspection';
import { ByteSource } from '../source/ByteSource';
import { visitMemberNames } from '../zip/memberNames';

/** Members by which an archive is known, whatever its root is called. */
interface Marks {
  dataPickle: boolean;
  script: boolean;
  /** TorchScript 1.0 and 1.1 */
  modelJson: boolean;
  tensors: boolean;
  manifest: boolean;
  arrays: boolean;
}

/**
 * What an archive is, by the names in its directory; `undefined` when there is
 * no directory, `unknown` when the names say nothing.
 */
export function archiveKind(source: ByteSource): ModelFormat | undefined {
  const marks: Marks = {
    dataPickle: false,
    script: false,
    modelJson: false,
    tensors: false,
    manifest: false,
    arrays: true,
  };
  const any = visitMemberNames(source, (directory, start, end) => {
    mark(marks, directory, start, end);
    return marks.dataPickle && marks.script;
  });
  return any ? kindOf(marks) : undefined;
}

function kindOf(marks: Marks): ModelFormat {
  if (marks.dataPickle) {
    return marks.script ? 'torchscript' : 'pytorch';
  }
  if (marks.manifest) {
    return 'mar';
  }
  if (marks.modelJson && (marks.tensors || marks.script)) {
    return 'torchscript';
  }
  return marks.arrays ? 'npz' : 'unknown';
}

/** Storages are most members: they are told by one byte. */
function mark(
  marks: Marks,
  names: Uint8Array,
  start: number,
  end: number,
): void {
  const last = end > start ? names[end - 1] : 0;
  if (marks.arrays) {
    marks.arrays = last === 0x79 && endsWith(names, start, end, '.npy');
  }
  if (last === 0x6c) {
    marks.dataPickle ||= isMember(names, start, end, 'data.pkl');
    marks.script ||=
      isMember(names, start, end, 'constants.pkl') ||
      isMember(names, start, end, 'bytecode.pkl');
  } else if (last === 0x6e) {
    marks.modelJson ||= isMember(names, start, end, 'model.json');
    marks.manifest ||= endsWith(names, start, end, 'MAR-INF/MANIFEST.json');
  } else if (last === 0x79) {
    marks.script ||= inDirectory(names, start, end, 'code/');
  } else if (isDigit(last) && !marks.dataPickle && !marks.tensors) {
    // Beside a data.pkl they say nothing.
    marks.tensors = inDirectory(names, start, end, 'tensors/');
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function endsWith(
  names: Uint8Array,
  start: number,
  end: number,
  text: string,
): boolean {
  return end - start >= text.length && standsAt(names, end - text.length, text);
}

/** `text` itself or `…/text`. */
function isMember(
  names: Uint8Array,
  start: number,
  end: number,
  text: string,
): boolean {
  const length = end - start;
  return (
    endsWith(names, start, end, text) &&
    (length === text.length || names[end - text.length - 1] === 0x2f)
  );
}

/** `directory…` or `…/directory…`. */
function inDirectory(
  names: Uint8Array,
  start: number,
  end: number,
  directory: string,
): boolean {
  for (let at = start; at + directory.length <= end; at++) {
    if (
      (at === start || names[at - 1] === 0x2f) &&
      standsAt(names, at, directory)
    ) {
      return true;
    }
  }
  return false;
}

function standsAt(names: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (names[at + i] !== text.charCodeAt(i)) {
      return false;
    }
  }
  return true;
}
