import { cpuMs } from '../__testUtils__/cpuMs';
import { suspiciousConstruct } from './suspiciousTemplate';

/** ms of processor time; a search that is not linear takes minutes */
const HANG_MS = 10_000;

describe('suspiciousConstruct', () => {
  it.each([
    "{{ 'important: import this' }} import os; os.system('x') {# {{ self.x }} #}",
    "{% if messages[0]['role'] == 'system' %}{{ system_message }}{% endif %}",
    "{% for m in messages[1:] %}{{ m['content']|trim|replace('_', ' ') }}{% endfor %}",
    "{{ raise_exception('Only user and assistant roles are supported!') }}",
    '{%- set ns = namespace(is_first=false) -%}{{ ns.is_first }}',
    "{{ tool.name ~ '_' ~ tool.id }}{{ tools|map(attribute='name')|list|tojson }}",
    "{% raw %}{{ os.system('shown, not run') }}{% endraw %}{{ bos_token }}",
    '{{ strftime_now("%d %b %Y") }}{{ videos.count }}{{ x.os }}',
    'text { with } braces { % and a lone {',
  ])('finds nothing in %j', template => {
    expect(suspiciousConstruct(template)).toBeUndefined();
  });

  it.each([
    ["{{ ''.__class__ }}", '__class__'],
    ["{{ x['_' ~ '_' ~ 'class'] }}", 'underscores put together'],
    ["{{ x['__' ~ y] }}", 'underscores put together'],
    ["{{ x['_' * 2] }}", 'underscores put together'],
    ['{{ x | attr (y) }}', '|attr'],
    ["{{ '}}' }}{{ eval(x) }}", 'eval'],
    ["{{ 'it\\'s }}' ~ os.name }}", 'os.'],
    ["{% include 'x' %}", 'include'],
    ["{{ system('id') }}", 'system('],
    ['{# never closed {{ eval(x) }}', 'eval'],
    ['{% raw %}{{ eval(x) }}', 'eval'],
    ["{{ x['\\x5f'] }}", "'\\x5f'"],
  ])('finds in %j', (template, construct) => {
    expect(suspiciousConstruct(template)).toBe(construct);
  });

  it('takes a megabyte of quotes and braces in its stride', () => {
    for (const piece of ["'", '"\\', '{{', "{{'", '{% raw %}', '{#']) {
      const took = cpuMs(() => suspiciousConstruct(piece.repeat(300_000)));
      expect(took).toBeLessThan(HANG_MS);
    }
  });
});
