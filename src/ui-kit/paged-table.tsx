import { Button } from './actions.tsx';
import { DataTable, type DataTableProps } from './data-table.tsx';

/** What a list read page by page (`useInfiniteQuery`) gives its table. */
type PagedList = {
  error: unknown;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

type PagedTableProps<Row> = Omit<DataTableProps<Row>, 'error' | 'onRetry'> & {
  list: PagedList;
  moreLabel: string;
};

/** A table of a list that is read page by page; the next page is asked for under it. */
export function PagedTable<Row>({ list, moreLabel, ...table }: PagedTableProps<Row>) {
  return (
    <>
      <DataTable {...table} error={list.error} onRetry={() => void list.refetch()} />
      {list.hasNextPage && (
        <Button wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {moreLabel}
        </Button>
      )}
    </>
  );
}
