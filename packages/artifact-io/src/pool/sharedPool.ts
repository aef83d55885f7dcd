import { InspectionPool } from './InspectionPool';

let pool: InspectionPool | undefined;

/** The pool of callers that bring none; its idle threads hold no process open. */
export function sharedPool(): InspectionPool {
  pool ??= new InspectionPool();
  return pool;
}
