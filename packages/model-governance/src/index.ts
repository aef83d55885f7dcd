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
export * from './policy/resolveGovernancePolicy';
export * from './drift/decideDrift';
export * from './drift/driftDoubt';
export * from './registration/Problem';
export * from './registration/TripleCheckInput';
export * from './registration/checkRegistration';
export * from './registration/checkIntegrity';
export { checkScan } from './registration/checkScan';
export * from './registration/checkCompanions';
export * from './registration/compareSignature';
export * from './registration/tripleCheck';
export * from './requirements/Requirement';
export * from './requirements/RequirementFacts';
export * from './requirements/NIST_SUBCATEGORIES';
export * from './requirements/requirements';
