import { Severity } from '../inspection/Inspection';

/** Exactly these are harmless to call with any arguments. */
const ALLOWED = new Set([
  'collections.OrderedDict',
  'collections.Counter',
  'collections.defaultdict',
  'torch._utils._rebuild_tensor',
  'torch._utils._rebuild_tensor_v2',
  'torch._utils._rebuild_tensor_v3',
  'torch._utils._rebuild_qtensor',
  'torch._utils._rebuild_parameter',
  'torch._utils._rebuild_parameter_with_state',
  'torch._utils._rebuild_sparse_tensor',
  'torch._utils._rebuild_sparse_csr_tensor',
  'torch._utils._rebuild_meta_tensor_no_storage',
  'torch._utils._rebuild_device_tensor_from_numpy',
  'torch._tensor._rebuild_from_type_v2',
  'torch.Tensor',
  'torch.Size',
  'torch.device',
  'torch.nn.parameter.Parameter',
  'torch.per_tensor_affine',
  'torch.per_channel_affine',
  'torch.per_channel_affine_float_qparams',
  'torch.per_tensor_symmetric',
  'torch.per_channel_symmetric',
  'torch.contiguous_format',
  'torch.preserve_format',
  'torch.channels_last',
  'torch.strided',
  'torch.serialization._get_layout',
  'torch.jit._pickle.build_intlist',
  'torch.jit._pickle.build_tensorlist',
  'torch.jit._pickle.build_doublelist',
  'torch.jit._pickle.build_boollist',
  'torch.jit._pickle.build_tensor_from_id',
  'torch.jit._pickle.restore_type_tag',
  'numpy.dtype',
  'numpy.ndarray',
  'numpy.core.multiarray._reconstruct',
  'numpy.core.multiarray.scalar',
  'numpy._core.multiarray._reconstruct',
  'numpy._core.multiarray.scalar',
  // Arrays in protocol 5, out of bytes of the stream.
  'numpy.core.numeric._frombuffer',
  'numpy._core.numeric._frombuffer',
  '_codecs.encode',
]);

export const JOBLIB_ARRAY = 'joblib.numpy_pickle.NumpyArrayWrapper';

const STORAGE =
  /^torch\.(storage\.)?(Float|Double|Half|BFloat16|Long|Int|Short|Char|Byte|Bool|QInt8|QUInt8|QInt32|QUInt4x2|QUInt2x4|ComplexFloat|ComplexDouble|Untyped|Typed)Storage$/;
const DTYPE =
  /^torch\.(float16|float32|float64|bfloat16|half|float|double|uint8|uint16|uint32|uint64|int8|int16|int32|int64|bool|complex32|complex64|complex128|quint8|qint8|qint32|quint4x2|quint2x4|float8_e4m3fn|float8_e4m3fnuz|float8_e5m2|float8_e5m2fnuz|float8_e8m0fnu|float4_e2m1fn_x2)$/;
/** `long`, `unicode` and `xrange` are what protocol 2 writes for `int`, `str` and `range` (Lib/_compat_pickle.py). */
const BUILTIN_TYPES =
  /^(builtins|__builtin__)\.(set|frozenset|list|dict|tuple|str|bytes|bytearray|int|float|complex|bool|slice|range|object|long|unicode|xrange)$/;
/**
 * Values of the standard library and of NumPy that only keep what they are
 * given: whatever the arguments and the state, nothing is run, opened or
 * imported by making one.
 */
const PLAIN_VALUES = new Set(
  `collections.deque argparse.Namespace types.SimpleNamespace uuid.UUID
  uuid.SafeUUID
  pathlib.Path pathlib.PosixPath pathlib.WindowsPath pathlib.PurePath
  pathlib.PurePosixPath pathlib.PureWindowsPath pathlib._local.Path
  pathlib._local.PosixPath pathlib._local.WindowsPath
  pathlib._local.PurePath pathlib._local.PurePosixPath
  pathlib._local.PureWindowsPath
  datetime.date datetime.time datetime.datetime datetime.timedelta
  datetime.timezone decimal.Decimal fractions.Fraction
  numpy.bool_ numpy.int8 numpy.int16 numpy.int32 numpy.int64 numpy.uint8
  numpy.uint16 numpy.uint32 numpy.uint64 numpy.float16 numpy.float32
  numpy.float64 numpy.complex64 numpy.complex128`.split(/\s+/),
);
const TORCHSCRIPT_CLASS = /^__torch__(\.|$)/;

/**
 * Modules by which payloads act (union of the lists of picklescan, modelscan
 * and fickling). They only grade: what is not allowed is a finding anyway.
 */
const DANGEROUS = new Set(
  `os posix posixpath nt ntpath subprocess sys builtins __builtin__ runpy socket
  socketserver ssl shutil asyncio pty pdb bdb pickle _pickle cPickle dill
  cloudpickle joblib ctypes _ctypes importlib imp marshal types operator
  _operator functools code codeop timeit profile cProfile trace pydoc doctest
  webbrowser requests urllib urllib2 http httplib aiohttp ftplib smtplib
  imaplib telnetlib uuid _osx_support _pyrepl pip pkgutil ensurepip setuptools
  distutils venv idlelib lib2to3 tempfile io pathlib glob signal
  multiprocessing threading _thread concurrent platform inspect ast
  linecache logging numpy.f2py numpy.testing numpy.load torch.hub torch.load
  torch.serialization torch.storage._load_from_bytes torch.jit torch.utils
  torch._dynamo torch._inductor torch.distributed torch.package torch.ops
  torch.fx transformers mlflow pandas tensorflow keras sklearn.utils bz2 gzip
  lzma zipfile tarfile sqlite3 xmlrpc yaml _posixsubprocess _io commands
  popen2 pipes code test this antigravity _aix_support nturl2path cffi
  numpy.distutils numpy.ctypeslib numpy.loadtxt numpy.fromfile scipy.io`.split(
    /\s+/,
  ),
);

/**
 * How bad it is that a pickle imports this; `undefined` when it is harmless.
 * `torchscript` also allows the classes of the archive's own code.
 */
export function gradeImport(
  module: string | undefined,
  name: string | undefined,
  torchscript: boolean,
): Severity | undefined {
  if (module === undefined || name === undefined) {
    // Chosen while the stream runs, to stay unseen.
    return 'critical';
  }
  const path = `${module}.${name}`;
  if (path === JOBLIB_ARRAY) {
    // Only joblib steps over the array behind it; other loaders run its bytes.
    return 'low';
  }
  if (
    ALLOWED.has(path) ||
    STORAGE.test(path) ||
    DTYPE.test(path) ||
    BUILTIN_TYPES.test(path) ||
    PLAIN_VALUES.has(path) ||
    (torchscript && TORCHSCRIPT_CLASS.test(module) && !/[\s]/.test(path))
  ) {
    return undefined;
  }
  const parts = path.split('.');
  for (let i = 1; i <= parts.length; i++) {
    if (DANGEROUS.has(parts.slice(0, i).join('.'))) {
      return 'critical';
    }
  }
  return 'high';
}
