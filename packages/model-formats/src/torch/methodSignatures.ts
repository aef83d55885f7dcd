import { ValueInfo } from '../inspection/Inspection';

/** A method of a TorchScript class, as its code states it. */
export interface MethodSignature {
  key: string;
  /** `forward(self, x: Tensor, k: int=2) -> Tensor` */
  text: string;
  inputs: ValueInfo[];
  outputs: ValueInfo[];
}

const OPENING = '([{';
const CLOSING = ')]}';

/**
 * Methods of `className` in TorchScript source. Brackets and strings are
 * followed, because parameters stand on lines of their own and defaults may
 * hold anything; the first parameter is the module itself, whatever its name.
 */
export function methodSignatures(
  source: string,
  className: string,
): MethodSignature[] {
  const body = classBody(source, className) ?? '';
  const methods: MethodSignature[] = [];
  for (const def of body.matchAll(/^ {2}def (\w+)\(/gm)) {
    const method = methodAt(body, def[1], def.index + def[0].length);
    if (method) {
      methods.push(method);
    }
  }
  return methods;
}

/** `open` is behind the bracket that opens the parameters. */
function methodAt(
  body: string,
  key: string,
  open: number,
): MethodSignature | undefined {
  const parameters = splitTopLevel(body, open, ',');
  if (!parameters) {
    return undefined;
  }
  const [, ...inputs] = parameters.parts;
  const arrow = /\s*->/y;
  arrow.lastIndex = parameters.end + 1;
  const returns = arrow.test(body)
    ? splitTopLevel(body, arrow.lastIndex, ',', ':')?.parts.join(', ')
    : undefined;
  return {
    key,
    text: `${key}(${['self', ...inputs].join(', ')})${
      returns ? ` -> ${returns}` : ''
    }`,
    inputs: inputs.filter(text => !text.startsWith('*')).map(parameter),
    outputs: returns ? results(returns) : [],
  };
}

function classBody(source: string, className: string): string | undefined {
  const name = className.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const start = source.search(new RegExp(`^class ${name}\\(`, 'm'));
  if (start < 0) {
    return undefined;
  }
  const rest = source.slice(start);
  const next = rest.slice(1).search(/^class /m);
  return next < 0 ? rest : rest.slice(0, next + 1);
}

/**
 * Parts between `separator`s up to the bracket that closes what is open at
 * `start`, or up to `stop` outside all brackets. White space is folded.
 */
function splitTopLevel(
  text: string,
  start: number,
  separator: string,
  stop?: string,
): { parts: string[]; end: number } | undefined {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (character === '"' || character === "'") {
      const end = stringEnd(text, i);
      part += text.slice(i, end);
      i = end - 1;
      continue;
    }
    const closes = depth === 0 && CLOSING.includes(character);
    if (closes || (depth === 0 && character === stop)) {
      if (part.trim() !== '') {
        parts.push(fold(part));
      }
      return { parts, end: i };
    }
    if (depth === 0 && character === separator) {
      parts.push(fold(part));
      part = '';
      continue;
    }
    if (OPENING.includes(character)) {
      depth += 1;
    } else if (CLOSING.includes(character)) {
      depth -= 1;
    }
    part += character;
  }
  return undefined;
}

/** Index behind the string that starts at `start`. */
function stringEnd(text: string, start: number): number {
  const quote = text[start];
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') {
      i += 1;
    } else if (text[i] === quote) {
      return i + 1;
    }
  }
  return text.length;
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function parameter(text: string): ValueInfo {
  const colon = text.indexOf(':');
  if (colon < 0) {
    // TorchScript's type of an argument without annotation.
    return { name: text.split('=')[0].trim(), type: 'Tensor' };
  }
  const split = splitTopLevel(`${text.slice(colon + 1)})`, 0, '=');
  return { name: text.slice(0, colon).trim(), type: split?.parts[0] ?? '' };
}

/** A tuple's members are outputs of their own. */
function results(type: string): ValueInfo[] {
  const tuple = /^Tuple\[/.exec(type);
  const members = tuple
    ? splitTopLevel(type, tuple[0].length, ',')?.parts
    : undefined;
  if (!members) {
    return type === 'None' || type === 'NoneType'
      ? []
      : [{ name: 'output', type }];
  }
  return members.map((member, i) => ({ name: `output_${i}`, type: member }));
}
