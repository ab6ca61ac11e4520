import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordMandate } from '#features/mandates/public.ts';
import { recordOverride } from '#features/rulebooks/public.ts';
import { type Id, newId } from '#kernel/ids.ts';
import { one, run, sql } from '#platform/database/database.ts';
import { foundBranches } from '#testing/held-meetings.ts';
import { openTestWorld, type Person, type TestWorld } from '#testing/test-world.ts';
import {
  answerRequest,
  askForFigures,
  closeRequest,
  declineRequest,
  getAsked,
  getRequest,
  getRequestFile,
  listAsked,
  listRequests,
  previewRequest,
  signRequest,
} from './contract.ts';

// Minh is the ward's officer; Giang and Khánh become its secretary and deputy. Branches 5 and 7 lie under it.

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  const { ward, people } = world.ward;
  await world.write(async (tx) => {
    for (const [personId, post] of [
      [people.giang, 'secretary'],
      [people.khanh, 'deputy-secretary'],
    ] as const)
      await recordMandate(tx, {
        id: newId(),
        personId,
        unitId: ward,
        post,
        from: '2026-01-01',
        decision: '5-QĐ/TU',
      });
  });
});
afterAll(() => world.close());

const FIELDS = [
  { label: 'Số hộ phân loại rác tại nguồn', type: 'number' as const },
  { label: 'Ngày ra quân', type: 'date' as const },
  { label: 'Khó khăn', type: 'text' as const, isRequired: false },
  { label: 'Đã có loa ở nhà văn hóa', type: 'yes-no' as const },
];
const body = (changed: Record<string, unknown> = {}) => ({
  title: 'Phân loại rác tháng 3',
  purpose: 'Báo cáo Thành ủy về Kế hoạch 41',
  dueOn: '2026-03-10',
  fields: FIELDS,
  to: { by: 'every-branch' as const },
  ...changed,
});
const ask = (person: Person, changed: Record<string, unknown> = {}, unitId = world.ward.ward) =>
  world.as(person).call(askForFigures, { params: { unitId }, body: body(changed) as never });
const look = (person: Person, requestId: Id) =>
  world.as(person).call(getRequest, { params: { unitId: world.ward.ward, requestId } });
const seen = (person: Person, unitId: Id, requestId: Id) =>
  world.as(person).call(getAsked, { params: { unitId, requestId } });
type Given = Record<string, number | string | boolean | null>;
async function answer(person: Person, unitId: Id, requestId: Id, given: Given) {
  const { fields } = (await seen(person, unitId, requestId)).body.request;
  return world.as(person).call(answerRequest, {
    params: { unitId, requestId },
    body: {
      values: fields.map((field) => ({ fieldId: field.id, value: given[field.label] ?? null })),
    },
  });
}
const WHOLE: Given = {
  'Số hộ phân loại rác tại nguồn': 42,
  'Ngày ra quân': '2026-03-01',
  'Đã có loa ở nhà văn hóa': false,
};

