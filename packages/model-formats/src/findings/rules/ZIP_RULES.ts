import { FindingRules } from './FindingRuleInfo';

export const ZIP_RULES = {
  'zip/prefix-bytes': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'The file is two things at once; tools disagree which one.',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/trailing-bytes': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'The file is two things at once; tools disagree which one.',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/several-ends': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Tools that take another end record see other members.',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/gap': {
    severity: 'medium',
    cwe: 'CWE-506',
    risk: 'Bytes that no member owns can carry anything.',
    advice: 'Save the file again with the framework.',
  },
  'zip/overlap': {
    severity: 'high',
    cwe: 'CWE-409',
    risk: 'Members that share bytes inflate without bound or hide each other.',
    advice: 'Refuse the file.',
  },
  'zip/header-mismatch': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Scanner and loader see different members (CVE-2025-1944).',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/flags': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Flags that tools treat differently hide members from scanners (CVE-2025-1945).',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/encrypted': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Scanners skip what claims to be encrypted, loaders do not (CVE-2025-1945).',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/method': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Content packed by another method cannot be scanned.',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'zip/unsafe-name': {
    severity: 'high',
    cwe: 'CWE-22',
    risk: 'A tool that unpacks the archive writes outside its directory.',
    advice: 'Refuse the file.',
  },
  'zip/duplicate-name': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'Loaders take the first or the last of two members of one name.',
    advice: 'Refuse the file.',
  },
  'zip/crc-mismatch': {
    severity: 'medium',
    cwe: 'CWE-354',
    risk: 'The member is damaged or was changed; PyTorch loads it anyway.',
    advice: 'Compare the digest with the publisher’s.',
  },
  'zip/crc-unchecked': {
    severity: 'info',
    cwe: 'CWE-354',
    risk: 'None by itself; a member that was damaged on its way is only found by the digest of the file.',
    advice: 'Compare the digest with the publisher’s.',
  },
  'zip/ratio': {
    severity: 'high',
    cwe: 'CWE-409',
    risk: 'A small file fills memory or disk when it is loaded.',
    advice: 'Refuse the file.',
  },
  'zip/unreadable-member': {
    severity: 'high',
    cwe: 'CWE-436',
    risk: 'The member could not be scanned; a more lenient loader may read it.',
    advice: 'Refuse the file; save it again with the framework.',
  },
  'archive/compressed': {
    severity: 'low',
    cwe: 'CWE-506',
    risk: 'Scanners that do not unpack it see nothing of what loaders load.',
    advice: 'Ask for the model itself.',
  },
  'archive/not-opened': {
    severity: 'medium',
    cwe: 'CWE-506',
    risk: 'The content could not be scanned; packing is used to get past scanners.',
    advice: 'Unpack it in isolation and inspect what is in it.',
  },
  'archive/hidden-container': {
    severity: 'high',
    cwe: 'CWE-506',
    risk: 'Another archive or a program is carried inside the model.',
    advice: 'Find out why it is there before using the file.',
  },
} as const satisfies FindingRules;
