import type { Lane, LaneKind } from '../../store/Lane';
import { CATALOG_ACTOR } from '../catalog/catalogActor';
import { RUNNING_PER_HOST } from '../limits';

/**
 * How many ingestions run in this process at the same time. Those that wait for a network take no place of those whose
 * bytes lie here, one host keeps no more than `RUNNING_PER_HOST`, and one caller no more than half.
 */
export class Slots {
  private readonly taken = new Set<Lane>();

  constructor(private readonly limits: Record<LaneKind, number>) {}

  hasRoom(kind: LaneKind): boolean {
    return this.count(lane => lane.kind === kind) < this.limits[kind];
  }

  /** Enough of this lane is under way: others have their turn. */
  isBusy({ kind, hosts, caller }: Lane): boolean {
    const ofCaller = this.count(
      lane => lane.kind === kind && lane.caller === caller,
    );
    return (
      hosts.some(
        host =>
          this.count(lane => lane.hosts.includes(host)) >= RUNNING_PER_HOST,
      ) ||
      (caller !== CATALOG_ACTOR && ofCaller >= Math.ceil(this.limits[kind] / 2))
    );
  }

  /** Answers with how to give the place back. */
  take(lane: Lane): () => void {
    this.taken.add(lane);
    return () => this.taken.delete(lane);
  }

  private count(which: (lane: Lane) => boolean): number {
    let count = 0;
    for (const lane of this.taken) {
      count += which(lane) ? 1 : 0;
    }
    return count;
  }
}
