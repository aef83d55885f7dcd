import { DeclaredCompanion, FindingLocation } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { refuseLocation } from '../reader/refuseLocation';
import { GroupLink, localHeapData, readLink, SymbolTable } from './groupLinks';
import { HeaderMessage, ObjectHeaders } from './objectHeader';
import {
  attributeText,
  globalHeapObject,
  readAttribute,
} from './stringAttribute';
import { Superblock } from './superblock';

const MESSAGE = {
  linkInfo: 0x02,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  attribute: 0x0c,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;
const VIRTUAL_LAYOUT = 3;
const VIRTUAL_HEADER_BYTES = 4096;

/** What a walk says to whoever asked for it. */
export interface Hdf5Visitor {
  /** attribute of the root group whose text is wanted */
  wants(name: string): boolean;
  rootText(name: string, text: Uint8Array): void;
  /** where a position stands for findings */
  location(offset: number): FindingLocation;
}

/**
 * Every object that a file's groups lead to, for what makes a reader of the
 * file open another one: external links, external storage, virtual datasets
 * (§IV.A.2.g, §IV.A.2.h, §VII). What is stored in fractal heaps is not
 * followed, and that is reported.
 */
export class Hdf5Walker {
  private readonly headers: ObjectHeaders;
  private readonly symbols: SymbolTable;
  private readonly seen = new Set<number>();
  private readonly companions = new Map<string, DeclaredCompanion>();
  private readonly skipped = new Set<string>();

  constructor(
    private readonly superblock: Superblock,
    private readonly context: InspectionContext,
    private readonly visitor: Hdf5Visitor,
  ) {
    this.headers = new ObjectHeaders(superblock.file, context);
    this.symbols = new SymbolTable(superblock.file, context);
  }

  walk(): void {
    const { superblock, context, seen } = this;
    if (superblock.driver) {
      this.skipped.add('other files of a multi-file driver');
    }
    const pending = [superblock.root];
    try {
      for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        if (!seen.has(at)) {
          seen.add(at);
          context.assertLimit('hdf5Objects', seen.size, at);
          this.object(at, pending);
        }
      }
    } finally {
      if (this.companions.size > 0) {
        (context.facts.companions ??= []).push(...this.companions.values());
      }
      if (this.skipped.size > 0) {
        context.report(
          'hdf5/not-followed',
          `not followed: ${[...this.skipped].join(', ')}`,
        );
      }
    }
  }

  private object(at: number, pending: number[]): void {
    const root = at === this.superblock.root;
    for (const message of this.headers.read(at)) {
      if (message.shared) {
        if (message.type === MESSAGE.attribute && root) {
          this.skipped.add('shared attributes');
        }
      } else {
        this.message(message, root, pending);
      }
    }
  }

  private message(
    message: HeaderMessage,
    root: boolean,
    pending: number[],
  ): void {
    const { file } = this.superblock;
    switch (message.type) {
      case MESSAGE.link:
        this.link(readLink(file, message), message.at, pending);
        break;
      case MESSAGE.symbolTable:
        for (const link of this.symbols.read(message)) {
          this.link(link, message.at, pending);
        }
        break;
      case MESSAGE.externalFiles:
        this.externalFiles(message);
        break;
      case MESSAGE.layout:
        this.layout(message);
        break;
      case MESSAGE.attribute:
        if (root) {
          this.attribute(message);
        }
        break;
      case MESSAGE.linkInfo:
        this.dense(message, 8, 'links in a fractal heap');
        break;
      case MESSAGE.attributeInfo:
        if (root) {
          this.dense(message, 2, 'attributes in a fractal heap');
        }
        break;
      default:
    }
  }

  /** `orderBytes`: of the field that a flag puts before the heap's address. */
  private dense({ at }: HeaderMessage, orderBytes: number, what: string): void {
    const { file } = this.superblock;
    const ordered = (file.bytes.u8(at + 1) & 1) !== 0;
    if (file.address(at + 2 + (ordered ? orderBytes : 0)) !== undefined) {
      this.skipped.add(what);
    }
  }

  private link(link: GroupLink, at: number, pending: number[]): void {
    if (link.kind === 'hard') {
      pending.push(link.object);
    } else if (link.kind === 'external') {
      this.context.report(
        'hdf5/external-link',
        `“${link.name}” is “${link.path}” of the file “${link.location}”`,
        this.visitor.location(at),
        { name: link.name, location: link.location },
      );
      this.declare(link.location, null);
    } else if (link.kind === 'user') {
      this.context.report(
        'hdf5/external-link',
        `“${link.name}” is a link of type ${link.type}, which only a plugin understands`,
        this.visitor.location(at),
        { name: link.name },
      );
    }
  }

  /** §IV.A.2.h: slots of a file's name, an offset and a size each. */
  private externalFiles({ at }: HeaderMessage): void {
    const { file } = this.superblock;
    const { lengthBytes, offsetBytes, bytes } = file;
    const used = bytes.u16(at + 6);
    const heap = file.address(at + 8);
    if (heap === undefined) {
      return;
    }
    const names = localHeapData(file, heap);
    for (let i = 0; i < used; i++) {
      const slot = at + 8 + offsetBytes + i * 3 * lengthBytes;
      const location = file.cString(names + file.length(slot));
      this.context.report(
        'hdf5/external-storage',
        `the values of a dataset are in the file “${location}”`,
        this.visitor.location(slot),
        { location },
      );
      this.declare(location, null);
    }
  }

  /** §IV.A.2.i, and §III.G for the list of sources in the global heap. */
  private layout({ at }: HeaderMessage): void {
    const { file } = this.superblock;
    if (file.bytes.u8(at) < 3 || file.bytes.u8(at + 1) !== VIRTUAL_LAYOUT) {
      return;
    }
    const heap = file.address(at + 2);
    if (heap === undefined) {
      return;
    }
    const sources = globalHeapObject(
      file,
      heap,
      file.bytes.u32(at + 2 + file.offsetBytes),
      VIRTUAL_HEADER_BYTES,
      this.context,
    );
    // Version, count, then the first source's file name.
    const start = 1 + file.lengthBytes;
    const end = sources.indexOf(0, start);
    const location = new TextDecoder().decode(
      sources.subarray(start, end < 0 ? sources.length : end),
    );
    this.context.report(
      'hdf5/virtual-dataset',
      `the values of a dataset come from other datasets, the first in the file “${location}”`,
      this.visitor.location(at),
      { location },
    );
    if (location !== '.') {
      this.declare(location, null);
    }
  }

  private attribute(message: HeaderMessage): void {
    const { file } = this.superblock;
    const attribute = readAttribute(file, message);
    if (!this.visitor.wants(attribute.name)) {
      return;
    }
    const text = attributeText(file, attribute, this.context);
    if (text) {
      this.visitor.rootText(attribute.name, text);
    } else {
      this.skipped.add(`the attribute ${attribute.name}, which is no text`);
    }
  }

  private declare(location: string, requiredBytes: string | null): void {
    const refused = refuseLocation(location);
    this.companions.set(location, {
      location,
      requiredBytes,
      ...(refused && { refused }),
    });
    this.context.assertLimit('companions', this.companions.size);
  }
}
