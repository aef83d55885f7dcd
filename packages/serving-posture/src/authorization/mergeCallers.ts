import type { RuleCaller } from './ruleCallers';

/** One entry per principal, policy and conditions, in the policies' order. */
export function mergeCallers(callers: readonly RuleCaller[]): RuleCaller[] {
  const merged = new Map<string, RuleCaller>();
  for (const caller of callers) {
    const key = JSON.stringify([
      caller.principal,
      caller.via,
      caller.conditions ?? [],
    ]);
    const before = merged.get(key);
    merged.set(
      key,
      before
        ? {
            ...before,
            operations: [...before.operations, ...caller.operations],
          }
        : caller,
    );
  }
  return [...merged.values()];
}
