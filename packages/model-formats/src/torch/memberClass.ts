/** What a member of an archive is for, by its name below the root. */
export type MemberClass =
  | 'pickle'
  | 'storage'
  | 'code'
  | 'extra'
  | 'usual'
  | 'unexpected';

const STORAGES = ['data/', 'constants/', 'tensors/', 'bytecode/'];
const PICKLE =
  /^(data|constants|bytecode|attributes|mobile_debug_handles)\.pkl$|\.debug_pkl$/;
const USUAL =
  /^(version|byteorder|\.format_version|\.storage_alignment|\.data\/(version|serialization_id)|model\.json)$/;

/** Stands below the root in one of the directories of storages; most members do. */
export function isStorage(name: string, rootLength: number): boolean {
  for (let i = 0; i < STORAGES.length; i++) {
    if (name.startsWith(STORAGES[i], rootLength)) {
      const start = rootLength + STORAGES[i].length;
      return start < name.length && name.indexOf('/', start) < 0;
    }
  }
  return false;
}

export function memberClass(name: string): MemberClass {
  if (isStorage(name, 0)) {
    return 'storage';
  }
  if (PICKLE.test(name)) {
    return 'pickle';
  }
  if (name.startsWith('extra/')) {
    return 'extra';
  }
  if (name.startsWith('code/') && name.endsWith('.py')) {
    return 'code';
  }
  return USUAL.test(name) || name.endsWith('/') ? 'usual' : 'unexpected';
}
