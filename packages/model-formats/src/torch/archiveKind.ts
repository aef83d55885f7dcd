import { ModelFormat } from '../inspection';
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
  const any = visitMemberNames(source, name => {
    mark(marks, name);
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
function mark(marks: Marks, name: Uint8Array): void {
  const last = name[name.length - 1];
  const npy = last === 0x79 && endsWith(name, '.npy');
  marks.arrays &&= npy;
  if (last === 0x6c) {
    marks.dataPickle ||= isMember(name, 'data.pkl');
    marks.script ||=
      isMember(name, 'constants.pkl') || isMember(name, 'bytecode.pkl');
  } else if (last === 0x6e) {
    marks.modelJson ||= isMember(name, 'model.json');
    marks.manifest ||= endsWith(name, 'MAR-INF/MANIFEST.json');
  } else if (last === 0x79) {
    marks.script ||= inDirectory(name, 'code/');
  } else if (!marks.tensors && last >= 0x30 && last <= 0x39) {
    marks.tensors = inDirectory(name, 'tensors/');
  }
}

function endsWith(name: Uint8Array, text: string): boolean {
  const start = name.length - text.length;
  for (let i = text.length - 1; i >= 0; i--) {
    if (name[start + i] !== text.charCodeAt(i)) {
      return false;
    }
  }
  return true;
}

/** `text` itself or `…/text`. */
function isMember(name: Uint8Array, text: string): boolean {
  return (
    endsWith(name, text) &&
    (name.length === text.length ||
      name[name.length - text.length - 1] === 0x2f)
  );
}

function inDirectory(name: Uint8Array, directory: string): boolean {
  const path = new TextDecoder().decode(name);
  return path.startsWith(directory) || path.includes(`/${directory}`);
}
