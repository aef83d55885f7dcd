import { AdapterFacts } from '../inspection/Inspection';
import { layerFacts, only, statedNumber } from '../lora/layerFacts';
import { LoraLayers } from '../lora/LoraLayers';
import { loraTensorName } from '../lora/loraTensor';
import { readScalar } from '../lora/readScalar';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { HeaderTensor } from './HeaderTensor';

/** How far a stated alpha may be from the stored one: 16-bit floats round. */
const ALPHA_TOLERANCE = 0.01;

/**
 * Facts of a LoRA and its kin: rank and targets from the tensors, alpha from
 * their scalars, the base model from the keys of sd-scripts and ModelSpec; and
 * what these keys say against what the tensors are.
 */
export class AdapterReader {
  private readonly layers = new LoraLayers();
  private readonly alphas: [module: string, tensor: HeaderTensor][] = [];

  constructor(
    private readonly source: ByteSource,
    private readonly context: InspectionContext,
    private readonly dataStart: number,
  ) {}

  add(tensor: HeaderTensor): void {
    const part = loraTensorName(tensor.name);
    if (part?.role === 'alpha') {
      this.alphas.push([part.module, tensor]);
    } else if (part) {
      this.layers.add(part, tensor.shape);
    }
  }

  /** To be called once, when the layout of the tensors is known to be sound. */
  finish(metadata: ReadonlyMap<string, string>): void {
    const { layers, context } = this;
    this.readAlphas();
    const adapter = adapterFacts(layers, metadata, context.limits.values);
    if (adapter) {
      context.facts.adapter = adapter;
      reportMismatches(layers, context);
      reportStated(layers, metadata, context);
    }
  }

  private readAlphas(): void {
    const paged = new PagedBytes(this.source);
    for (const [module, { name, dtype, shape, begin }] of this.alphas) {
      if (
        this.layers.has(module) &&
        shape.every(dimension => dimension === 1)
      ) {
        const offset = this.dataStart + begin;
        const alpha = readScalar(paged, offset, dtype);
        if (alpha !== undefined && !Number.isFinite(alpha)) {
          this.context.report('safetensors/lora-alpha', `${name} is ${alpha}`, {
            offset,
          });
        } else if (alpha !== undefined) {
          this.layers.setAlpha(module, alpha);
        }
      }
    }
  }
}

function adapterFacts(
  layers: LoraLayers,
  metadata: ReadonlyMap<string, string>,
  maximum: number,
): AdapterFacts | undefined {
  const architecture = metadata.get('modelspec.architecture');
  const convention =
    layers.convention ??
    (metadata.get('ss_network_module') && 'kohya') ??
    (architecture?.endsWith('/lora') ? 'modelspec' : undefined);
  if (!convention) {
    return undefined;
  }
  const alphas = layers.alphas();
  return {
    convention,
    type: layers.type,
    baseModel:
      metadata.get('ss_sd_model_name') ??
      metadata.get('ss_base_model_version') ??
      architecture?.replace(/\/lora$/, '') ??
      null,
    ...layerFacts(layers, maximum),
    alpha:
      alphas.size > 0
        ? only(alphas)
        : statedNumber(metadata.get('ss_network_alpha')),
  };
}

/** Only plain LoRA: LoHa and LoKr may store their matrices the other way round. */
function reportMismatches(
  layers: LoraLayers,
  context: InspectionContext,
): void {
  if (layers.type !== 'lora') {
    return;
  }
  for (const { module, down, up } of layers.mismatches()) {
    context.report(
      'safetensors/lora-shape',
      `the matrices of ${module} have the ranks ${down ?? 'none'} and ${
        up ?? 'none'
      }`,
    );
  }
}

/** Layers may differ; what is stated must be true of one of them. */
function reportStated(
  layers: LoraLayers,
  metadata: ReadonlyMap<string, string>,
  context: InspectionContext,
): void {
  const ranks = [...layers.ranks().keys()];
  const rank = statedNumber(metadata.get('ss_network_dim'));
  if (rank !== null && ranks.length > 0 && !ranks.includes(rank)) {
    context.report(
      'safetensors/lora-rank',
      `ss_network_dim is ${rank}, the tensors have the rank ${ranks
        .slice(0, 10)
        .join(', ')}`,
      undefined,
      { stated: rank },
    );
  }
  const alphas = [...layers.alphas()];
  const alpha = statedNumber(metadata.get('ss_network_alpha'));
  if (
    alpha !== null &&
    alphas.length > 0 &&
    !alphas.some(
      stored => Math.abs(stored - alpha) <= Math.abs(alpha) * ALPHA_TOLERANCE,
    )
  ) {
    context.report(
      'safetensors/lora-alpha',
      `ss_network_alpha is ${alpha}, the tensors have ${alphas
        .slice(0, 10)
        .join(', ')}`,
      undefined,
      { stated: alpha },
    );
  }
}
