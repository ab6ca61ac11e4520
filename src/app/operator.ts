import { DomainError } from '#kernel/result.ts';
import { handlePrepared } from '#platform/http/handle.ts';
import { getServerFigures, type ServerFigures } from './server-figures.ts';

const HELP = {
  vi: 'Chỉ người vận hành hệ thống xem trang này.',
  en: 'Only the operator of the system sees this page.',
};

/** Figures of the machine, never of people: who keeps the server, in whatever unit, sees them. */
export const operatorHandlers = (figures: () => Promise<ServerFigures>) => [
  handlePrepared(
    getServerFigures,
    async ({ actor }) => (actor?.posts.some(({ post }) => post === 'operator') ? await figures() : null),
    async ({ prepared, language }) => {
      if (prepared === null)
        throw new DomainError({ code: 'platform.not-allowed', facts: { help: HELP[language] } });
      return prepared;
    },
  ),
];
