import { FindingRules } from '../FindingRuleInfo';

export const SAFETENSORS_RULES = {} as const satisfies FindingRules;
