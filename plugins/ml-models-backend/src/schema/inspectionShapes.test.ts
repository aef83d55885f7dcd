import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type {
  FindingRuleInfo,
  Inspection,
  TensorInfo,
} from '@ml-models/model-formats';

type Assignable<From, To> = From extends To ? true : never;
/** The lists travel in pages of their own or not at all. */
type Head = Omit<Inspection, 'tensorList' | 'nodeList' | 'memberList'>;
type WireHead = Omit<Wire['Inspection'], 'truncated' | 'unreadable'>;

/** Compiles only when the types fit; words that model-formats closes are strings on the wire. */
describe('shapes that model-formats owns', () => {
  it('travel as they are', () => {
    const head: Assignable<Head, WireHead> = true;
    const back: Assignable<
      Omit<WireHead, 'format' | 'error' | 'status'>,
      Omit<Head, 'format' | 'error' | 'status'>
    > = true;
    const tensor: Assignable<TensorInfo, Wire['TensorPage']['items'][number]> =
      true;
    const rule: Assignable<
      FindingRuleInfo & { rule: string },
      Wire['FindingRule']
    > = true;
    expect([head, back, tensor, rule]).not.toContain(false);
  });

  it('name no field that the OpenAPI file does not', () => {
    const head: Assignable<keyof Head, keyof WireHead> = true;
    const back: Assignable<keyof WireHead, keyof Head> = true;
    const rule: Assignable<
      Exclude<keyof Wire['FindingRule'], 'rule'>,
      keyof FindingRuleInfo
    > = true;
    expect([head, back, rule]).not.toContain(false);
  });
});
