import { FlatSchema } from '../flatbuffer/FlatSchema';

/**
 * Tables, field ids and types of TFLite (LiteRT
 * tflite/converter/schema/schema.fbs, version 3d), all that a file can hold.
 * `subgraph…` fields of options are indices of subgraphs.
 */
export const TFLITE_SCHEMA = new FlatSchema(
  {
    QuantizationDetails:
      'CustomQuantization BlockwiseQuantization MultiAxisQuantization',
    SparseIndexVector: 'Int32Vector Uint16Vector Uint8Vector',
    BuiltinOptions:
      'Conv2DOptions DepthwiseConv2DOptions ConcatEmbeddingsOptions LSHProjectionOptions Pool2DOptions SVDFOptions RNNOptions FullyConnectedOptions SoftmaxOptions ConcatenationOptions AddOptions L2NormOptions LocalResponseNormalizationOptions LSTMOptions ResizeBilinearOptions CallOptions ReshapeOptions SkipGramOptions SpaceToDepthOptions EmbeddingLookupSparseOptions MulOptions PadOptions GatherOptions BatchToSpaceNDOptions SpaceToBatchNDOptions TransposeOptions ReducerOptions SubOptions DivOptions SqueezeOptions SequenceRNNOptions StridedSliceOptions ExpOptions TopKV2Options SplitOptions LogSoftmaxOptions CastOptions DequantizeOptions MaximumMinimumOptions ArgMaxOptions LessOptions NegOptions PadV2Options GreaterOptions GreaterEqualOptions LessEqualOptions SelectOptions SliceOptions TransposeConvOptions SparseToDenseOptions TileOptions ExpandDimsOptions EqualOptions NotEqualOptions ShapeOptions PowOptions ArgMinOptions FakeQuantOptions PackOptions LogicalOrOptions OneHotOptions LogicalAndOptions LogicalNotOptions UnpackOptions FloorDivOptions SquareOptions ZerosLikeOptions FillOptions BidirectionalSequenceLSTMOptions BidirectionalSequenceRNNOptions UnidirectionalSequenceLSTMOptions FloorModOptions RangeOptions ResizeNearestNeighborOptions LeakyReluOptions SquaredDifferenceOptions MirrorPadOptions AbsOptions SplitVOptions UniqueOptions ReverseV2Options AddNOptions GatherNdOptions CosOptions WhereOptions RankOptions ReverseSequenceOptions MatrixDiagOptions QuantizeOptions MatrixSetDiagOptions HardSwishOptions IfOptions WhileOptions DepthToSpaceOptions NonMaxSuppressionV4Options NonMaxSuppressionV5Options ScatterNdOptions SelectV2Options DensifyOptions SegmentSumOptions BatchMatMulOptions CumsumOptions CallOnceOptions BroadcastToOptions Rfft2dOptions Conv3DOptions HashtableOptions HashtableFindOptions HashtableImportOptions HashtableSizeOptions VarHandleOptions ReadVariableOptions AssignVariableOptions RandomOptions BucketizeOptions GeluOptions DynamicUpdateSliceOptions UnsortedSegmentProdOptions UnsortedSegmentMaxOptions UnsortedSegmentMinOptions UnsortedSegmentSumOptions ATan2Options SignOptions BitcastOptions BitwiseXorOptions RightShiftOptions',
    BuiltinOptions2:
      'StablehloConcatenateOptions StablehloBroadcastInDimOptions StablehloSliceOptions StablehloConvolutionOptions StablehloCustomCallOptions StablehloReduceOptions StablehloScatterOptions StablehloCompareOptions StablehloDynamicSliceOptions StablehloPadOptions StablehloIotaOptions StablehloDotGeneralOptions StablehloReduceWindowOptions StablehloSortOptions StablehloWhileOptions StablehloGatherOptions StablehloTransposeOptions DilateOptions StablehloRngBitGeneratorOptions ReduceWindowOptions StableHLOCompositeOptions StablehloShiftLeftOptions StablehloCaseOptions',
  },
  {
    Model:
      'version:uint operator_codes:[OperatorCode] subgraphs:[SubGraph] description:string buffers:[Buffer] metadata_buffer:[int] metadata:[Metadata] signature_defs:[SignatureDef] external_buffer_groups:[ExternalBufferGroup] external_buffers:[ExternalBuffer]',
    OperatorCode:
      'deprecated_builtin_code:byte custom_code:string version:int=1 builtin_code:int',
    SubGraph:
      'tensors:[Tensor] inputs:[int] outputs:[int] operators:[Operator] name:string debug_metadata_index:int=-1',
    Tensor:
      'shape:[int] type:byte buffer:uint name:string quantization:QuantizationParameters is_variable:bool sparsity:SparsityParameters shape_signature:[int] has_rank:bool variant_tensors:[VariantSubType] external_buffer:uint',
    VariantSubType: 'shape:[int] type:byte has_rank:bool',
    QuantizationParameters:
      'min:[float] max:[float] scale:[float] zero_point:[long] details:QuantizationDetails quantized_dimension:int',
    CustomQuantization: 'custom:[ubyte]',
    BlockwiseQuantization: 'scales:int zero_points:int block_size:int',
    MultiAxisQuantization:
      'scales:int zero_points:int block_size:int quantized_dimensions:[int]',
    SparsityParameters:
      'traversal_order:[int] block_map:[int] dim_metadata:[DimensionMetadata]',
    DimensionMetadata:
      'format:byte dense_size:int array_segments:SparseIndexVector array_indices:SparseIndexVector',
    Int32Vector: 'values:[int]',
    Uint16Vector: 'values:[ushort]',
    Uint8Vector: 'values:[ubyte]',
    Operator:
      'opcode_index:uint inputs:[int] outputs:[int] builtin_options:BuiltinOptions custom_options:[ubyte] custom_options_format:byte mutating_variable_inputs:[bool] intermediates:[int] large_custom_options_offset:ulong large_custom_options_size:ulong builtin_options_2:BuiltinOptions2 debug_metadata_index:int=-1',
    Buffer: 'data:[ubyte] offset:ulong size:ulong',
    ExternalBufferGroup: 'name:string',
    ExternalBuffer:
      'id:uint group:uint offset:ulong length:ulong packing:string',
    Metadata: 'name:string buffer:uint',
    TensorMap: 'name:string tensor_index:uint',
    SignatureDef:
      'inputs:[TensorMap] outputs:[TensorMap] signature_key:string deprecated_tag:string subgraph_index:uint',
    Conv2DOptions:
      'padding:byte stride_w:int stride_h:int fused_activation_function:byte dilation_w_factor:int=1 dilation_h_factor:int=1 quantized_bias_type:byte',
    Conv3DOptions:
      'padding:byte stride_d:int stride_w:int stride_h:int fused_activation_function:byte dilation_d_factor:int=1 dilation_w_factor:int=1 dilation_h_factor:int=1',
    Pool2DOptions:
      'padding:byte stride_w:int stride_h:int filter_width:int filter_height:int fused_activation_function:byte',
    DepthwiseConv2DOptions:
      'padding:byte stride_w:int stride_h:int depth_multiplier:int fused_activation_function:byte dilation_w_factor:int=1 dilation_h_factor:int=1',
    ConcatEmbeddingsOptions:
      'num_channels:int num_columns_per_channel:[int] embedding_dim_per_channel:[int]',
    LSHProjectionOptions: 'type:byte',
    SVDFOptions:
      'rank:int fused_activation_function:byte asymmetric_quantize_inputs:bool',
    RNNOptions:
      'fused_activation_function:byte asymmetric_quantize_inputs:bool',
    SequenceRNNOptions:
      'time_major:bool fused_activation_function:byte asymmetric_quantize_inputs:bool',
    BidirectionalSequenceRNNOptions:
      'time_major:bool fused_activation_function:byte merge_outputs:bool asymmetric_quantize_inputs:bool',
    FullyConnectedOptions:
      'fused_activation_function:byte weights_format:byte keep_num_dims:bool asymmetric_quantize_inputs:bool quantized_bias_type:byte',
    SoftmaxOptions: 'beta:float',
    ConcatenationOptions: 'axis:int fused_activation_function:byte',
    AddOptions: 'fused_activation_function:byte pot_scale_int16:bool=1',
    MulOptions: 'fused_activation_function:byte',
    L2NormOptions: 'fused_activation_function:byte',
    LocalResponseNormalizationOptions:
      'radius:int bias:float alpha:float beta:float',
    LSTMOptions:
      'fused_activation_function:byte cell_clip:float proj_clip:float kernel_type:byte asymmetric_quantize_inputs:bool',
    UnidirectionalSequenceLSTMOptions:
      'fused_activation_function:byte cell_clip:float proj_clip:float time_major:bool asymmetric_quantize_inputs:bool diagonal_recurrent_tensors:bool',
    BidirectionalSequenceLSTMOptions:
      'fused_activation_function:byte cell_clip:float proj_clip:float merge_outputs:bool time_major:bool=1 asymmetric_quantize_inputs:bool',
    ResizeBilinearOptions:
      'new_height:int new_width:int align_corners:bool half_pixel_centers:bool',
    ResizeNearestNeighborOptions: 'align_corners:bool half_pixel_centers:bool',
    CallOptions: 'subgraph:uint',
    PadOptions: '',
    PadV2Options: '',
    ReshapeOptions: 'new_shape:[int]',
    SpaceToBatchNDOptions: '',
    BatchToSpaceNDOptions: '',
    SkipGramOptions: 'ngram_size:int max_skip_size:int include_all_ngrams:bool',
    SpaceToDepthOptions: 'block_size:int',
    DepthToSpaceOptions: 'block_size:int',
    SubOptions: 'fused_activation_function:byte pot_scale_int16:bool=1',
    DivOptions: 'fused_activation_function:byte',
    TopKV2Options: '',
    EmbeddingLookupSparseOptions: 'combiner:byte',
    GatherOptions: 'axis:int batch_dims:int',
    TransposeOptions: '',
    ExpOptions: '',
    CosOptions: '',
    ReducerOptions: 'keep_dims:bool',
    SqueezeOptions: 'squeeze_dims:[int]',
    SplitOptions: 'num_splits:int',
    SplitVOptions: 'num_splits:int',
    StridedSliceOptions:
      'begin_mask:int end_mask:int ellipsis_mask:int new_axis_mask:int shrink_axis_mask:int offset:bool',
    LogSoftmaxOptions: '',
    CastOptions: 'in_data_type:byte out_data_type:byte',
    DequantizeOptions: '',
    MaximumMinimumOptions: '',
    TileOptions: '',
    ArgMaxOptions: 'output_type:byte',
    ArgMinOptions: 'output_type:byte',
    GreaterOptions: '',
    GreaterEqualOptions: '',
    LessOptions: '',
    LessEqualOptions: '',
    NegOptions: '',
    SelectOptions: '',
    SliceOptions: '',
    TransposeConvOptions:
      'padding:byte stride_w:int stride_h:int fused_activation_function:byte quantized_bias_type:byte',
    ExpandDimsOptions: '',
    SparseToDenseOptions: 'validate_indices:bool',
    EqualOptions: '',
    NotEqualOptions: '',
    ShapeOptions: 'out_type:byte',
    RankOptions: '',
    PowOptions: '',
    FakeQuantOptions: 'min:float max:float num_bits:int narrow_range:bool',
    PackOptions: 'values_count:int axis:int',
    LogicalOrOptions: '',
    OneHotOptions: 'axis:int',
    AbsOptions: '',
    HardSwishOptions: '',
    LogicalAndOptions: '',
    LogicalNotOptions: '',
    UnpackOptions: 'num:int axis:int',
    FloorDivOptions: '',
    SquareOptions: '',
    ZerosLikeOptions: '',
    FillOptions: '',
    FloorModOptions: '',
    RangeOptions: '',
    LeakyReluOptions: 'alpha:float',
    SquaredDifferenceOptions: '',
    MirrorPadOptions: 'mode:byte',
    UniqueOptions: 'idx_out_type:byte=2',
    ReverseV2Options: '',
    AddNOptions: '',
    GatherNdOptions: '',
    WhereOptions: '',
    ReverseSequenceOptions: 'seq_dim:int batch_dim:int',
    MatrixDiagOptions: '',
    QuantizeOptions: '',
    MatrixSetDiagOptions: '',
    IfOptions: 'then_subgraph_index:int else_subgraph_index:int',
    CallOnceOptions: 'init_subgraph_index:int',
    WhileOptions: 'cond_subgraph_index:int body_subgraph_index:int',
    NonMaxSuppressionV4Options: '',
    NonMaxSuppressionV5Options: '',
    ScatterNdOptions: '',
    SelectV2Options: '',
    DensifyOptions: '',
    SegmentSumOptions: '',
    BatchMatMulOptions: 'adj_x:bool adj_y:bool asymmetric_quantize_inputs:bool',
    CumsumOptions: 'exclusive:bool reverse:bool',
    BroadcastToOptions: '',
    Rfft2dOptions: '',
    HashtableOptions: 'table_id:int key_dtype:byte value_dtype:byte',
    HashtableFindOptions: '',
    HashtableImportOptions: '',
    HashtableSizeOptions: '',
    VarHandleOptions: 'container:string shared_name:string',
    ReadVariableOptions: '',
    AssignVariableOptions: '',
    RandomOptions: 'seed:long seed2:long',
    BucketizeOptions: 'boundaries:[float]',
    GeluOptions: 'approximate:bool',
    DynamicUpdateSliceOptions: '',
    UnsortedSegmentProdOptions: '',
    UnsortedSegmentMaxOptions: '',
    UnsortedSegmentSumOptions: '',
    ATan2Options: '',
    UnsortedSegmentMinOptions: '',
    SignOptions: '',
    BitcastOptions: '',
    BitwiseXorOptions: '',
    RightShiftOptions: '',
    DilateOptions: '',
    ReduceWindowOptions: 'reduce_function:int',
    StablehloGatherOptions:
      'offset_dims:[long] collapsed_slice_dims:[long] start_index_map:[long] index_vector_dim:long slice_sizes:[long] indices_are_sorted:bool',
    StablehloTransposeOptions: 'permutation:[long]',
    StablehloDotGeneralOptions:
      'lhs_batching_dimensions:[long] rhs_batching_dimensions:[long] lhs_contracting_dimensions:[long] rhs_contracting_dimensions:[long] precision_config:[uint]',
    StablehloReduceWindowOptions:
      'window_dimensions:[long] window_strides:[long] base_dilations:[long] window_dilations:[long] padding:[long] body_subgraph_index:int',
    StablehloWhileOptions: 'cond_subgraph_index:int body_subgraph_index:int',
    StablehloSortOptions:
      'dimension:long is_stable:bool comparator_subgraph_index:int',
    StablehloConcatenateOptions: 'dimension:long',
    StablehloBroadcastInDimOptions: 'broadcast_dimensions:[long]',
    StablehloCompareOptions: 'comparison_direction:uint compare_type:uint',
    StablehloDynamicSliceOptions: 'slice_sizes:[long]',
    StablehloPadOptions:
      'edge_padding_low:[long] edge_padding_high:[long] interior_padding:[long]',
    StablehloIotaOptions: 'iota_dimension:long',
    StablehloCustomCallOptions:
      'call_target_name:string has_side_effect:bool backend_config:string api_version:int called_computations:[int] custom_attributes:[ubyte]',
    StablehloReduceOptions: 'dimensions:[long] body_subgraph_index:int',
    StablehloSliceOptions:
      'start_indices:[long] limit_indices:[long] strides:[long]',
    StablehloConvolutionOptions:
      'window_strides:[long] padding:[long] lhs_dilation:[long] rhs_dilation:[long] window_reversal:[bool] input_batch_dimension:long input_feature_dimension:long input_spatial_dimensions:[long] kernel_input_feature_dimension:long kernel_output_feature_dimension:long kernel_spatial_dimensions:[long] output_batch_dimension:long output_feature_dimension:long output_spatial_dimensions:[long] feature_group_count:long batch_group_count:long precision_config:[uint]',
    StablehloScatterOptions:
      'indices_are_sorted:bool update_window_dims:[long] inserted_window_dims:[long] scatter_dims_to_operand_dims:[long] index_vector_dim:long unique_indices:bool update_computation_subgraph_index:int',
    StablehloCaseOptions: 'branch_subgraph_indices:[int]',
    StablehloRngBitGeneratorOptions: 'algorithm:byte',
    StableHLOCompositeOptions:
      'name:string decomposition_subgraph_index:int composite_attributes:[ubyte] composite_attributes_format:byte version:int',
    StablehloShiftLeftOptions: '',
  },
);
