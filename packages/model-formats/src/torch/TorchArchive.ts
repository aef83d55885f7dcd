import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { tryDecodeUtf8 } from '../source/utf8';
import { PickleGlobal, PickleObject, PickleValue } from '../pickle/PickleValue';
import { scanPickleMember } from '../pickle/scanPickleMember';
import { scanNested } from '../pickle/scanNested';
import { sniffMember } from '../pickle/sniffMember';
import { STORED, ZipEntry } from '../zip/ZipEntry';
import { ZipArchive } from '../zip/ZipArchive';
import { forwardSignature } from './forwardSignature';
import { StorageReference, TensorLister } from './TensorLister';

/** caffe2/serialize/versions.h: kMinSupportedFileFormatVersion … kMax… */
const OLDEST_VERSION = 1;
const NEWEST_VERSION = 10;
const SHORT_TEXT_BYTES = 64;
const EXTRA_TEXT_BYTES = 64 * 1024;

const PICKLES =
  /^(data|constants|bytecode|attributes|mobile_debug_handles)\.pkl$|\.debug_pkl$/;
const STORAGES = /^(data|constants|tensors|bytecode)\/[^/]+$/;
const USUAL =
  /^(version|byteorder|\.format_version|\.storage_alignment|\.data\/(version|serialization_id)|model\.json|code\/.+\.py|extra\/.+)$/;
/** In the order in which their tensors are listed. */
const TENSOR_PICKLES = ['data.pkl', 'constants.pkl', 'bytecode.pkl'] as const;

/**
 * One PyTorch archive: TorchScript or a pickled state_dict
 * (caffe2/serialize/inline_container.cc, torch/serialization.py).
 */
export class TorchArchive {
  private readonly archive: ZipArchive;
  private readonly root: string;
  private readonly values = new Map<string, PickleValue>();
  private firstError: FormatError | undefined;

  constructor(
    private readonly source: ByteSource,
    private readonly context: InspectionContext,
  ) {
    context.tensors.start();
    this.archive = new ZipArchive(source, context);
    this.root = this.findRoot();
  }

  read(): void {
    this.sniffStart();
    this.version();
    for (const entry of this.archive.entries) {
      this.member(entry);
    }
    if (!this.entry('data.pkl')) {
      throw new FormatError('MALFORMED', 'the archive has no data.pkl');
    }
    this.tensors();
    if (this.context.format === 'torchscript') {
      this.forward();
    }
    if (this.firstError) {
      throw this.firstError;
    }
  }

  /** PyTorch takes the first member's name up to its first slash. */
  private findRoot(): string {
    const first = this.archive.entries[0]?.name ?? '';
    const slash = first.indexOf('/');
    if (slash < 0) {
      throw new FormatError(
        'MALFORMED',
        'the members do not stand in one directory',
        { offset: 0 },
      );
    }
    const root = first.slice(0, slash + 1);
    const stranger = this.archive.entries.find(
      ({ name }) => !name.startsWith(root),
    );
    if (stranger) {
      this.context.report(
        'torch/several-roots',
        `the member does not stand in “${root}”`,
        { offset: stranger.headerOffset, member: stranger.name },
      );
    }
    return root;
  }

  /** A stream in front of the archive is what `pickle.load` would run. */
  private sniffStart(): void {
    if (this.archive.entries[0]?.headerOffset === 0) {
      return;
    }
    scanNested(
      this.source,
      0,
      this.source.size,
      { torch: false, torchscript: false },
      this.context,
    );
  }

  private version(): void {
    const entry = this.entry('.data/version') ?? this.entry('version');
    const text = entry && this.text(entry, SHORT_TEXT_BYTES)?.trim();
    if (text === undefined || !/^\d{1,9}$/.test(text)) {
      this.context.report(
        'torch/version',
        'the archive does not say its version',
        entry && { member: entry.name },
      );
      return;
    }
    this.context.facts.formatVersion = text;
    if (Number(text) < OLDEST_VERSION || Number(text) > NEWEST_VERSION) {
      this.context.report(
        'torch/version',
        `archive version ${text} is outside ${OLDEST_VERSION}…${NEWEST_VERSION}`,
        entry && { member: entry.name },
      );
    }
  }

