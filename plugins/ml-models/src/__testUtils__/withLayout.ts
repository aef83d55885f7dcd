/** jsdom lays nothing out: gives every element a size, so that lists draw what would be in sight. */
export function withLayout(): void {
  beforeEach(() => {
    jest
      .spyOn(HTMLElement.prototype, 'offsetHeight', 'get')
      .mockReturnValue(400);
    jest
      .spyOn(HTMLElement.prototype, 'offsetWidth', 'get')
      .mockReturnValue(600);
  });
  afterEach(() => jest.restoreAllMocks());
}
