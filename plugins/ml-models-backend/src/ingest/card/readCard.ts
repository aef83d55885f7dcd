import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { readText } from '@ml-models/artifact-io';
import { TextError } from '@ml-models/bounded-text';
import { MAX_CARD_SECTIONS, MAX_FRONT_MATTER_BYTES } from '../limits';
import { readSections, Section } from './readSections';

/**
 * What a model card is expected to say, after "Model Cards for Model Reporting" (Mitchell et al., 2019, §4)
 * in the words of the model hubs' template. A section counts by its heading and some text under it; some
 * are given as well by a key of the front matter.
 */
const EXPECTED: readonly {
  name: string;
  heading: RegExp;
  frontMatter?: string;
}[] = [
  {
    name: 'Model details',
    heading: /model (details|description|summary)|overview/i,
  },
  {
    name: 'Intended use',
    heading: /intended use|^uses?$|direct use|use cases/i,
  },
  { name: 'Limitations', heading: /limitation|out.of.scope|bias|risk/i },
  {
    name: 'Training data',
    heading: /training data|^data(sets?)?$/i,
    frontMatter: 'datasets',
  },
  {
    name: 'Training procedure',
    heading: /training (procedure|details)|hyper.?parameters/i,
  },
  {
    name: 'Evaluation',
    heading: /evaluation|results|metrics|performance/i,
    frontMatter: 'model-index',
  },
  {
    name: 'How to use',
    heading: /how to (use|get started)|usage|getting started|quick ?start/i,
  },
  { name: 'License', heading: /licen[cs]e/i, frontMatter: 'license' },
];

/** One line that says nothing. Lines are short when it is asked: it must not see hostile lengths. */
const PLACEHOLDER =
  /^\W{0,20}(more information needed|todo|tbd|n\/?a)?\W{0,20}$/i;
const PLACEHOLDER_LENGTH = 80;

/**
 * A model card: Markdown with the model hubs' YAML front matter. A front matter that cannot be read is missing,
 * and is named so. Throws `ArtifactError` when there was no thread to read it in.
 *
 * @param path as declared
 * @param text at most `MAX_CARD_BYTES`
 */
export async function readCard(
  path: string,
  text: string,
): Promise<Wire['Card']> {
  const { yaml, markdown } = splitFrontMatter(text.replace(/^\uFEFF/, ''));
  const frontMatter = yaml === undefined ? {} : await readFrontMatter(yaml);
  const sections = readSections(markdown);
  const missing = EXPECTED.filter(
    expected =>
      !sections.some(section => isFilled(section, expected.heading)) &&
      !hasValue(frontMatter, expected.frontMatter),
  ).map(({ name }) => name);
  return {
    path,
    markdown,
    frontMatter: frontMatter ?? {},
    sections: sections.slice(0, MAX_CARD_SECTIONS).map(({ title }) => title),
    completeness: (EXPECTED.length - missing.length) / EXPECTED.length,
    missing: frontMatter ? missing : [...missing, 'Front matter (unreadable)'],
  };
}

function isFilled(section: Section, heading: RegExp): boolean {
  return (
    heading.test(section.title) &&
    section.text
      .split('\n')
      .some(
        line =>
          line.trim().length > PLACEHOLDER_LENGTH ||
          !PLACEHOLDER.test(line.trim()),
      )
  );
}

function hasValue(
  frontMatter: Record<string, unknown> | undefined,
  key: string | undefined,
): boolean {
  const value =
    frontMatter && key && Object.hasOwn(frontMatter, key)
      ? frontMatter[key]
      : undefined;
  return value !== undefined && value !== null && value !== '';
}

function splitFrontMatter(text: string): { yaml?: string; markdown: string } {
  const opening = /^---[ \t]*\r?\n/.exec(text);
  if (!opening) {
    return { markdown: text };
  }
  const rest = text.slice(opening[0].length);
  const closing = /^(---|\.\.\.)[ \t]*(\r?\n|$)/m.exec(rest);
  return closing
    ? {
        yaml: rest.slice(0, closing.index),
        markdown: rest.slice(closing.index + closing[0].length),
      }
    : { markdown: text };
}

/** Plain JSON, or `undefined` when it cannot be read. */
async function readFrontMatter(
  yaml: string,
): Promise<Record<string, unknown> | undefined> {
  try {
    const { value } = await readText({
      syntax: 'yaml',
      bytes: Buffer.from(yaml),
      limits: { bytes: MAX_FRONT_MATTER_BYTES },
    });
    const fields = value ?? {};
    return typeof fields === 'object' && !Array.isArray(fields)
      ? { ...fields }
      : undefined;
  } catch (error) {
    if (error instanceof TextError) {
      return undefined;
    }
    throw error;
  }
}
