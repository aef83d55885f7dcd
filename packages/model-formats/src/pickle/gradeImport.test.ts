import { gradeImport } from './gradeImport';

const grade = (path: string, torchscript = false) => {
  const [module, name] = path.split(' ');
  return gradeImport(module, name, torchscript);
};

describe('gradeImport', () => {
  it.each([
    'collections OrderedDict',
    'torch._utils _rebuild_tensor_v2',
    'torch FloatStorage',
    'torch.storage UntypedStorage',
    'torch bfloat16',
    'torch.jit._pickle build_intlist',
    'numpy dtype',
    'numpy._core.multiarray _reconstruct',
    'builtins set',
    '__builtin__ long',
    '__builtin__ unicode',
    '__builtin__ xrange',
    'pathlib PosixPath',
    'pathlib._local PosixPath',
    'uuid UUID',
    'argparse Namespace',
    'datetime datetime',
    'decimal Decimal',
    'collections deque',
    'numpy float32',
    'numpy.core.numeric _frombuffer',
  ])('allows %s', path => {
    expect(grade(path)).toBeUndefined();
  });

  it.each([
    'os system',
    'posix system',
    'builtins eval',
    '__builtin__ getattr',
    'builtins set.__init__',
    'asyncio.unix_events _UnixSubprocessTransport._start',
    'pip main',
    'pkgutil resolve_name',
    'torch.hub load',
    'torch.storage _load_from_bytes',
    'torch.serialization load',
    'torch.jit.unsupported_tensor_ops execWrapper',
    'numpy.testing._private.utils runstring',
    'uuid _get_command_stdout',
    'functools partial',
    '__builtin__ file',
    '__builtin__ execfile',
    'pathlib Path.write_text',
    'types FunctionType',
    'uuid UUID.__init__',
  ])('calls %s critical', path => {
    expect(grade(path)).toBe('critical');
  });

  it.each([
    'my_model Net',
    'torch load_',
    'torch FloatStorage.x',
    'collections OrderedDict\r',
    'Collections OrderedDict',
    'torch.nn.modules.linear Linear',
  ])('calls %j high: not on the list', path => {
    expect(grade(path)).toBe('high');
  });

  it('allows the classes of an archive’s own code only there', () => {
    expect(grade('__torch__.a M', true)).toBeUndefined();
    expect(grade('__torch__ M', true)).toBeUndefined();
    expect(grade('__torch__.a M', false)).toBe('high');
    expect(grade('__torch__x M', true)).toBe('high');
  });
});
