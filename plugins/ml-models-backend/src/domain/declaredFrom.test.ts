import { isSameSource } from './declaredFrom';

const GITHUB = 'url:https://github.com/imaging/models/blob/main';

describe('two catalog locations', () => {
  it.each([
    [
      'file:/srv/imaging/catalog-info.yaml',
      'file:/srv/imaging/catalog-info.yaml',
    ],
    [`${GITHUB}/catalog-info.yaml`, `${GITHUB}/lora/catalog-info.yaml`],
    [
      'url:https://gitlab.com/org/imaging/models/-/blob/main/a.yaml',
      'url:https://gitlab.com/org/imaging/models/-/blob/next/b.yaml',
    ],
    [
      'url:https://dev.azure.com/org/imaging/_git/models?path=/a.yaml',
      'url:https://dev.azure.com/org/imaging/_git/models?path=/b.yaml',
    ],
    [
      'url:https://bitbucket.example.com/projects/IMG/repos/models/browse/a.yaml',
      'url:https://bitbucket.example.com/projects/IMG/repos/models/browse/b.yaml',
    ],
  ])('are one source: %s, %s', (one, other) => {
    expect([isSameSource(one, other), isSameSource(other, one)]).toEqual([
      true,
      true,
    ]);
  });

  it.each([
    ['file:/srv/imaging/catalog-info.yaml', 'file:/srv/risk/catalog-info.yaml'],
    [
      `${GITHUB}/a.yaml`,
      'url:https://github.com/imaging/other/blob/main/a.yaml',
    ],
    [
      `${GITHUB}/a.yaml`,
      'url:https://github.com.example.com/imaging/models/a.yaml',
    ],
    [
      `${GITHUB}/a.yaml`,
      'url:http://github.com/imaging/models/blob/main/a.yaml',
    ],
    [
      `${GITHUB}/a.yaml`,
      'url:https://github.com/imaging/models/../../risk/models/blob/main/a.yaml',
    ],
    [
      'url:https://gitlab.com/org/teams/imaging/-/blob/main/a.yaml',
      'url:https://gitlab.com/org/teams/risk/-/blob/main/a.yaml',
    ],
    [
      'url:https://dev.azure.com/org/_git/imaging?path=/a.yaml',
      'url:https://dev.azure.com/org/_git/risk?path=/a.yaml',
    ],
    [
      'url:https://files.example.com/a/b.yaml',
      'url:https://files.example.com/a/c.yaml',
    ],
    [
      'url:https://files.example.com//x/a.yaml',
      'url:https://files.example.com//x/b.yaml',
    ],
    ['url:not a url', 'url:neither'],
  ])('are two sources: %s, %s', (one, other) => {
    expect(isSameSource(one, other)).toBe(false);
  });

  it('are not compared where one of them is not known', () => {
    expect(isSameSource(undefined, undefined)).toBe(false);
    expect(isSameSource(null, null)).toBe(false);
  });
});
