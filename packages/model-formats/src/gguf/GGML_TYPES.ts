/** How one type of tensor is stored. */
export interface GgmlType {
  /** our spelling */
  dtype: string;
  /** elements per block; a row is a whole number of blocks */
  blockElements: number;
  blockBytes: number;
  /** current loaders refuse it; its layout was that of another type */
  removed?: boolean;
}

const type = (
  dtype: string,
  blockElements: number,
  blockBytes: number,
): GgmlType => ({ dtype, blockElements, blockBytes });

const removed = (dtype: string): GgmlType => ({
  ...type(dtype, 32, 18),
  removed: true,
});

/**
 * `ggml_type` by number: sizes of the block structures of ggml-common.h. 4 and
 * 5 (Q4_2, Q4_3) went before the first GGUF file was written; 31…33 and 36…38
 * were Q4_0 and IQ4_NL with their rows interleaved.
 */
export const GGML_TYPES: ReadonlyMap<number, GgmlType> = new Map([
  [0, type('float32', 1, 4)],
  [1, type('float16', 1, 2)],
  [2, type('q4_0', 32, 18)],
  [3, type('q4_1', 32, 20)],
  [6, type('q5_0', 32, 22)],
  [7, type('q5_1', 32, 24)],
  [8, type('q8_0', 32, 34)],
  // block_q8_1 of ggml-common.h has two halves in front of its 32 values;
  // gguf-py counts them as floats (40 bytes). No file holds this type.
  [9, type('q8_1', 32, 36)],
  [10, type('q2_k', 256, 84)],
  [11, type('q3_k', 256, 110)],
  [12, type('q4_k', 256, 144)],
  [13, type('q5_k', 256, 176)],
  [14, type('q6_k', 256, 210)],
  [15, type('q8_k', 256, 292)],
  [16, type('iq2_xxs', 256, 66)],
  [17, type('iq2_xs', 256, 74)],
  [18, type('iq3_xxs', 256, 98)],
  [19, type('iq1_s', 256, 50)],
  [20, type('iq4_nl', 32, 18)],
  [21, type('iq3_s', 256, 110)],
  [22, type('iq2_s', 256, 82)],
  [23, type('iq4_xs', 256, 136)],
  [24, type('int8', 1, 1)],
  [25, type('int16', 1, 2)],
  [26, type('int32', 1, 4)],
  [27, type('int64', 1, 8)],
  [28, type('float64', 1, 8)],
  [29, type('iq1_m', 256, 56)],
  [30, type('bfloat16', 1, 2)],
  [31, removed('q4_0_4_4')],
  [32, removed('q4_0_4_8')],
  [33, removed('q4_0_8_8')],
  [34, type('tq1_0', 256, 54)],
  [35, type('tq2_0', 256, 66)],
  [36, removed('iq4_nl_4_4')],
  [37, removed('iq4_nl_4_8')],
  [38, removed('iq4_nl_8_8')],
  [39, type('mxfp4', 32, 17)],
  [40, type('nvfp4', 64, 36)],
  [41, type('q1_0', 128, 18)],
  [42, type('q2_0', 64, 18)],
]);
