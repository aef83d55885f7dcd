import { AdapterFacts } from '../inspection/Inspection';
import { JsonLexer } from '../json/JsonLexer';
import {
  isNumber,
  jsonText,
  JsonValue,
  JsonValueReader,
} from '../json/readValue';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { only } from './layerFacts';
import { reportPeftConfig } from './reportPeftConfig';

type Config = ReadonlyMap<string, JsonValue>;

/** All keys as metadata, and what they say of the adapter. Throws `MALFORMED` for what is no object. */
export function readPeftConfig(
  source: ByteSource,
  context: InspectionContext,
): void {
  context.assertLimit('jsonBytes', source.size, 0);
  const lexer = new JsonLexer(source, 0, source.size, 'configuration');
  const config = new JsonValueReader(lexer, context).read();
  lexer.expectEnd();
  if (!(config instanceof Map)) {
    throw lexer.unexpected('an object expected');
  }
  for (const [key, value] of config) {
    if (value !== null) {
      context.addMetadata(
        key,
        typeof value === 'string' ? value : jsonText(value),
      );
    }
  }
  context.facts.adapter = adapterFacts(config, context.limits.values);
  reportPeftConfig(config, context);
}

function adapterFacts(config: Config, maximum: number): AdapterFacts {
  const type = textOf(config.get('peft_type')) ?? '';
  return {
    convention: 'peft',
    type: config.get('use_dora') === true ? 'dora' : type.toLowerCase(),
    baseModel: textOf(config.get('base_model_name_or_path')),
    rank: uniform(config.get('r'), config.get('rank_pattern')),
    alpha: uniform(config.get('lora_alpha'), config.get('alpha_pattern')),
    targets: textsOf(config.get('target_modules')).sort().slice(0, maximum),
  };
}

/** The default that holds for all layers unless a pattern gives some another. */
function uniform(
  standard: JsonValue | undefined,
  pattern: JsonValue | undefined,
): number | null {
  if (!isNumber(standard)) {
    return null;
  }
  const values = new Set([standard.number]);
  if (pattern instanceof Map) {
    for (const value of pattern.values()) {
      values.add(jsonText(value));
    }
  }
  const value = only(values);
  return value === null ? null : Number(value);
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** A list of names, or one pattern. */
function textsOf(value: JsonValue | undefined): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter(one => typeof one === 'string');
}
