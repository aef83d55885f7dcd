import { useEffect, useState } from 'react';
import Tooltip from '@mui/material/Tooltip';
import { readerLocale } from '../format/locale';
import { formatLocal, formatSeconds } from '../format/time';
import { AGE_STEP_MS } from '../hooks/limits';

/** How long ago something was read, to the second, growing while it stands there. */
export function Age(props: { at: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), AGE_STEP_MS);
    return () => clearInterval(timer);
  }, [props.at]);
  const instant = new Date(props.at);
  const language = readerLocale();
  return (
    <Tooltip describeChild title={formatLocal(instant, language)}>
      <time dateTime={instant.toISOString()} style={{ whiteSpace: 'nowrap' }}>
        {formatSeconds(instant, new Date(Math.max(now, props.at)), language)}
      </time>
    </Tooltip>
  );
}
