/** The text when it is an address that a page may link to, `http:` or `https:` without credentials. */
export function webAddress(text: unknown): string | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) {
    return undefined;
  }
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') &&
    username === '' &&
    password === ''
    ? text
    : undefined;
}
