import { ReactNode } from 'react';
import Skeleton from '@mui/material/Skeleton';
import { ApiQuery } from '../hooks/useApiQuery';
import { ErrorPanel } from './ErrorPanel';
import { NotRenewed } from './NotRenewed';

/**
 * A skeleton, an error with retry, or the answer: one card fails alone. An
 * answer that could not be renewed stays, and says so.
 */
export function QueryView<T>(props: {
  query: ApiQuery<T>;
  /** what is being read, for the error's title */
  what: string;
  height?: number;
  children: (value: T) => ReactNode;
}) {
  const { query, what, height = 120 } = props;
  if (query.value === undefined && query.error) {
    return <ErrorPanel error={query.error} what={what} retry={query.retry} />;
  }
  if (query.value === undefined) {
    return (
      <Skeleton
        variant="rounded"
        height={height}
        role="progressbar"
        aria-label={what}
      />
    );
  }
  return (
    <>
      {query.error && <NotRenewed {...query} error={query.error} what={what} />}
      {props.children(query.value)}
    </>
  );
}
