import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { anEntity } from '../__testUtils__/testIngestion';
import { listModelEntities } from './listModelEntities';

describe('listModelEntities', () => {
  const auth = mockServices.auth();
  const signal = () => new AbortController().signal;

  it('reads all pages, and only our kind of our group', async () => {
    const catalog = catalogServiceMock({
      entities: [
        ...Array.from({ length: 1203 }, (_, n) =>
          anEntity({ name: `model-${n}` }),
        ),
        { ...anEntity({ name: 'other' }), kind: 'Component' },
        { ...anEntity({ name: 'theirs' }), apiVersion: 'other.group/v1' },
      ],
    });
    const entities = await listModelEntities({ catalog, auth }, signal());
    expect(entities.size).toBe(1203);
    expect(entities.has('mlmodel:default/model-1202')).toBe(true);
  });

  it('gives no list when one page cannot be had', async () => {
    const whole = catalogServiceMock({
      entities: Array.from({ length: 600 }, (_, n) =>
        anEntity({ name: `model-${n}` }),
      ),
    });
    let pages = 0;
    const catalog: Pick<typeof whole, 'queryEntities'> = {
      queryEntities: (request, options) => {
        pages += 1;
        return pages > 1
          ? Promise.reject(new Error('gone'))
          : whole.queryEntities(request, options);
      },
    };
    await expect(
      listModelEntities({ catalog, auth }, signal()),
    ).rejects.toThrow('gone');
  });
});
