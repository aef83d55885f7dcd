import { AdapterFacts } from '../inspection/Inspection';
import { LoraLayers } from './LoraLayers';

/** The one element of `values`, or `null`. */
export function only<T>(values: Iterable<T>): T | null {
  const [first, second] = values;
  return first !== undefined && second === undefined ? first : null;
}

/** Rank, ranks and targets as the tensors tell; at most `maximum` targets. */
export function layerFacts(
  layers: LoraLayers,
  maximum: number,
): Pick<AdapterFacts, 'rank' | 'ranks' | 'targets'> {
  const ranks = layers.ranks();
  return {
    rank: only(ranks.keys()),
    ranks: Object.fromEntries(
      [...ranks].map(([rank, count]) => [String(rank), count]),
    ),
    targets: layers.targets().slice(0, maximum),
  };
}

/** A number that metadata states as text, or `null`. */
export function statedNumber(text: string | undefined): number | null {
  const value = text?.trim() ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
}
