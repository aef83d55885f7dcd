import { OperatorName } from './operatorName';

/**
 * `acts`: reaches for files, the network, processes or libraries. `extension`:
 * of a library that PyTorch's own projects ship. `unknown`: of any other one.
 */
export type OperatorGrade = 'built-in' | 'acts' | 'extension' | 'unknown';

const names = (text: string) => new Set(text.trim().split(/\s+/));

/** Operators that read or write files, whatever their arguments (native_functions.yaml, torchvision, torchaudio). */
const FILE_OPERATORS = names(`
  aten::save aten::from_file aten::load aten::_save aten::_load
  prim::rpc_async prim::rpc_sync prim::rpc_remote
  image::read_file image::write_file
  video_reader::read_video_from_file video_reader::probe_video_from_file
  torchaudio::sox_io_load_audio_file torchaudio::sox_io_save_audio_file
  torchaudio::sox_io_get_info torchaudio::sox_effects_apply_effects_file
  torchaudio::kaldi_io_load torchaudio::ffmpeg_load torchaudio::ffmpeg_get_info
  debugprims::load_tensor`);
/** Everything in them talks to other machines, or loads a library. */
const ACTING_DOMAINS = names(
  'c10d c10d_functional _c10d_functional rpc dist_autograd symm_mem aoti',
);
/** Registered by libtorch itself. */
const BUILT_IN_DOMAINS = names(`
  aten prim quantized _quantized quantized_decomposed prepacked mkldnn
  mkldnn_prepacked onednn sparse xnnpack rnn vulkan vulkan_prepack
  vulkan_quantized metal metal_prepack profiler static_runtime tensorexpr cuda
  cudnn inductor prims rngprims mps mtia`);
/** Ship with libraries of the PyTorch project. */
const EXTENSION_DOMAINS = names(`
  torchvision image video_reader torchaudio torchtext fbgemm torch_sparse
  torch_scatter torch_cluster torch_spline_conv torchao tensorrt ipex
  torch_ipex detectron2`);

/** What an operator, or the class of a native library, reaches for. */
export function gradeOperator({ domain, type }: OperatorName): OperatorGrade {
  if (FILE_OPERATORS.has(`${domain}::${type}`) || ACTING_DOMAINS.has(domain)) {
    return 'acts';
  }
  if (BUILT_IN_DOMAINS.has(domain)) {
    return 'built-in';
  }
  return EXTENSION_DOMAINS.has(domain) ? 'extension' : 'unknown';
}
