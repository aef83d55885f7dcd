import { FindingRule } from '../findings/FINDING_RULES';

/** Operators of TensorFlow's core that act outside of the graph. */
const DANGEROUS: Record<string, readonly string[]> = {
  'savedmodel/python-operator': ['PyFunc', 'EagerPyFunc', 'PyFuncStateless'],
  'savedmodel/file-operator': [
    'ReadFile',
    'WriteFile',
    'MatchingFiles',
    'WholeFileReader',
    'WholeFileReaderV2',
    'ImmutableConst',
    'Save',
    'SaveSlices',
    'TextLineReader',
    'TextLineReaderV2',
    'FixedLengthRecordReader',
    'FixedLengthRecordReaderV2',
    'TFRecordReader',
    'TFRecordReaderV2',
    'TextLineDataset',
    'FixedLengthRecordDataset',
    'FixedLengthRecordDatasetV2',
    'TFRecordDataset',
    'TFRecordDatasetV2',
    'MatchingFilesDataset',
    'CSVDataset',
    'CSVDatasetV2',
    'SqlDataset',
    'SqlDatasetV2',
    'LoadDataset',
    'SaveDataset',
    'SaveDatasetV2',
    'SnapshotDataset',
    'SnapshotDatasetV2',
    'DatasetToTFRecord',
    'LMDBReader',
    'LMDBDataset',
    'CreateSummaryFileWriter',
    'CreateSummaryDbWriter',
    'WriteSummary',
    'WriteGraphSummary',
  ],
  'savedmodel/network-operator': [
    'RpcCall',
    'RpcClient',
    'RpcServer',
    'RpcServerStart',
    'RpcServerRegister',
    'DataServiceDataset',
    'DataServiceDatasetV2',
    'DataServiceDatasetV3',
    'DataServiceDatasetV4',
    'RegisterDataset',
    'RegisterDatasetV2',
    'DebugIdentity',
    'DebugIdentityV2',
    'DebugIdentityV3',
    'DebugNanCount',
    'DebugNumericSummary',
    'DebugNumericSummaryV2',
    'Rpc',
    'TryRpc',
  ],
};

const RULE_OF_OPERATOR = new Map<string, FindingRule>(
  Object.entries(DANGEROUS).flatMap(([rule, operators]) =>
    operators.map(operator => [operator, rule as FindingRule] as const),
  ),
);

/**
 * The rule that an operator breaks, if any. `outputStream` is that attribute:
 * `PrintV2` writes to a file when it says so.
 */
export function gradeOperator(
  operator: string,
  outputStream: string,
): FindingRule | undefined {
  if (operator === 'PrintV2' && outputStream.startsWith('file:')) {
    return 'savedmodel/file-operator';
  }
  return RULE_OF_OPERATOR.get(operator);
}