  private member(entry: ZipEntry): void {
    const { context, archive } = this;
    const name = entry.name.startsWith(this.root)
      ? entry.name.slice(this.root.length)
      : `?/${entry.name}`;
    if (PICKLES.test(name)) {
      this.attempt(() => this.values.set(name, this.pickle(entry)));
      return;
    }
    if (STORAGES.test(name)) {
      if (entry.method !== STORED) {
        context.report(
          'torch/packed-storage',
          'PyTorch never compresses a storage',
          { offset: entry.headerOffset, member: entry.name },
        );
      }
    } else if (!USUAL.test(name) && !name.endsWith('/')) {
      context.report(
        'torch/unexpected-member',
        'PyTorch writes no member of this name',
        { offset: entry.headerOffset, member: entry.name },
      );
    }
    sniffMember(archive, entry, context);
    if (name.startsWith('extra/')) {
      const text = this.text(entry, EXTRA_TEXT_BYTES);
      context.addMetadata(name, text ?? `${entry.size} bytes`);
    }
  }

  private pickle(entry: ZipEntry): PickleValue {
    const content = this.archive.read(entry);
    try {
      return scanPickleMember(
        content,
        {
          torch: true,
          torchscript: this.context.format === 'torchscript',
          member: entry.name,
        },
        this.context,
      );
    } catch (error) {
      throw error instanceof FormatError ? inFile(error, entry) : error;
    }
  }

  private tensors(): void {
    const used = new Set<string>();
    const listed = new Set<string>();
    for (const name of TENSOR_PICKLES) {
      const value = this.values.get(name);
      if (value === undefined) {
        continue;
      }
      const directories =
        name === 'data.pkl' ? ['data'] : ['constants', 'bytecode'];
      const locate = ({ key }: StorageReference) => {
        for (const directory of directories) {
          const entry = this.entry(`${directory}/${key}`);
          if (entry) {
            const member = entry.name.slice(this.root.length);
            used.add(member);
            return { member, offset: 0, bytes: entry.size };
          }
        }
        return undefined;
      };
      const lister = new TensorLister(this.context, locate, this.root + name);
      const prefix = name === 'data.pkl' ? '' : name.replace('.pkl', '');
      // The bytecode refers to the same constants again.
      if (name !== 'bytecode.pkl' || listed.size === 0) {
        this.attempt(() => lister.list(value, prefix));
      }
      if (name === 'constants.pkl' && lister.storages.size > 0) {
        listed.add(name);
      }
    }
    this.reportUnused(used);
  }

  private reportUnused(used: ReadonlySet<string>): void {
    if (this.firstError) {
      return;
    }
    for (const entry of this.archive.entries) {
      const name = entry.name.slice(this.root.length);
      if (
        entry.name.startsWith(this.root) &&
        STORAGES.test(name) &&
        !used.has(name)
      ) {
        this.context.report(
          'torch/unused-storage',
          'no tensor uses this storage',
          { offset: entry.headerOffset, member: entry.name },
        );
      }
    }
  }

  private forward(): void {
    const model = this.values.get('data.pkl');
    if (
      !(model instanceof PickleObject) ||
      !(model.callee instanceof PickleGlobal)
    ) {
      return;
    }
    const { module, name } = model.callee;
    const entry = this.entry(`code/${module.split('.').join('/')}.py`);
    if (!entry) {
      return;
    }
    this.attempt(() => {
      const code = tryDecodeUtf8(this.archive.read(entry));
      const signature = code && forwardSignature(code, name);
      if (signature) {
        const { facts } = this.context;
        facts.signature = signature.text;
        facts.inputs = signature.inputs;
        facts.outputs = signature.outputs;
      }
    });
  }

  private entry(name: string): ZipEntry | undefined {
    return this.archive.get(this.root + name);
  }

  private text(entry: ZipEntry, maximum: number): string | undefined {
    if (entry.size > maximum) {
      return undefined;
    }
    let text: string | undefined;
    this.attempt(() => {
      text = tryDecodeUtf8(this.archive.read(entry));
    });
    return text;
  }

  /** An error in one member must not hide what the others hold. */
  private attempt(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
        throw error;
      }
      this.firstError ??= error;
    }
  }
}

/** The same error with its position counted from the start of the file. */
function inFile(error: FormatError, entry: ZipEntry): FormatError {
  const inner = entry.method === STORED ? error.offset ?? 0 : 0;
  return new FormatError(error.code, `${entry.name}: ${error.message}`, {
    offset: entry.dataOffset + inner,
    cause: error,
  });
}