describe('before a request goes out', () => {
  const preview = (fields: { label: string; type: 'number' | 'text' }[], changed = {}) =>
    world.as('minh').call(previewRequest, {
      params: { unitId: world.ward.ward },
      body: { fields, to: { by: 'every-branch' }, ...changed } as never,
    });

  it('it is shown what is known, who answers and what it costs', async () => {
    const { ward } = world.ward;
    const { body: shown } = await preview([
      { label: 'Tỷ lệ dự họp tháng 2', type: 'number' },
      { label: 'Số đảng viên nữ', type: 'number' },
      { label: 'Số hộ phân loại rác', type: 'text' },
    ]);
    expect(shown.fields.map(({ known }) => known && [known.how, known.page])).toEqual([
      ['known', `/units/${ward}/months?view=children&measure=attendance`],
      ['near', `/units/${ward}/months?view=children&measure=members`],
      null,
    ]);
    // Two branches, each 10 + 5 + 5 + 15 minutes: 70 minutes are 1.2 hours.
    expect(shown.price).toEqual({ units: 2, perUnit: 35, personHours: 1.2, limit: 8, needsSecond: false });
    expect(shown.rule).toEqual({ document: 'Gợi ý của phần mềm', isVerified: false });
  });

  it('by the committee’s own minutes, where it has set them', async () => {
    const { ward, people } = world.ward;
    await world.write((tx) =>
      recordOverride(tx, {
        id: newId(),
        unitId: ward,
        key: 'request.minutes',
        value: { reading: 20, number: 10, date: 3, text: 15, yesNo: 1 },
        document: 'Số 8-QĐ/ĐU',
        documentOn: '2026-02-20',
        article: null,
        period: { from: '2026-03-02', to: null },
        setBy: people.giang,
        nowMs: world.clock.now(),
      }),
    );
    const { body: shown } = await preview([{ label: 'Số hộ', type: 'number' }]);
    expect(shown).toMatchObject({
      price: { perUnit: 30, personHours: 1 },
      rule: { document: 'Số 8-QĐ/ĐU', isVerified: true },
    });
  });

  it.each([
    [{ fields: [] }, 'requests.no-fields', 'fields'],
    [{ dueOn: '2026-03-01' }, 'requests.due-before-today', 'dueOn'],
    [{ fields: [...FIELDS, FIELDS[0]] }, 'requests.field-twice', 'fields.4.label'],
    [{ fields: [{ label: 'Tỷ lệ dự họp', type: 'number' }] }, 'requests.known-already', 'fields.0.again'],
    [{ to: { by: 'list', unitIds: [] } }, 'directives.no-recipients', 'to'],
    [
      {
        to: {
          by: 'rule',
          rule: { kinds: ['branch'], sectors: ['school'], membersOver: null, membersUpTo: null },
        },
      },
      'directives.no-recipients',
      'to',
    ],
  ] as const)('%j is refused: %s', async (changed, code, field) => {
    const count = async () =>
      (await world.as('minh').call(listRequests, { params: { unitId: world.ward.ward }, query: {} })).body
        .requests.length;
    const before = await count();
    expect((await ask('minh', changed)).error).toMatchObject({ code, field });
    expect(await count()).toBe(before);
  });

  it('a unit that has ended, and one that lies elsewhere, cannot be asked', async () => {
    const { ward, city } = world.ward;
    const [ended] = await world.write((tx) => foundBranches(tx, ward, 1, { from: 60 }));
    await world.write(async (tx) => {
      const until = sql`daterange(lower(valid), '2026-03-01'::date)`;
      await run(tx, sql`delete from units.unit_path where unit_id = ${ended}`);
      await run(tx, sql`update units.unit_link set valid = ${until} where unit_id = ${ended}`);
    });
    for (const unitId of [ended!, city])
      expect((await ask('minh', { to: { by: 'list', unitIds: [unitId] } })).error?.code).toBe(
        'directives.recipient-not-below',
      );
  });

  it('what is known is asked with a word why', async () => {
    const { body: asked } = await ask('minh', {
      fields: [{ label: 'Tỷ lệ dự họp', type: 'number', again: 'Đối chiếu sổ giấy' }],
    });
    expect((await look('minh', asked.id)).body.request.fields).toMatchObject([
      { label: 'Tỷ lệ dự họp', again: 'Đối chiếu sổ giấy' },
    ]);
  });

  it('is for the secretary, deputy and officers of the committee', async () => {
    for (const [person, status] of [
      ['minh', 200],
      ['giang', 200],
      ['oanh', 403],
      ['an', 403],
      ['phuc', 403],
    ] as const)
      expect([person, (await ask(person)).status]).toEqual([person, status]);
    const stranger = await world.stranger.call(askForFigures, {
      params: { unitId: world.ward.ward },
      body: body() as never,
    });
    expect(stranger.status).toBe(401);
  });
});

