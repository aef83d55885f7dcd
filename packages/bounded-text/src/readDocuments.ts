import { decodeText } from './decodeText';
import { readJson } from './json/readJson';
import { TEXT_LIMITS, TextLimits } from './limits';
import { TextError } from './TextError';
import { readYamlStream } from './yaml/readYaml';

/**
 * The documents of a text that is YAML or JSON: JSON by its own reader, which takes a hundredth of the time for what
 * `kubectl get -o json` prints and may therefore be longer. A flow mapping of YAML begins like JSON.
 *
 * Throws `TextError`.
 * @public
 */
export function readDocuments(
  input: string | Uint8Array,
  limits: { yaml?: Partial<TextLimits>; json?: Partial<TextLimits> } = {},
): unknown[] {
  const { bytes = TEXT_LIMITS.bytes } = limits.yaml ?? {};
  const jsonBytes = limits.json?.bytes ?? bytes;
  const text = decodeText(input, Math.max(bytes, jsonBytes));
  if (/^\s*[{[]/.test(text)) {
    try {
      return [readJson(text, { ...limits.yaml, ...limits.json })];
    } catch (error) {
      if (!(error instanceof TextError) || error.code !== 'MALFORMED') {
        throw error;
      }
    }
  }
  return readYamlStream(text, limits.yaml);
}
