import { useEffect, useState } from 'react';
import TextField from '@mui/material/TextField';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useDebounce from 'react-use/esm/useDebounce';
import { searchedDigest } from '../format/digest';
import { mlModelsTranslationRef } from '../translation';

/** Milliseconds without a key before a search starts. */
const SEARCH_DELAY_MS = 250;

/** Search by words; a digest or its first digits look for their file. */
export function SearchField(props: {
  value: string;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { value, onChange } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useDebounce(
    () => {
      if (text !== value) {
        onChange(text);
      }
    },
    SEARCH_DELAY_MS,
    [text],
  );
  return (
    <TextField
      type="search"
      size="small"
      label={t('models.search')}
      helperText={searchedDigest(text) ? t('models.searchDigest') : undefined}
      value={text}
      onChange={event => setText(event.target.value)}
      sx={{ flex: '1 1 240px', maxWidth: 480 }}
    />
  );
}
