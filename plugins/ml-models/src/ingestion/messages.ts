/** Texts of the attempts to bring a version in. */
export const ingestionMessages = {
  ingestion: {
    what: 'the last ingestion',
    none: 'Not registered yet',
    noneDescription:
      'The catalog knows this model, the registry has not read it yet. That happens by itself within a few minutes of its registration in the catalog.',
    now: 'Read it now',
    again: 'Check again',
    succeeded: 'Read once more and accepted.',
    queued: 'Waiting to be read',
    waitsToRetry: 'Waiting to be read again',
    waitsForReplica:
      'Waiting for the server that holds the uploaded files; it may be starting again',
    running: 'Being read: {{step}}',
    refused_one: 'Not registered: {{count}} problem',
    refused_other: 'Not registered: {{count}} problems',
    refusedStands: 'The last attempt was refused; {{version}} stands',
    failedStands: 'The last attempt did not finish; {{version}} stands',
    failed: 'The last attempt to read this model did not finish',
  },
  problems: {
    todo: {
      DIGEST_MISMATCH:
        'Put the file back that the digest was taken of. If these bytes are the right ones, declare their digest instead.',
      FORMAT_FAILED:
        'The file is damaged or cut off. Export or copy it again and compare its digest at both ends.',
      FORMAT_UNSUPPORTED:
        'Export the model in a format that can be scanned (ONNX, TorchScript, TFLite, safetensors), or ask the platform team to allow unscanned files.',
      SCAN_FINDING:
        'Do not load this file. Find out where it comes from and export the model anew without what was found.',
      COMPANION_MISSING:
        'Declare the missing file as an artifact beside this one.',
      COMPANION_TOO_SMALL:
        'The file beside it is cut off or of another export. Take both from the same one.',
      COMPANION_REFUSED:
        'Export the model again so that its data lies in its own folder.',
      INPUT_MISMATCH:
        'Correct the declared inputs, or register the file that they describe.',
      OUTPUT_MISMATCH:
        'Correct the declared outputs, or register the file that they describe.',
      ARTIFACT_NOT_FOUND: 'Correct the path or address, or put the file there.',
      PATH_OUTSIDE_ROOT: 'Move the file below the folder of the catalog file.',
      SYMLINK: 'Put the file itself there instead of a link.',
      CHANGED_WHILE_READ:
        'Somebody wrote to the file. Wait until it is complete, then read it again.',
      SOURCE_NOT_ALLOWED: 'Ask the platform team to allow this host.',
      SOURCE_NOT_STREAMING:
        'Upload the file, or put it on a host that can be read as a stream.',
      NOT_FETCHED: 'The source did not answer. It is tried again by itself.',
      IDLE_TIMEOUT:
        'The source fell silent. It is tried again by itself; if it stays so, put the file on another host or upload it.',
      TOTAL_TIMEOUT:
        'The source was too slow for a file of this size. Put it on a faster host or upload it.',
      TOO_SLOW:
        'The source brings too few bytes. It is tried again by itself; put the file on a faster host or upload it.',
      NO_SPACE:
        'Others are being read. It is tried again by itself once there is room.',
      DISK_FULL:
        'Ask the platform team to free space. It is tried again by itself.',
      SPOOL_UNUSABLE:
        'Ask the platform team to mend the spool directory. It is tried again by itself.',
      SPOOL_LOST: 'Upload the files again.',
      WORKER_DIED:
        'Reading this file ends the process that reads it. Export it again, and tell the platform team which file it is.',
    },
    remedy: 'Put this into catalog-info.yaml:',
    remedyLabel: 'line for catalog-info.yaml',
    why: {
      model_name: 'A model without a name cannot be found or referred to.',
      version:
        'Every decision is about one version; bytes without one cannot be approved or blocked.',
      framework: 'Whoever serves the model has to know what can load it.',
      input_shape:
        'Callers and compatibility checks need the inputs, and the file does not state them.',
      output_schema:
        'Callers and compatibility checks need the outputs, and the file does not state them.',
      license:
        'Without a licence nobody may use the model; the bill of materials needs it too.',
      intended_use:
        'A risk can only be judged against the use that was intended.',
    },
  },
} as const;
