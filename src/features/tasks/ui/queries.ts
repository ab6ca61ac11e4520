import { queryOptions } from '@tanstack/react-query';
import { call } from '#ui-kit/call.ts';
import type { getTask, listTasks, TaskFilter } from '../contract.ts';

export const tasksQuery = (branchId: string, show: TaskFilter) =>
  queryOptions({
    queryKey: ['tasks', branchId, show],
    queryFn: ({ signal }) =>
      call<typeof listTasks>(
        'GET /api/branches/:branchId/tasks',
        { params: { branchId }, query: { show } },
        { signal },
      ),
  });

export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['task', taskId],
    queryFn: ({ signal }) =>
      call<typeof getTask>('GET /api/tasks/:taskId', { params: { taskId } }, { signal }),
  });
