import { isAtLeast, ModelFormat } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { suspectedImports } from '../pickle/suspectedImports';

/** Read as pickles, or with their pickles, by their own readers. */
const PICKLED: readonly ModelFormat[] = ['pickle', 'pytorch-legacy'];

const IGNORED = { onBytes() {}, onText() {} };

/**
 * Whether a file of another format is a pickle as well: skips over the
 * other's header bring a loader that is led to it to a stream behind.
 */
export function reportPicklePolyglot(
  source: ByteSource,
  context: InspectionContext,
): void {
  if (PICKLED.includes(context.format)) {
    return;
  }
  const budget = { opcodes: context.limits.suspectedOpcodes };
  const suspicion = suspectedImports(
    source,
    context.format === 'torchscript',
    context.limits,
    budget,
    IGNORED,
  );
  // An archive read from its first byte meets its own pickle, whose imports do no harm.
  if (suspicion.import && isAtLeast(suspicion.import.severity, 'high')) {
    const { path, offset } = suspicion.import;
    context.report(
      'pickle/polyglot',
      `read as a pickle, this file would import ${path}`,
      { offset },
      { import: path },
    );
  }
}
