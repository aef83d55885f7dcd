import { methodSignatures } from './methodSignatures';

const forwardSignature = (source: string, className: string) =>
  methodSignatures(source, className).find(({ key }) => key === 'forward');

const code = (parameters: string, returns = ' -> Tensor') =>
  `class Other(Module):
  def forward(self: __torch__.Other) -> int:
    return 1
class M(Module):
  __parameters__ = ["hw", ]
  def helper(self: __torch__.M) -> None:
    return None
  def forward(${parameters})${returns}:
    return x
class Last(Module):
  def forward(self: __torch__.Last, z: Tensor) -> Tensor:
    return z
`;

describe('methodSignatures', () => {
  it.each([
    [
      's: __torch__.M,\n    x: Tensor,\n    k: int=2',
      ' -> Tensor',
      'forward(self, x: Tensor, k: int=2) -> Tensor',
    ],
    ['self: __torch__.M', ' -> None', 'forward(self) -> None'],
    ['self: __torch__.M', '', 'forward(self)'],
    [
      'self: __torch__.M,\n    x: Optional[Dict[str, List[Tensor]]]=None',
      ' -> Tuple[Tensor, Dict[str, int]]',
      'forward(self, x: Optional[Dict[str, List[Tensor]]]=None) -> Tuple[Tensor, Dict[str, int]]',
    ],
    [
      'self: __torch__.M,\n    s: str=", ) -> [\\"",\n    t: str=\'(\'',
      ' -> str',
      'forward(self, s: str=", ) -> [\\"", t: str=\'(\') -> str',
    ],
    ['self,\n    x', ' -> Tensor', 'forward(self, x) -> Tensor'],
  ])('reads %j', (parameters, returns, expected) => {
    expect(forwardSignature(code(parameters, returns), 'M')?.text).toBe(
      expected,
    );
  });

  it('names inputs and outputs with their types', () => {
    expect(
      forwardSignature(
        code(
          'self: __torch__.M,\n    x: Tensor,\n    d: Dict[str, int]={"a": 1},\n    y',
          ' -> Tuple[Tensor, List[Tensor]]',
        ),
        'M',
      ),
    ).toMatchObject({
      inputs: [
        { name: 'x', type: 'Tensor' },
        { name: 'd', type: 'Dict[str, int]' },
        { name: 'y', type: 'Tensor' },
      ],
      outputs: [
        { name: 'output_0', type: 'Tensor' },
        { name: 'output_1', type: 'List[Tensor]' },
      ],
    });
  });

  it.each([
    ['no such class', code('self'), 'Absent'],
    ['no forward', 'class M(Module):\n  def other(self):\n    return 1\n', 'M'],
    ['an open bracket', 'class M(Module):\n  def forward(self, x: List[', 'M'],
    ['a name that is a pattern', code('self'), '.'],
  ])('answers nothing for %s', (_, source, name) => {
    expect(forwardSignature(source, name)).toBeUndefined();
  });
});
