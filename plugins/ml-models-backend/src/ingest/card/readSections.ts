/** A heading with the text below it, up to the next heading of its level or above. */
export interface Section {
  title: string;
  level: number;
  text: string;
}

const HEADING = /^ {0,3}(#{1,6})[ \t]+([^ \t].*)$/;
/** A longer line is text: nobody reads it as a heading. */
const MAX_HEADING_LENGTH = 500;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** ATX headings of a Markdown text (CommonMark §4.2), those in fenced code left out. */
export function readSections(markdown: string): Section[] {
  const sections: (Section & { lines: string[] })[] = [];
  const open: (Section & { lines: string[] })[] = [];
  let fence: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const marker = FENCE.exec(line)?.[1];
    if (marker && (!fence || closes(marker, fence))) {
      fence = fence ? undefined : marker;
    }
    const heading =
      fence || marker || line.length > MAX_HEADING_LENGTH
        ? null
        : HEADING.exec(line);
    if (heading) {
      const level = heading[1].length;
      while (open.length > 0 && open[open.length - 1].level >= level) {
        open.pop();
      }
      const section = {
        title: withoutClosing(heading[2]),
        level,
        text: '',
        lines: [],
      };
      sections.push(section);
      open.push(section);
    } else {
      open.forEach(section => section.lines.push(line));
    }
  }
  return sections.map(({ title, level, lines }) => ({
    title,
    level,
    text: lines.join('\n').trim(),
  }));
}

/** The optional closing sequence is not part of a heading. */
function withoutClosing(title: string): string {
  let end = title.trimEnd().length;
  while (title[end - 1] === '#') {
    end -= 1;
  }
  return title.slice(0, end).trimEnd();
}

function closes(marker: string, fence: string): boolean {
  return marker[0] === fence[0] && marker.length >= fence.length;
}
