import { AdapterFacts } from '../inspection/Inspection';
import { LoraTensorName } from './loraTensor';

/** A pair whose two matrices do not multiply. */
export interface LoraMismatch {
  module: string;
  down: number | null;
  up: number | null;
}

interface Layer {
  down?: number;
  up?: number;
  alpha?: number;
}

/** The adapted modules of one file, from the names and shapes of its tensors. */
export class LoraLayers {
  private readonly layers = new Map<string, Layer>();
  private readonly types = new Set<LoraTensorName['type']>();
  private foundConvention: AdapterFacts['convention'] | undefined;

  /** `shape` has the output dimension first. */
  add(
    { module, role, type, convention }: LoraTensorName,
    shape: readonly number[],
  ): void {
    if (role === 'alpha') {
      return;
    }
    let layer = this.layers.get(module);
    if (!layer) {
      layer = {};
      this.layers.set(module, layer);
    }
    this.types.add(type);
    this.foundConvention ??= convention;
    if (role === 'down') {
      layer.down = shape[0];
    } else if (role === 'up') {
      layer.up = shape[1];
    }
  }

  /** A scalar named `alpha` counts only beside matrices of the same module. */
  has(module: string): boolean {
    return this.layers.has(module);
  }

  setAlpha(module: string, alpha: number): void {
    const layer = this.layers.get(module);
    if (layer) {
      layer.alpha = alpha;
    }
  }

  /** `undefined` when no tensor belongs to an adapter. */
  get convention(): AdapterFacts['convention'] | undefined {
    return this.foundConvention;
  }

  get type(): string {
    return (
      (['dora', 'loha', 'lokr'] as const).find(type => this.types.has(type)) ??
      'lora'
    );
  }

  /** Layers per rank. */
  ranks(): Map<number, number> {
    const ranks = new Map<number, number>();
    for (const { down, up } of this.layers.values()) {
      const rank = down ?? up;
      if (rank !== undefined) {
        ranks.set(rank, (ranks.get(rank) ?? 0) + 1);
      }
    }
    return ranks;
  }

  alphas(): Set<number> {
    const alphas = new Set<number>();
    for (const { alpha } of this.layers.values()) {
      if (alpha !== undefined) {
        alphas.add(alpha);
      }
    }
    return alphas;
  }

  targets(): string[] {
    return [...this.layers.keys()].sort();
  }

  /** Layers with one matrix only, or with two that do not fit. */
  *mismatches(): Generator<LoraMismatch> {
    for (const [module, { down, up }] of this.layers) {
      if (down !== up) {
        yield { module, down: down ?? null, up: up ?? null };
      }
    }
  }
}
