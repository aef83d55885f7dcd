import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { tryDecodeUtf8 } from '../source/utf8';
import { ScriptOperators } from '../torchCode/ScriptOperators';
import { PickleGlobal, PickleObject, PickleValue } from '../pickle/PickleValue';
import { scanPickleMember } from '../pickleStreams/scanPickleMember';
import { scanNested } from '../content/scanNested';
import { sniffMember } from '../archive/sniffMember';
import { isZip } from '../zip/isZip';
import { STORED, ZipEntry } from '../zip/ZipEntry';
import { ZipArchive } from '../zip/ZipArchive';
import { bytecodeTables } from './bytecodeTables';
import { listModules } from './listModules';
import { isStorage, memberClass } from './memberClass';
import { memberList } from '../archive/memberList';
import { methodSignatures } from './methodSignatures';
import { readByteOrder, readVersion } from './readStatements';
import { StorageTable } from './StorageTable';
import { TensorLister } from './TensorLister';

const MAGIC_BYTES = 4;
const SHORT_TEXT_BYTES = 64;
const EXTRA_TEXT_BYTES = 64 * 1024;
/** Names in code are ASCII; whatever else stands in it must not hide them. */
const LATIN1 = new TextDecoder('latin1');
/** In the order in which their tensors are listed. */
const TENSOR_PICKLES = ['data.pkl', 'constants.pkl', 'bytecode.pkl'] as const;

class TorchArchive {
  private readonly archive: ZipArchive;
  private readonly root: string;
  private readonly values = new Map<string, PickleValue>();
  private readonly operators: ScriptOperators;
  private firstError: FormatError | undefined;

  constructor(
    private readonly source: ByteSource,
    private readonly context: InspectionContext,
  ) {
    context.tensors.start();
    this.archive = new ZipArchive(source, context);
    this.operators = new ScriptOperators(context);
    this.root = this.findRoot();
  }

  read(): void {
    const { archive, context } = this;
    this.sniffStart();
    this.statements();
    archive.entries.forEach(entry => {
      if (!this.isPlainStorage(entry)) {
        this.member(entry);
      }
    });
    if (context.structure) {
      context.facts.memberList = memberList(archive.entries, this.root);
    }
    if (this.entry('data.pkl')) {
      this.model();
    } else if (this.entry('model.json')) {
      context.report(
        'torch/old-layout',
        'TorchScript before 1.2 keeps its model in model.json: the members were scanned, the model was not read',
      );
      context.unsupported();
    } else {
      this.firstError ??= new FormatError(
        'MALFORMED',
        'the archive has no data.pkl',
      );
    }
    this.attempt(() => this.bytecode());
    this.attempt(() => this.operators.finish());
    this.attempt(() => archive.checkRest());
    const error = archive.error ?? this.firstError;
    if (error) {
      throw error;
    }
  }

  /** PyTorch takes the first member's name up to its first slash. */
  private findRoot(): string {
    const first = this.archive.entries[0]?.name ?? '';
    const slash = first.indexOf('/');
    if (slash < 0) {
      this.firstError = new FormatError(
        'MALFORMED',
        'the members do not stand in one directory',
        { offset: 0 },
      );
      return '';
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
    if (!isZip(this.source.read(0, Math.min(MAGIC_BYTES, this.source.size)))) {
      scanNested(
        this.source,
        0,
        this.source.size,
        { torch: false, torchscript: false },
        this.context,
      );
    }
  }

  private statements(): void {
    const version = this.entry('.data/version') ?? this.entry('version');
    readVersion(
      version && this.text(version, SHORT_TEXT_BYTES),
      version?.name,
      this.context,
    );
    const order = this.entry('byteorder');
    if (order) {
      const text = this.text(order, SHORT_TEXT_BYTES);
      readByteOrder(text, order.name, this.context);
    }
  }

  /** Most members: there is nothing to be said of a storage that is one. */
  private isPlainStorage({ plain, method, name }: ZipEntry): boolean {
    return (
      plain &&
      method === STORED &&
      name.startsWith(this.root) &&
      isStorage(name, this.root.length)
    );
  }

  private member(entry: ZipEntry): void {
    const { context } = this;
    const inRoot = entry.name.startsWith(this.root);
    const name = inRoot ? entry.name.slice(this.root.length) : entry.name;
    const kind = inRoot ? memberClass(name) : 'unexpected';
    if (kind === 'pickle') {
      this.attempt(() => this.values.set(name, this.pickle(entry)));
      return;
    }
    if (kind === 'storage' && entry.method !== STORED) {
      context.report(
        'torch/packed-storage',
        'PyTorch never compresses a storage',
        { offset: entry.headerOffset, member: entry.name },
      );
    } else if (kind === 'unexpected') {
      context.report(
        'torch/unexpected-member',
        'PyTorch writes no member of this name',
        { offset: entry.headerOffset, member: entry.name },
      );
    }
    this.attempt(() => sniffMember(this.archive, entry, context));
    if (kind === 'code') {
      this.attempt(() =>
        this.operators.readCode(
          LATIN1.decode(this.archive.read(entry)),
          entry.name,
        ),
      );
    }
    if (kind === 'extra') {
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
          onImport: path => this.operators.readClass(path, entry.name),
        },
        this.context,
      );
    } catch (error) {
      throw error instanceof FormatError ? inFile(error, entry) : error;
    }
  }

  private model(): void {
    const { context } = this;
    const table = new StorageTable(this.archive, this.root);
    let constants = false;
    for (const name of TENSOR_PICKLES) {
      const value = this.values.get(name);
      // The bytecode refers to the same constants again.
      if (value === undefined || (name === 'bytecode.pkl' && constants)) {
        continue;
      }
      const lister = new TensorLister(
        context,
        table.locator(
          name === 'data.pkl' ? ['data'] : ['constants', 'bytecode'],
        ),
        this.root + name,
      );
      const prefix = name === 'data.pkl' ? '' : name.replace('.pkl', '');
      this.attempt(() => lister.list(value, prefix));
      constants ||= name === 'constants.pkl' && lister.storages.size > 0;
    }
    if (!this.firstError) {
      table.reportUnused(context);
    }
    if (context.format === 'torchscript') {
      this.script();
    }
  }

  private bytecode(): void {
    const member = `${this.root}bytecode.pkl`;
    const tables = bytecodeTables(this.values.get('bytecode.pkl') ?? null);
    for (const { method, operators, types } of tables) {
      operators.forEach(name =>
        this.operators.readBytecode(name, method, member),
      );
      types.forEach(type => this.operators.readClass(type, member));
    }
  }

  private script(): void {
    const { facts } = this.context;
    const model = this.values.get('data.pkl') ?? null;
    if (this.context.structure) {
      this.attempt(() => {
        facts.nodeList = listModules(model, this.context);
      });
    }
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
      const methods = code === undefined ? [] : methodSignatures(code, name);
      const forward = methods.find(({ key }) => key === 'forward');
      if (forward) {
        facts.signature = forward.text;
        facts.inputs = forward.inputs;
        facts.outputs = forward.outputs;
      }
      const others = methods.filter(({ key }) => !/^(forward$|_)/.test(key));
      if (others.length > 0) {
        facts.signatures = others.map(({ key, inputs, outputs }) => ({
          key,
          inputs,
          outputs,
        }));
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

/**
 * One PyTorch archive: TorchScript or a pickled state_dict
 * (caffe2/serialize/inline_container.cc, torch/serialization.py). What cannot
 * be read of it is thrown after everything else was.
 */
export function readTorchArchive(
  source: ByteSource,
  context: InspectionContext,
): void {
  new TorchArchive(source, context).read();
}
