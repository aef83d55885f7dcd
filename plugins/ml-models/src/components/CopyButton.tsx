import { useState } from 'react';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { mlModelsTranslationRef } from '../translation';

/** Copies `text`; `label` says what that is, for people who do not see it. */
export function CopyButton(props: { text: string; label: string }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const [{ error }, copy] = useCopyToClipboard();
  const [copied, setCopied] = useState(false);
  let title: string = t('common.copy', { what: props.label });
  if (copied) {
    title = error ? t('common.copyFailed') : t('common.copied');
  }
  const Icon = copied && !error ? RiCheckLine : RiFileCopyLine;
  return (
    <Tooltip title={title} onClose={() => setCopied(false)}>
      <IconButton
        size="small"
        aria-label={t('common.copy', { what: props.label })}
        onClick={event => {
          event.stopPropagation();
          copy(props.text);
          setCopied(true);
        }}
      >
        <Icon size={14} aria-hidden />
      </IconButton>
    </Tooltip>
  );
}
