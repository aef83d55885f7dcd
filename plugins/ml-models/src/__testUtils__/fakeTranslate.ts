import type { Translate } from '../translation';

/** Answers with the key and its parameters, so that tests do not hang on texts. */
export const fakeTranslate: Translate = jest
  .fn()
  .mockImplementation((key: string, params: Record<string, string> = {}) => {
    const values = Object.entries(params).map(
      ([name, text]) => `${name}=${text}`,
    );
    return values.length ? `${key}(${values.join(',')})` : key;
  });
