import { jsonText, JsonValue } from '../json/readValue';
import { InspectionContext } from '../reader/InspectionContext';

/** What PEFT imports for `auto_mapping.parent_library` when all is usual. */
const USUAL_LIBRARIES =
  /^(?:transformers|diffusers|peft|timm|sentence_transformers)(?:\.[A-Za-z_]\w*)*$/;
/** The default of LoraConfig.megatron_core, which PEFT imports. */
const MEGATRON_CORE = 'megatron.core';

/**
 * Values of an adapter configuration that make PEFT run or fetch something
 * (peft, auto.py: importlib of the parent library; tuners/lora: importlib of
 * megatron_core; prompt tuning: arguments of the tokenizer's loader).
 */
export function reportPeftConfig(
  config: ReadonlyMap<string, JsonValue>,
  context: InspectionContext,
): void {
  if (trustsRemoteCode(config)) {
    context.report(
      'peft-config/remote-code',
      'trust_remote_code is set: loading the adapter runs code from elsewhere',
    );
  }
  const mapping = config.get('auto_mapping');
  const library =
    mapping instanceof Map ? mapping.get('parent_library') ?? null : null;
  if (
    library !== null &&
    !(typeof library === 'string' && USUAL_LIBRARIES.test(library))
  ) {
    reportImport('auto_mapping.parent_library', library, context);
  }
  const megatron = config.get('megatron_core') ?? null;
  if (megatron !== null && megatron !== MEGATRON_CORE) {
    reportImport('megatron_core', megatron, context);
  }
  const base = config.get('base_model_name_or_path');
  if (typeof base === 'string' && /^(?:[/\\~.]|[A-Za-z]:[/\\])/.test(base)) {
    context.report(
      'peft-config/local-path',
      'base_model_name_or_path is a path of the machine it was trained on',
    );
  }
}

function reportImport(
  key: string,
  value: JsonValue,
  context: InspectionContext,
): void {
  const module = jsonText(value).slice(0, 200);
  context.report(
    'peft-config/imported-module',
    `${key} makes PEFT import ${module}`,
    undefined,
    { key, module },
  );
}

/** Anywhere, for arguments of loaders stand in inner objects. */
function trustsRemoteCode(
  value: JsonValue | ReadonlyMap<string, JsonValue>,
): boolean {
  if (value instanceof Map) {
    return [...value].some(
      ([key, inner]) =>
        (key === 'trust_remote_code' && inner !== false && inner !== null) ||
        trustsRemoteCode(inner),
    );
  }
  return Array.isArray(value) && value.some(trustsRemoteCode);
}
