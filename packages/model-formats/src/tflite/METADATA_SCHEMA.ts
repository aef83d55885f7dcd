import { FlatSchema } from '../flatbuffer/FlatSchema';

/**
 * The nested flatbuffer `M001` under the metadata name TFLITE_METADATA
 * (tflite-support tensorflow_lite_support/metadata/metadata_schema.fbs, 1.1.0).
 */
export const METADATA_SCHEMA = new FlatSchema(
  {
    ContentProperties:
      'FeatureProperties ImageProperties BoundingBoxProperties',
    ProcessUnitOptions:
      'NormalizationOptions ScoreCalibrationOptions ScoreThresholdingOptions BertTokenizerOptions SentencePieceTokenizerOptions',
  },
  {
    ModelMetadata:
      'name:string description:string version:string subgraph_metadata:[SubGraphMetadata] author:string license:string associated_files:[AssociatedFile] min_parser_version:string',
    SubGraphMetadata:
      'name:string description:string input_tensor_metadata:[TensorMetadata] output_tensor_metadata:[TensorMetadata] associated_files:[AssociatedFile] input_process_units:[ProcessUnit] output_process_units:[ProcessUnit]',
    TensorMetadata:
      'name:string description:string dimension_names:[string] content:Content process_units:[ProcessUnit] stats:Stats associated_files:[AssociatedFile]',
    AssociatedFile: 'name:string description:string type:byte locale:string',
    Content: 'content_properties:ContentProperties range:ValueRange',
    ValueRange: 'min:int max:int',
    FeatureProperties: '',
    ImageProperties: 'color_space:byte default_size:ImageSize',
    ImageSize: 'width:uint height:uint',
    BoundingBoxProperties: 'index:[uint] type:byte coordinate_type:byte',
    ProcessUnit: 'options:ProcessUnitOptions',
    NormalizationOptions: 'mean:[float] std:[float]',
    ScoreCalibrationOptions: 'score_transformation:byte default_score:float',
    ScoreThresholdingOptions: 'global_score_threshold:float',
    BertTokenizerOptions: 'vocab_file:[AssociatedFile]',
    SentencePieceTokenizerOptions:
      'sentencePiece_model:[AssociatedFile] vocab_file:[AssociatedFile]',
    Stats: 'max:[float] min:[float]',
  },
);

/** Field ids of what is read of it. */
export const MODEL_METADATA = {
  name: 0,
  description: 1,
  version: 2,
  subgraphMetadata: 3,
  author: 4,
  license: 5,
  associatedFiles: 6,
  minParserVersion: 7,
} as const;

export const ASSOCIATED_FILE = { name: 0 } as const;
