import { validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemText, type SchemaProblem } from './problem-text.ts';

const schema = z.strictObject({
  meetingId: z.uuid().optional(),
  plannedOn: z
    .string()
    .refine((text) => text.startsWith('2'), 'yyyy-mm-dd')
    .optional(),
  place: z.string().trim().min(1).max(3).optional(),
  code: z.string().min(4).optional(),
  ids: z.array(z.string()).min(1).max(2).optional(),
  day: z.number().min(1).max(31).optional(),
  kind: z.enum(['regular', 'thematic']).optional(),
});

describe('a fault found by a schema', () => {
  it.each<[unknown, string, string]>([
    [{ meetingId: 'x' }, 'meetingId: không đúng dạng', 'meetingId: does not have the right form'],
    [
      { plannedOn: '1' },
      'plannedOn: phải ghi theo dạng yyyy-mm-dd',
      'plannedOn: must be written as yyyy-mm-dd',
    ],
    [{ place: ' ' }, 'place: đang để trống', 'place: is empty'],
    [{ place: 'dài quá' }, 'place: nhiều nhất 3 ký tự', 'place: takes at most 3 characters'],
    [{ code: 'a' }, 'code: phải có ít nhất 4 ký tự', 'code: needs at least 4 characters'],
    [{ ids: [] }, 'ids: phải có ít nhất 1 mục', 'ids: needs at least 1 items'],
    [{ ids: ['a', 'b', 'c'] }, 'ids: nhiều nhất 2 mục', 'ids: takes at most 2 items'],
    [{ ids: ['a', 3] }, 'ids.1: thiếu, hoặc không đúng kiểu', 'ids.1: missing, or of the wrong type'],
    [{ day: 0 }, 'day: phải từ 1 trở lên', 'day: must be 1 or more'],
    [{ day: 32 }, 'day: phải từ 31 trở xuống', 'day: must be 31 or less'],
    [{ kind: 'x' }, 'kind: phải là một trong: regular, thematic', 'kind: must be one of: regular, thematic'],
    [{ other: 1 }, 'không nhận trường other', 'does not take other'],
    [null, 'thiếu, hoặc không đúng kiểu', 'missing, or of the wrong type'],
  ])('%j is said in both languages', (value, vi, en) => {
    const found = validatorCompiler({ schema } as never)(value) as unknown as { error: SchemaProblem[] };
    const [first] = found.error;
    expect(problemText(first!, 'vi').problem).toBe(vi);
    expect(problemText(first!, 'en').problem).toBe(en);
  });
});
