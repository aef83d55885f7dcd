import { hierarchy } from '@visx/hierarchy';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

type TensorGroup = Wire['TensorGroup'];

/** A tile, or a family of tiles, or the whole map. */
export interface TreemapDatum {
  family?: string;
  group?: TensorGroup;
  /** bytes, for the area alone: exact figures stand in the group */
  size: number;
  children?: TreemapDatum[];
}

/** The groups by family, largest first; groups without bytes have no area and are left out. */
export function treemapOf(groups: readonly TensorGroup[]) {
  const families = new Map<string, TreemapDatum[]>();
  for (const group of groups) {
    const size = Number(group.bytes);
    if (size > 0) {
      const family = families.get(group.family) ?? [];
      family.push({ group, size });
      families.set(group.family, family);
    }
  }
  return hierarchy<TreemapDatum>({
    size: 0,
    children: [...families].map(([family, children]) => ({
      family,
      size: 0,
      children,
    })),
  })
    .sum(({ size }) => size)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
}
