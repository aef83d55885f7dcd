import { EXIT, ExitCode } from '../exitCode';
import { Output } from '../output/Output';
import { printable } from '../output/printable';
import { listOf } from './listOf';
import { Registry } from './Registry';

/** Erases one document for good. */
export async function printErasure(
  digest: string,
  options: { json: boolean; reason: string; models?: number },
  output: Output,
  registry = Registry.of(process.env),
): Promise<ExitCode> {
  const { reason, models, json } = options;
  const erased = await registry.erase(digest, { reason, models });
  return print(
    `${erased.document} is erased (event ${erased.position}, models: ${erased.models})`,
    erased,
    { json, output },
  );
}

/** What an erasure would touch. */
export async function printErasable(
  digest: string,
  { json }: { json: boolean },
  output: Output,
  registry = Registry.of(process.env),
): Promise<ExitCode> {
  const found = await registry.erasable(digest);
  return print(
    `${found.document} (${found.mediaType}, ${found.size} bytes) would be erased from ${found.models} model(s)`,
    found,
    { json, output },
  );
}

async function print(
  first: string,
  answer: Record<string, unknown>,
  { json, output }: { json: boolean; output: Output },
): Promise<ExitCode> {
  const lines = [
    first,
    ...listOf(answer.notErased).map(
      ({ section, reason }) => `  not erased: ${section}: ${reason}`,
    ),
  ];
  await output.answer(
    json
      ? `${JSON.stringify(answer)}\n`
      : `${lines.map(printable).join('\n')}\n`,
  );
  return EXIT.OK;
}
