import { openapi } from '../../schema/openapi.generated';
import { integerQuery } from './integerQuery';

describe('integerQuery', () => {
  it.each([
    '1e2',
    '%205',
    '5%20',
    '+5',
    '0x10',
    '5.0',
    '-1',
    '',
    '5_0',
    '%D9%A5',
  ])('refuses limit=%s: an integer is digits', text => {
    const check = integerQuery('/models', 'get');
    expect(() => check(`/models?text=1e2&limit=${text}`)).toThrow(
      expect.objectContaining({ code: 'INVALID_REQUEST' }),
    );
  });

  it('takes digits, no such parameter, and what is no integer', () => {
    const check = integerQuery('/models', 'get');
    for (const url of ['/models', '/models?limit=50', '/models?text=1e2']) {
      expect(() => check(url)).not.toThrow();
    }
  });

  it('knows every integer of every operation', () => {
    const integers = Object.entries(openapi.components.parameters).filter(
      ([, { schema }]) => 'type' in schema && schema.type === 'integer',
    );
    expect(integers.length).toBeGreaterThan(0);
    const url = (name: string) => `/?${name}=1e2`;
    for (const [path, name] of [
      ['/models/{namespace}/{name}/events', 'after'],
      ['/models/{namespace}/{name}/events', 'limit'],
      ['/ingestions', 'limit'],
      ['/admin/jobs', 'limit'],
    ]) {
      expect(() => integerQuery(path, 'get')(url(name))).toThrow(name);
    }
  });
});
