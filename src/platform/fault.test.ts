import { describe, expect, it } from 'vitest';
import { DomainError } from '#kernel/result.ts';
import { faultOf } from './fault.ts';

describe('what a log says of a fault', () => {
  it('is its kind and where it was thrown, and nothing of its message, however many lines that has', () => {
    const fault = faultOf(new TypeError('Nguyễn Văn An\n    at home in Hà Nội\n  citizen 001234567890'));
    expect(fault.kind).toBe('TypeError');
    expect(fault.at).toContain('fault.test.ts');
    expect(JSON.stringify(fault)).not.toMatch(/Nguyễn|Hà Nội|001234567890/);
  });

  it('names the SQLSTATE of the database and the code of a refusal', () => {
    expect(faultOf(Object.assign(new Error('duplicate key'), { code: '23505' }))).toMatchObject({
      kind: 'Error',
      sqlState: '23505',
    });
    expect(faultOf(new DomainError({ code: 'meetings.closed' }))).toMatchObject({ code: 'meetings.closed' });
  });

  it('is no more than its type when something else was thrown', () => {
    expect(faultOf('mật khẩu')).toEqual({ kind: 'string' });
    expect(faultOf(undefined)).toEqual({ kind: 'undefined' });
  });

  it('has few places, however deep it was thrown', () => {
    const deep = (n: number): Error => (n === 0 ? new Error('x') : deep(n - 1));
    expect(faultOf(deep(40)).at!.split(' | ')).toHaveLength(5);
  });
});
