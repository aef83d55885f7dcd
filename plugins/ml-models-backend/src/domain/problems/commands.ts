import { parseEntityRef } from '@backstage/catalog-model';

/** A command to copy that posts to a route below the model's version; `$BACKEND` and `$TOKEN` are the reader's. */
export function postToVersion(
  modelRef: string,
  version: string,
  route: string,
  body: Record<string, string>,
): string {
  return `${post(
    `${modelPath(modelRef)}/versions/${encode(version)}/${route}`,
  )} \\
  -H 'Content-Type: application/json' -d '${quoted(JSON.stringify(body))}'`;
}

/** As `postToVersion`, with the bytes of a file. */
export function postFileToVersion(
  modelRef: string,
  version: string,
  route: string,
  file: string,
): string {
  return `${post(
    `${modelPath(modelRef)}/versions/${encode(version)}/${route}`,
  )} \\
  -H 'Content-Type: application/json' --data-binary @${file}`;
}

/** The path of a file as one word of a shell. */
export function shellWord(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${quoted(text)}'`;
}

function post(path: string): string {
  return `curl -X POST "$BACKEND/api/ml-models${path}" -H "Authorization: Bearer $TOKEN"`;
}

function modelPath(modelRef: string): string {
  const { namespace, name } = parseEntityRef(modelRef);
  return `/models/${encode(namespace)}/${encode(name)}`;
}

/** Safe inside double quotes of a shell as well: nothing that a shell expands stays. */
function encode(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''");
}
