/** `ai.onnx` is the default domain, written as `""`. */
export function canonicalDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}
