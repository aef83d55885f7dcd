import { FormatError } from '../inspection/FormatError';
import { reportTrailingArchive } from '../zip/reportTrailingArchive';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { AdapterReader } from './AdapterReader';
import { checkDeclaredDigests } from './checkDeclaredDigests';
import { HeaderReader, LENGTH_BYTES } from './HeaderReader';
import { Layout } from './Layout';
import { reportTrainingData } from './reportTrainingData';

/**
 * A safetensors file (safetensors README, Format; safetensors/src/tensor.rs):
 * the header is read whole, tensor bytes only where the file declares a digest
 * of them, or the scale of an adapter.
 */
export function readSafetensors(
  source: ByteSource,
  context: InspectionContext,
): void {
  const length = new PagedBytes(source).u64(0);
  context.assertLimit('safetensorsHeaderBytes', length, 0);
  const dataStart = LENGTH_BYTES + length;
  if (dataStart > source.size) {
    throw new FormatError(
      'TRUNCATED',
      `the header of ${length} bytes is longer than the file`,
      { offset: source.size },
    );
  }
  context.tensors.start();
  const layout = new Layout();
  const adapter = new AdapterReader(source, context, dataStart);
  const metadata = new HeaderReader(source, context, dataStart, tensor => {
    layout.add(tensor.name, tensor.begin, tensor.end);
    adapter.add(tensor);
  }).read();
  layout.check(dataStart, source.size);
  adapter.finish(metadata);
  reportTrainingData(metadata, context);
  reportTrailingArchive(source, context);
  checkDeclaredDigests(source, context, metadata, dataStart);
}
