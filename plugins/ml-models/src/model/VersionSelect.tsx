import { useId } from 'react';
import FormControl from '@mui/material/FormControl';
import InputLabel from '@mui/material/InputLabel';
import NativeSelect from '@mui/material/NativeSelect';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsTranslationRef } from '../translation';

/** Chooses the version that the page shows. */
export function VersionSelect(props: {
  versions: readonly Wire['VersionSummary'][];
  value: string;
  onChange: (version: string) => void;
  label?: string;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const id = useId();
  const known = props.versions.some(({ version }) => version === props.value);
  return (
    <FormControl size="small" variant="standard" sx={{ minWidth: 120 }}>
      <InputLabel htmlFor={id}>{props.label ?? t('model.version')}</InputLabel>
      <NativeSelect
        id={id}
        value={props.value}
        onChange={event => props.onChange(event.target.value)}
      >
        {!known && <option value={props.value}>{props.value}</option>}
        {props.versions.map(({ version, labels }) => (
          <option key={version} value={version}>
            {[version, ...labels.filter(label => label !== version)].join(', ')}
          </option>
        ))}
      </NativeSelect>
    </FormControl>
  );
}
