import { EXIT, ExitCode } from '../exitCode';
import { Output } from '../output/Output';
import { printable } from '../output/printable';
import { Registry } from './Registry';

/** Erases one document for good. */
export async function printErasure(
  digest: string,
  options: { json: boolean; reason: string },
  output: Output,
  registry = Registry.of(process.env),
): Promise<ExitCode> {
  const erased = await registry.erase(digest, options.reason);
  await output.answer(
    options.json
      ? `${JSON.stringify(erased)}\n`
      : `${printable(
          `${erased.document} is erased (event ${erased.position}, models: ${erased.models})`,
        )}\n`,
  );
  return EXIT.OK;
}
