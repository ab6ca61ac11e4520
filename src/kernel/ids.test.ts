import { describe, expect, it } from 'vitest';
import { isId, newId } from './ids.ts';

describe('newId', () => {
  it('is a version 7 id of its instant', () => {
    const id = newId(1_764_765_000_000);
    expect(isId(id)).toBe(true);
    expect(id[14]).toBe('7');
    expect('89ab').toContain(id[19]);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(1_764_765_000_000);
  });

  it('keeps the order of making inside one millisecond, and never repeats', () => {
    const ids = Array.from({ length: 20_000 }, () => newId(5));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(isId)).toBe(true);
  });

  it('keeps it when two clocks take turns', () => {
    const ids = Array.from({ length: 50 }, (_, i) => {
      newId(1_000 + i);
      return newId(7);
    });
    expect([...ids].sort()).toEqual(ids);
  });

  it('sorts by instant', () => {
    expect(newId(1_000) < newId(1_001)).toBe(true);
    expect(newId(2_000) > newId(1_999)).toBe(true);
  });
});
