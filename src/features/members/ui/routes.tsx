import { IconPeople, IconPerson } from '#ui-kit/icons.tsx';
import type { NavItem, PageDefinition } from '#ui-kit/page.ts';

export const pages: PageDefinition[] = [
  {
    path: '/branches/$branchId/members',
    title: { vi: 'Đảng viên', en: 'Members' },
    load: () => import('./members-page.tsx').then((m) => m.MembersPage),
  },
  {
    path: '/branches/$branchId/members/import',
    title: { vi: 'Nhập danh sách', en: 'Import a list' },
    load: () => import('./import-page.tsx').then((m) => m.ImportPage),
  },
  {
    path: '/branches/$branchId/members/admission',
    title: { vi: 'Kết nạp đảng viên', en: 'Admit a member' },
    load: () => import('./admission-page.tsx').then((m) => m.AdmissionPage),
  },
  {
    path: '/branches/$branchId/corrections',
    title: { vi: 'Đề nghị sửa hồ sơ', en: 'Proposed corrections' },
    load: () => import('./corrections-page.tsx').then((m) => m.CorrectionsPage),
  },
  {
    path: '/units/$unitId/duplicates',
    title: { vi: 'Hồ sơ có thể trùng', en: 'Possible double records' },
    load: () => import('./duplicates-page.tsx').then((m) => m.DuplicatesPage),
  },
  {
    path: '/units/$unitId/probation',
    title: { vi: 'Đảng viên dự bị', en: 'Members on probation' },
    load: () => import('./probation-page.tsx').then((m) => m.ProbationPage),
  },
  {
    path: '/branches/$branchId/members/$personId',
    title: { vi: 'Hồ sơ đảng viên', en: 'Member record' },
    load: () => import('./person-page.tsx').then((m) => m.PersonPage),
  },
  {
    path: '/my-record',
    title: { vi: 'Hồ sơ của tôi', en: 'My record' },
    load: () => import('./own-record-page.tsx').then((m) => m.OwnRecordPage),
  },
];

type Viewer = { posts: { unitId: string; post: string }[]; memberships: { branchId: string }[] };

const KEEPERS = ['secretary', 'deputy-secretary', 'officer'];

export const nav: NavItem<Viewer>[] = [
  {
    key: 'members',
    label: { vi: 'Đảng viên', en: 'Members' },
    icon: IconPeople,
    to: (viewer, place) =>
      place &&
      (place.kind === 'branch' || place.kind === 'base-branch') &&
      viewer.posts.some((p) => p.unitId === place.id)
        ? `/branches/${place.id}/members`
        : undefined,
    group: 'people',
    order: 40,
  },
  {
    key: 'probation',
    label: { vi: 'Đảng viên dự bị', en: 'On probation' },
    icon: IconPeople,
    to: (viewer, place) =>
      place &&
      place.kind !== 'branch' &&
      place.kind !== 'base-branch' &&
      viewer.posts.some((p) => p.unitId === place.id && KEEPERS.includes(p.post))
        ? `/units/${place.id}/probation`
        : undefined,
    group: 'people',
    order: 46,
  },
  {
    key: 'duplicates',
    label: { vi: 'Hồ sơ trùng', en: 'Double records' },
    icon: IconPeople,
    to: (viewer, place) =>
      place &&
      place.kind !== 'branch' &&
      place.kind !== 'base-branch' &&
      viewer.posts.some((p) => p.unitId === place.id && KEEPERS.includes(p.post))
        ? `/units/${place.id}/duplicates`
        : undefined,
    group: 'people',
    order: 47,
  },
  {
    key: 'my-record',
    label: { vi: 'Hồ sơ của tôi', en: 'My record' },
    shortLabel: { vi: 'Hồ sơ', en: 'Record' },
    icon: IconPerson,
    to: () => '/my-record',
    group: 'reference',
    order: 90,
  },
];