describe('a request above the limit', () => {
  /** Sixteen branches, each 20 + 30 × 15 minutes: far above eight hours. */
  const costly = async (person: Person) => {
    const fields = Array.from({ length: 30 }, (_, at) => ({
      label: `Nội dung ${'abcdefghijklmnopqrstuvwxyzABCDEF'[at]}${at}x`,
      type: 'text' as const,
      isRequired: false,
    }));
    return (await ask(person, { fields })).body;
  };
  const sign = (person: Person, requestId: Id) =>
    world.as(person).call(signRequest, { params: { unitId: world.ward.ward, requestId } });

  it('goes to nobody until another leader has signed it', async () => {
    const { branch5 } = world.ward;
    const asked = await costly('giang');
    expect(asked.state).toBe('waiting');
    expect((await seen('an', branch5, asked.id)).status).toBe(404);
    expect((await sign('giang', asked.id)).error?.code).toBe('requests.own-request');
    // An officer asks and does not sign; a member of the committee does neither.
    for (const person of ['minh', 'oanh', 'an'] as const)
      expect((await sign(person, asked.id)).status).toBe(403);
    expect((await look('giang', asked.id)).body.abilities.sign).toBe(false);
    expect((await look('khanh', asked.id)).body.abilities.sign).toBe(true);
    const key = newId();
    const signed = () =>
      world.as('khanh').call(signRequest, { params: { unitId: world.ward.ward, requestId: asked.id }, key });
    expect([(await signed()).status, (await signed()).status]).toEqual([200, 200]);
    expect((await look('minh', asked.id)).body.request).toMatchObject({
      state: 'open',
      decidedByName: 'Bùi Đình Khánh',
      decidedOn: '2026-03-02',
    });
    expect((await seen('an', branch5, asked.id)).status).toBe(200);
    expect((await sign('khanh', asked.id)).error?.code).toBe('requests.not-waiting');
  });

  it('may be declined, with a reason', async () => {
    const { ward, branch5 } = world.ward;
    const asked = await costly('minh');
    const decline = (reason: string) =>
      world.as('khanh').call(declineRequest, {
        params: { unitId: ward, requestId: asked.id },
        body: { reason },
      });
    expect((await decline(' ')).error).toMatchObject({ code: 'platform.bad-request', field: 'reason' });
    expect((await decline('Quá nhiều ô')).status).toBe(200);
    expect((await look('minh', asked.id)).body.request).toMatchObject({
      state: 'declined',
      declinedBecause: 'Quá nhiều ô',
    });
    expect((await seen('an', branch5, asked.id)).status).toBe(404);
    expect((await sign('giang', asked.id)).error?.code).toBe('requests.not-waiting');
  });
});

