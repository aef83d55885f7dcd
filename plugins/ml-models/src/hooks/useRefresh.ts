import { useEffect, useRef } from 'react';
import { REFRESH_INTERVAL_MS } from './limits';

/**
 * Calls `refresh` at an interval while the page is looked at, and as soon as
 * somebody looks at it again. `refresh` decides whether there is need.
 */
export function useRefresh(refresh: (() => void) | undefined): void {
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  const wanted = refresh !== undefined;
  useEffect(() => {
    if (!wanted) {
      return undefined;
    }
    const look = () => {
      if (document.visibilityState === 'visible') {
        latest.current?.();
      }
    };
    const timer = setInterval(look, REFRESH_INTERVAL_MS);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
    };
  }, [wanted]);
}
