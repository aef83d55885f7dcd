/**
 * Risk tiers, drift thresholds and registration requirements. Pure: no I/O,
 * no clock; what is known comes in as facts, what follows comes out.
 *
 * @packageDocumentation
 */
export * from './GovernanceError';
export * from './tier/RiskTier';
export * from './tier/effectiveTier';
export * from './policy/GovernancePolicy';
export * from './drift/decideDrift';
export * from './registration/Problem';
export * from './registration/TripleCheck';
export * from './requirements/Requirement';