describe('answering', () => {
  it('is one screen, all fields at once, and may be done anew until the closing', async () => {
    const { branch5, branch7, ward } = world.ward;
    const asked = (await ask('minh')).body;
    const open = await world.as('an').call(listAsked, { params: { unitId: branch5 }, query: {} });
    expect(open.body.requests.find((one) => one.id === asked.id)).toMatchObject({
      askedByUnit: 'Đảng ủy phường Sông Tô',
      answeredAt: null,
      isLate: false,
    });
    for (const [given, code] of [
      [{ ...WHOLE, 'Ngày ra quân': null }, 'requests.answer-missing'],
      [{ ...WHOLE, 'Số hộ phân loại rác tại nguồn': 'nhiều' }, 'requests.wrong-type'],
      [{ ...WHOLE, 'Ngày ra quân': '31/02/2026' }, 'requests.wrong-type'],
    ] as const)
      expect((await answer('an', branch5, asked.id, given)).error?.code).toBe(code);
    const foreign = await world.as('an').call(answerRequest, {
      params: { unitId: branch5, requestId: asked.id },
      body: { values: [{ fieldId: newId(), value: 1 }] },
    });
    expect(foreign.error?.code).toBe('requests.unknown-field');
    expect((await seen('an', branch5, asked.id)).body.answeredByName).toBeNull();

    expect((await answer('an', branch5, asked.id, WHOLE)).status).toBe(200);
    expect((await answer('binh', branch5, asked.id, { ...WHOLE, 'Khó khăn': ' Thiếu  thùng ' })).status).toBe(
      200,
    );
    const own = (await seen('an', branch5, asked.id)).body;
    expect(own.answeredByName).toBe('Trần Thị Bình');
    expect(own.values.map((one) => one.value)).toEqual([42, '2026-03-01', 'Thiếu thùng', false]);
    const { lines } = await world.read((tx) =>
      one(
        tx,
        sql<{ lines: number }>`
          select count(*)::int as lines from platform.history
           where verb = 'requests.answer' and subject_id = ${asked.id}`,
      ),
    );
    expect(lines).toBe(2);

    for (const [person, unitId, status] of [
      ['dung', branch5, 403],
      ['oanh', branch5, 403],
      ['minh', branch5, 403],
      ['lan', branch5, 404],
    ] as const) {
      const reply = await world.as(person).call(answerRequest, {
        params: { unitId, requestId: asked.id },
        body: { values: [] },
      });
      expect([person, reply.status]).toEqual([person, status]);
    }
    // A member of the branch does not see it; the officer above does.
    expect((await seen('dung', branch5, asked.id)).status).toBe(403);
    expect((await seen('minh', branch5, asked.id)).body.abilities.answer).toBe(false);

    world.clock.set('2026-03-11');
    const view = (await look('minh', asked.id)).body;
    expect(view.rows.map((row) => [row.unitId, row.isLate])).toEqual(
      expect.arrayContaining([
        [branch5, false],
        [branch7, true],
      ]),
    );
    expect(view.rows[0]!.answeredAt).toBeNull();
    const file = await world.as('minh').call(getRequestFile, {
      params: { unitId: ward, requestId: asked.id, format: 'xlsx' },
      query: {},
    });
    const { sheets } = await readXlsx(file.bytes);
    const rows = sheets[0]!.rows;
    expect(rows[0]).toEqual(['Mã số', 'Đơn vị', 'Tình trạng', ...FIELDS.map((field) => field.label)]);
    expect(rows.find((row) => row[1] === 'Chi bộ 5')).toMatchObject([
      '01.001.005',
      'Chi bộ 5',
      'Trả lời 02/03/2026',
      42,
      expect.anything(),
      'Thiếu thùng',
      'Không',
    ]);
    expect(rows.find((row) => row[1] === 'Chi bộ 7')![2]).toBe('Quá hạn');
    const text = await world.as('minh').call(getRequestFile, {
      params: { unitId: ward, requestId: asked.id, format: 'csv' },
      query: { language: 'en' },
    });
    expect(text.bytes.toString()).toContain('Chi bộ 7,Late');

    const close = (person: Person) =>
      world.as(person).call(closeRequest, { params: { unitId: ward, requestId: asked.id } });
    expect((await close('oanh')).status).toBe(403);
    expect((await close('minh')).status).toBe(200);
    expect((await close('minh')).error?.code).toBe('requests.not-open');
    expect((await answer('lan', branch7, asked.id, WHOLE)).error?.code).toBe('requests.closed');
    expect((await seen('lan', branch7, asked.id)).body.abilities.answer).toBe(false);
    world.clock.set('2026-03-02');
  });

  it('a request to others does not exist for a unit that was not asked', async () => {
    const { branch5, branch7 } = world.ward;
    const asked = (await ask('minh', { to: { by: 'list', unitIds: [branch7] } })).body;
    expect((await seen('an', branch5, asked.id)).status).toBe(404);
    expect((await seen('lan', branch7, asked.id)).status).toBe(200);
    expect((await look('minh', newId())).status).toBe(404);
  });
});
