import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';
import type {
  Inspection,
  MemberInfo,
  NodeInfo,
  TensorInfo,
} from '@ml-models/model-formats';
import type { ModelStore } from '../../store/ModelStore';
import { HttpError } from '../errors/HttpError';
import { HTTP_LIMITS } from '../limits';
import { readJson } from './readJson';

/**
 * The inspection of a recorded file with its lists, as `inspect` gave it. A list of tensors over
 * `comparedTensors` is left out. Throws `DOCUMENT_NOT_FOUND` for what was erased.
 */
export async function readStructure(
  models: Pick<ModelStore, 'readDocument'>,
  recorded: RecordedArtifact,
): Promise<Inspection & { truncated?: string[] }> {
  const read = async <T>(digest: string): Promise<T> => {
    const value = await readJson<T>(models, digest);
    if (value === undefined) {
      throw new HttpError(
        'DOCUMENT_NOT_FOUND',
        `What was recorded of ${recorded.path} is not there, or was erased`,
      );
    }
    return value;
  };
  const inspection = await read<Inspection & { truncated?: string[] }>(
    recorded.inspection.digest,
  );
  const { tensor_count: count, tensor_pages: pages = [] } = recorded;
  if (count !== undefined && count <= HTTP_LIMITS.comparedTensors) {
    inspection.tensorList = [];
    for (const page of pages) {
      inspection.tensorList.push(...(await read<TensorInfo[]>(page.digest)));
    }
  }
  if (recorded.nodes) {
    inspection.nodeList = await read<NodeInfo[]>(recorded.nodes.digest);
  }
  if (recorded.members) {
    inspection.memberList = await read<MemberInfo[]>(recorded.members.digest);
  }
  return inspection;
}
