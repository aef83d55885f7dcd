import { MessageReader } from '../protobuf/MessageReader';
import { InspectionContext } from '../reader/InspectionContext';
import { canonicalDomain } from './canonicalDomain';
import { Opset, OPSET } from './schema';

/** onnx/checker.cc keeps versions in an int. */
const NEWEST_VERSION = 2 ** 31 - 1;

/**
 * Adds the present OperatorSetIdProto to `versions`, by domain. Two different
 * versions of one domain are reported, the first counts.
 */
export function readOpset(
  wire: MessageReader,
  context: InspectionContext,
  versions: Map<string, number>,
): void {
  const offset = wire.fieldAt;
  let domain = '';
  let version = 0;
  wire.open(OPSET);
  for (let field = wire.next(); field !== 0; field = wire.next()) {
    if (field === Opset.domain) {
      domain = canonicalDomain(wire.text());
    } else {
      version = Number(wire.int64());
    }
  }
  if (version < 1 || version > NEWEST_VERSION) {
    context.report(
      'onnx/opset-version',
      `operator set “${domain}” has the version ${version}`,
      { offset },
    );
  }
  const known = versions.get(domain);
  if (known !== undefined && known !== version) {
    context.report(
      'onnx/duplicate-name',
      `operator set “${domain}” is imported as ${known} and as ${version}`,
      { offset },
    );
  }
  if (known === undefined) {
    versions.set(domain, version);
    context.assertLimit('values', versions.size, offset);
  }
}
