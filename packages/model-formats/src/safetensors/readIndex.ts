import { JsonLexer } from '../json/JsonLexer';
import { readObject } from '../json/readObject';
import { isNumber, jsonText, JsonValueReader } from '../json/readValue';
import { InspectionContext } from '../reader/InspectionContext';
import { refuseLocation } from '../reader/refuseLocation';
import { ByteSource } from '../source/ByteSource';

/** Key of the object that maps names of tensors to files. */
export const WEIGHT_MAP = 'weight_map';

/** Names of weights and of the files that hold them, which become companions. */
export function readIndex(
  source: ByteSource,
  context: InspectionContext,
): void {
  context.assertLimit('jsonBytes', source.size, 0);
  const lexer = new JsonLexer(source, 0, source.size, 'index');
  const values = new JsonValueReader(lexer, context);
  const shards = new Map<string, number>();
  let weights = 0;
  readObject(lexer, context.limits.nameBytes, key => {
    if (key === WEIGHT_MAP) {
      readObject(lexer, context.limits.nameBytes, () => {
        lexer.peek();
        const at = lexer.position;
        const shard = lexer.string(context.limits.nameBytes);
        weights += 1;
        context.assertLimit('tensors', weights, at);
        if (!shards.has(shard)) {
          shards.set(shard, at);
          context.assertLimit('companions', shards.size, at);
        }
      });
    } else {
      const value = values.read();
      const entries = value instanceof Map ? [...value] : [];
      for (const [name, inner] of entries) {
        context.addMetadata(
          name,
          typeof inner === 'string' ? inner : jsonText(inner),
        );
        if (name === 'total_size' && !isNumber(inner)) {
          throw lexer.unexpected('total_size is no number');
        }
      }
    }
  });
  lexer.expectEnd();
  context.addMetadata(
    WEIGHT_MAP,
    `[${weights} tensors in ${shards.size} files]`,
  );
  declareShards(shards, context);
}

function declareShards(
  shards: ReadonlyMap<string, number>,
  context: InspectionContext,
): void {
  context.facts.companions = [...shards].map(([location, offset]) => {
    const refused = refuseLocation(location);
    if (refused) {
      context.report(
        'safetensors-index/shard-path',
        `the shard “${location.slice(0, 200)}” is refused: ${refused}`,
        { offset },
        { location: location.slice(0, 200) },
      );
    } else if (!location.endsWith('.safetensors')) {
      context.report(
        'safetensors-index/shard-format',
        `the shard “${location.slice(0, 200)}” is not named as safetensors`,
        { offset },
        { location: location.slice(0, 200) },
      );
    }
    return { location, requiredBytes: null, ...(refused && { refused }) };
  });
}
