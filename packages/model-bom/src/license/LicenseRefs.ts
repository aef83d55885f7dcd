import { MAX_ID_LENGTH } from '../limits';
import { prose } from '../text';

/** A licence that is not on the SPDX list, with its id inside one document. */
export interface LicenseRef {
  /** `LicenseRef-…` */
  id: string;
  /** as declared */
  declared: string;
}

const PREFIX = 'LicenseRef-';

/** Gives each unlisted licence of one document an id that no other has. */
export class LicenseRefs {
  readonly #byDeclared = new Map<string, LicenseRef>();
  readonly #taken = new Set<string>();

  /** The id for `declared`: the same text always gets the same one. */
  idOf(declared: string): string {
    const key = prose(declared);
    const known = this.#byDeclared.get(key);
    if (known) {
      return known.id;
    }
    const id = this.#free(idString(key));
    this.#byDeclared.set(key, { id, declared: key });
    // SPDX 2.3 Annex D.2: references are compared without regard to case
    this.#taken.add(id.toLowerCase());
    return id;
  }

  /** In the order in which they were first asked for. */
  all(): LicenseRef[] {
    return [...this.#byDeclared.values()];
  }

  #free(wanted: string): string {
    let id = `${PREFIX}${wanted}`;
    for (let n = 2; this.#taken.has(id.toLowerCase()); n++) {
      id = `${PREFIX}${wanted}-${n}`;
    }
    return id;
  }
}

function idString(text: string): string {
  const bare = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  const escaped = bare
    .slice(0, MAX_ID_LENGTH)
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return escaped || 'unnamed';
}
