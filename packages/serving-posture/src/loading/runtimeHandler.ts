/** Handlers of kata-deploy that run in a hardware TEE. */
const TRUSTED = new Set([
  'kata-qemu-snp',
  'kata-qemu-tdx',
  'kata-qemu-sev',
  'kata-qemu-se',
  'kata-qemu-cca',
  'kata-clh-tdx',
  'kata-qemu-nvidia-gpu-snp',
  'kata-qemu-nvidia-gpu-tdx',
]);

/** Handlers known to give no hardware protection of memory. */
const NOT_TRUSTED = new Set([
  'runc',
  'crun',
  'runsc',
  'kata',
  'kata-qemu',
  'kata-clh',
  'kata-fc',
  'kata-dragonball',
  'kata-qemu-nvidia-gpu',
  'kata-qemu-coco-dev',
]);

/**
 * Whether a runtime handler is a trusted execution environment. Handler names
 * are free-form, so one that is not in the lists is unknown; `coco-dev` is
 * confidential containers without the hardware.
 */
export function classifyRuntimeHandler(
  handler: string,
): 'yes' | 'no' | 'unknown' {
  const name = handler.replace(/-runtime-rs$/, '');
  if (TRUSTED.has(name)) return 'yes';
  return NOT_TRUSTED.has(name) ? 'no' : 'unknown';
}
