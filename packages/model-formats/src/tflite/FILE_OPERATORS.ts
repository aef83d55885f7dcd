/**
 * TensorFlow operators that read or write files, load other programs or call
 * Python. The Flex delegate runs them under their name with `Flex` in front.
 */
const FILE_OPERATORS = `
ReadFile WriteFile MatchingFiles WholeFileReader WholeFileReaderV2
TextLineReader TextLineReaderV2 FixedLengthRecordReader
FixedLengthRecordReaderV2 TFRecordReader TFRecordReaderV2 LMDBReader
TextLineDataset TFRecordDataset TFRecordDatasetV2 FixedLengthRecordDataset
FixedLengthRecordDatasetV2 CSVDataset CSVDatasetV2 SqlDataset LMDBDataset
MatchingFilesDataset CacheDataset CacheDatasetV2 SnapshotDataset
SnapshotDatasetV2 LoadDataset SaveDataset SaveDatasetV2 DatasetToTFRecord
DatasetFromGraph PyFunc PyFuncStateless EagerPyFunc GeneratorDataset
Save SaveV2 SaveSlices Restore RestoreV2 RestoreSlice MergeV2Checkpoints
LoadAndRemapMatrix GenerateVocabRemapping InitializeTableFromTextFile
InitializeTableFromTextFileV2 Print PrintV2 DebugIdentity DebugIdentityV2
DebugIdentityV3 DebugNanCount DebugNumericSummary CreateSummaryFileWriter
CreateSummaryDbWriter ImmutableConst FileSystemSetConfiguration RemoteCall
RpcCall DistributedSave DataServiceDataset RegisterDataset DeleteFile
`;

const NAMES = new Set(FILE_OPERATORS.trim().split(/\s+/));

/** Whether a custom operator of this name touches files or Python when it runs. */
export function isFileOperator(name: string): boolean {
  return name.startsWith('Flex') && NAMES.has(name.slice('Flex'.length));
}
