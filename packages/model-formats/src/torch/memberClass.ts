/** What a member of an archive is for, by its name below the root. */
export type MemberClass =
  | 'pickle'
  | 'storage'
  | 'code'
  | 'extra'
  | 'usual'
  | 'unexpected';

const STORAGE = /^(data|constants|tensors|bytecode)\/[^/]+$/;
const PICKLE =
  /^(data|constants|bytecode|attributes|mobile_debug_handles)\.pkl$|\.debug_pkl$/;
const USUAL =
  /^(version|byteorder|\.format_version|\.storage_alignment|\.data\/(version|serialization_id)|model\.json)$/;

export function memberClass(name: string): MemberClass {
  if (STORAGE.test(name)) {
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
