import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

// The OASIS schema is not to be had as a package of its own; this one ships it. Its matchers stand on an ajv that
// is no longer kept, so only the schema is used.
const schema = createRequire(__filename)(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);
// One of its patterns is no regular expression under the u flag.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

/** What the schema of SARIF 2.1.0 says against a log; empty when it is valid. */
export function sarifErrors(log: unknown): string[] {
  return validate(log)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message }) => `${instancePath} ${message}`,
      );
}
