import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { formatCivilDate, formatYearMonth } from '#kernel/civil-date.ts';
import { personSortKey } from '#kernel/vietnamese.ts';
import { PrintButton, TextLink } from '#ui-kit/actions.tsx';
import { type Column, DataTable } from '#ui-kit/data-table.tsx';
import { EmptyState } from '#ui-kit/feedback.tsx';
import { Segmented, SelectField } from '#ui-kit/fields.tsx';
import { IconTask } from '#ui-kit/icons.tsx';
import { usePageParams, usePageQuery } from '#ui-kit/page.ts';
import { Page, Row, Section } from '#ui-kit/page-frame.tsx';
import type { TaskSummary } from '../contract.ts';
import { TASK_FILTERS, type TaskFilter } from '../domain/task-state.ts';
import { AskNames } from './ask-names.tsx';
import { tasksQuery } from './queries.ts';
import { TaskStateMark } from './task-state.tsx';
import { STATE_KEYS, useTasksText } from './text.ts';

const EVERYBODY = '';

/** The tasks of a branch: who does what by when, the nearest due day first. */
export function TasksPage() {
  const t = useTasksText();
  const { branchId } = usePageParams<'branchId'>();
  const asked = usePageQuery().show;
  const [show, setShow] = useState<TaskFilter>(TASK_FILTERS.find((one) => one === asked) ?? 'open');
  const [ownerId, setOwnerId] = useState(EVERYBODY);
  const list = useQuery(tasksQuery(branchId, show));
  const tasks = list.data?.tasks;

  const owners = useMemo(() => {
    const names = new Map((tasks ?? []).map((task) => [task.ownerId, task.ownerName]));
    return [...names].sort(([, a], [, b]) => (personSortKey(a) < personSortKey(b) ? -1 : 1));
  }, [tasks]);
  const owner = owners.some(([id]) => id === ownerId) ? ownerId : EVERYBODY;
  const rows = tasks?.filter((task) => owner === EVERYBODY || task.ownerId === owner);

  const columns: Column<TaskSummary>[] = [
    {
      key: 'title',
      header: t('task'),
      text: (task) => task.title,
      cell: (task) => <TextLink to={`/tasks/${task.taskId}`}>{task.title}</TextLink>,
      primary: true,
      isLong: true,
    },
    {
      key: 'owner',
      header: t('owner'),
      text: (task) => task.ownerName,
      sortKey: (task) => personSortKey(task.ownerName),
    },
    { key: 'output', header: t('output'), text: (task) => task.output },
    {
      key: 'due',
      header: t('due'),
      text: (task) => formatCivilDate(task.dueOn),
      sortKey: (task) => task.dueOn,
      align: 'end',
    },
    {
      key: 'state',
      header: t('state'),
      text: (task) => `${t(STATE_KEYS[task.state])}${task.isOverdue ? `, ${t('overdue')}` : ''}`,
      cell: (task) => <TaskStateMark state={task.state} isOverdue={task.isOverdue} />,
    },
    {
      key: 'report-month',
      header: t('reportMonth'),
      text: (task) => formatYearMonth(task.reportMonth),
      sortKey: (task) => task.reportMonth,
      align: 'end',
      hiddenAtFirst: true,
    },
  ];

  const nothing = { open: t('noneOpen'), overdue: t('noneOverdue'), all: t('noneAtAll') }[show];
  return (
    <Page
      title={t('title')}
      lead={list.data ? `${list.data.branch.name}. ${t('lead')}` : t('lead')}
      width="wide"
    >
      <Section>
        <Row align="spread">
          <Segmented
            label={t('show')}
            labelHidden
            value={show}
            onChange={setShow}
            options={[
              { value: 'open', label: t('showOpen') },
              { value: 'overdue', label: t('showOverdue') },
              { value: 'all', label: t('showAll') },
            ]}
          />
          <PrintButton />
        </Row>
        <DataTable
          caption={t('title')}
          name="tasks"
          columns={columns}
          rows={rows}
          rowKey={(task) => task.taskId}
          error={list.error}
          onRetry={() => void list.refetch()}
          searchLabel={t('search')}
          exportName={list.data ? `${t('title')} – ${list.data.branch.name}` : t('title')}
          empty={
            <EmptyState icon={IconTask} title={nothing}>
              {t('noneText')}
            </EmptyState>
          }
          tools={
            owners.length > 1 ? (
              <SelectField
                label={t('owner')}
                value={owner}
                onChange={setOwnerId}
                options={[
                  { value: EVERYBODY, label: t('everybody') },
                  ...owners.map(([value, label]) => ({ value, label })),
                ]}
              />
            ) : undefined
          }
        />
      </Section>
      {list.data?.names === 'after-reason' && list.data.tasks.length > 0 && (
        <AskNames branchId={branchId} onOpened={() => void list.refetch()} />
      )}
    </Page>
  );
}
