import { ChangeEvent, DragEvent, ReactNode, useId, useState } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';

const HIDDEN = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;

/** Takes one file: dropped, or chosen with mouse or keyboard. */
export function DropZone(props: {
  choose: string;
  onFile: (file: File) => void;
  children: ReactNode;
}) {
  const { onFile } = props;
  const inputId = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.item(0);
    if (file) {
      onFile(file);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files);
    // The same file may be chosen again after it was repaired.
    event.target.value = '';
  };
  return (
    <Box
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      sx={{
        p: 2,
        borderRadius: 1,
        border: '2px dashed',
        borderColor: over ? 'primary.main' : 'divider',
        bgcolor: over ? 'action.hover' : undefined,
        textAlign: 'center',
      }}
    >
      {props.children}
      <Button
        component="label"
        htmlFor={inputId}
        variant="outlined"
        size="small"
        // The input inside is the control; one stop of the keyboard is enough.
        tabIndex={-1}
        role={undefined}
        sx={{
          '&:focus-within': {
            outline: '2px solid',
            outlineColor: 'primary.main',
            outlineOffset: 2,
          },
        }}
      >
        {props.choose}
        <input
          id={inputId}
          type="file"
          aria-label={props.choose}
          onChange={choose}
          style={HIDDEN}
        />
      </Button>
    </Box>
  );
}
