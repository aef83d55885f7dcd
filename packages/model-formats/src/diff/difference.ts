import { Inspection } from '../inspection/Inspection';

/** A fact of the first model and of the second; `null` where one has none. @public */
export interface Change<T> {
  from: T | null;
  to: T | null;
}

/** Entries of two lists, matched by what identifies them. @public */
export interface ListDifference<T> {
  added: T[];
  removed: T[];
  changed: { key: string; from: T; to: T }[];
  /** entries that are equal in both */
  unchanged: number;
}

/**
 * Whether callers of the first model can go on with the second unchanged.
 * `unknown` when one of them does not say enough; never to be taken for good.
 * @public
 */
export type CompatibilityVerdict = 'compatible' | 'breaking' | 'unknown';

/** Why a verdict is not simply `compatible`. @public */
export interface CompatibilityReason {
  /** stable id, for example `input-removed` */
  id: string;
  verdict: 'breaking' | 'unknown';
  /** English sentence */
  message: string;
  /** input, output, tensor or signature that it is about */
  subject?: string;
}

/** @public */
export interface Compatibility {
  compatibility: CompatibilityVerdict;
  /** empty exactly when it is `compatible` */
  reasons: CompatibilityReason[];
}

/** What differs between two models; a section is absent when neither has it. @public */
export interface ModelDifference extends Compatibility {
  format?: Change<string>;
  formatVersion?: Change<string>;
  producer?: Change<string>;
  signature?: Change<string>;
  opsets?: ListDifference<NonNullable<Inspection['opsets']>[number]>;
  inputs?: ListDifference<NonNullable<Inspection['inputs']>[number]>;
  outputs?: ListDifference<NonNullable<Inspection['outputs']>[number]>;
  functions?: ListDifference<NonNullable<Inspection['functions']>[number]>;
  operators?: ListDifference<NonNullable<Inspection['operators']>[number]>;
  metadata?: ListDifference<{ key: string; value: string }>;
  /** names, types and shapes; the numbers in tensors are not compared */
  tensors?: ListDifference<ComparedTensor>;
  nodes?: ListDifference<NonNullable<Inspection['nodeList']>[number]>;
  /** archive members by name, size and declared CRC-32 */
  members?: ListDifference<NonNullable<Inspection['memberList']>[number]>;
  /** sections that could not be compared, with the reason */
  notCompared: { section: string; reason: string }[];
}

/** A tensor without where its bytes lie: moving it changes nothing. @public */
export type ComparedTensor = Pick<
  NonNullable<Inspection['tensorList']>[number],
  'name' | 'dtype' | 'shape'
>;
