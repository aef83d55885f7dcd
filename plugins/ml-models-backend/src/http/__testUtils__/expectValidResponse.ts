import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { openapi } from '../../schema/openapi.generated';
import type { OpenApiOperation } from './openApiOperations';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ ...openapi, $id: 'openapi' });

/** Fails unless the answer is one that the OpenAPI file allows for this operation. */
export function expectValidResponse(
  operation: OpenApiOperation,
  answer: { status: number; contentType: string | undefined; body: unknown },
): void {
  const { status, body } = answer;
  const stated = Object.hasOwn(operation.responses, String(status));
  if (!stated && status < 400) {
    throw new Error(`${operation.operationId} does not answer ${status}`);
  }
  const response = resolve(operation.responses[stated ? status : 'default']);
  if (!response.content) {
    return;
  }
  const mediaType = (answer.contentType ?? '').split(';', 1)[0];
  const schema = response.content[mediaType] ?? response.content['*/*'];
  if (!schema) {
    throw new Error(
      `${operation.operationId} ${status} does not answer ${mediaType}`,
    );
  }
  if (mediaType.endsWith('json')) {
    const validate = ajv.compile(withBase(schema.schema));
    if (!validate(body)) {
      throw new Error(
        `${operation.operationId} ${status}: ${ajv.errorsText(
          validate.errors,
        )}\n${JSON.stringify(body, null, 2).slice(0, 4000)}`,
      );
    }
  }
}

interface ResponseObject {
  content?: Record<string, { schema: object }>;
}

function resolve(response: unknown): ResponseObject {
  const { $ref } = response as { $ref?: string };
  if ($ref === undefined) {
    return response as ResponseObject;
  }
  const name = $ref
    .split('/')
    .at(-1) as keyof typeof openapi.components.responses;
  return openapi.components.responses[name];
}

/** References inside the OpenAPI file count from its root. */
function withBase(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components'),
  );
}
