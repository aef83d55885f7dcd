import { FindingRules } from '../FindingRuleInfo';

export const GGUF_RULES = {} as const satisfies FindingRules;
