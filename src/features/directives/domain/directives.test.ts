import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFile, FILE_ENDINGS } from './check-file.ts';
import { checkDays } from './check-issue.ts';
import { checkNotSecret } from './secret-mark.ts';

const fieldOf = (paper: Parameters<typeof checkNotSecret>[0]) => {
  const result = checkNotSecret(paper);
  return result.ok ? null : result.refusal.field;
};

describe('papers that are secret', () => {
  it.each([
    [{ symbol: 'Số 05-BC/TU-M' }, 'symbol'],
    [{ symbol: 'Số 05-BC/TU/M' }, 'symbol'],
    [{ symbol: 'Số 12-KH/ĐU (MẬT)' }, 'symbol'],
    [{ symbol: 'Số 12-KH/ĐU (MẬT)'.normalize('NFD') }, 'symbol'],
    [{ symbol: '12-KH/ĐU-Mật' }, 'symbol'],
    [{ symbol: '12-KH/ĐU MAT' }, 'symbol'],
    [{ title: 'TỐI MẬT: Kế hoạch bảo vệ' }, 'title'],
    [{ title: 'Kế hoạch (mật) về phòng thủ' }, 'title'],
    [{ title: '[Tuyệt mật] Đề án' }, 'title'],
    [{ title: 'MẬT – Kế hoạch' }, 'title'],
    [{ summary: 'Độ: TUYỆT  MẬT' }, 'summary'],
    [{ fileName: 'KH-12-MẬT.pdf' }, 'name'],
    [{ fileName: 'kh 12 (mat).docx' }, 'name'],
    [{ fileName: 'KH12_TOI_MAT.pdf' }, 'name'],
    [{ opening: 'ĐẢNG BỘ THÀNH PHỐ ĐẢNG CỘNG SẢN VIỆT NAM MẬT * Sông Tô, ngày 1/3/2026' }, 'file'],
    [{ opening: 'TỐI MẬT KẾ HOẠCH phòng thủ' }, 'file'],
    [{ opening: 'Văn phòng. Độ mật: Mật' }, 'file'],
    [{ isSecret: true }, 'isSecret'],
  ])('%j are refused by their mark in %s', (paper, field) => {
    expect(fieldOf(paper)).toBe(field);
  });

  it.each([
    { symbol: 'Số 11-ĐA/TU', title: 'Đề án nâng cao chất lượng sinh hoạt chi bộ' },
    { symbol: 'Số 50-CT/TW' },
    { symbol: 'Số 24-BS/UBKTTU' },
    { symbol: 'Số 07-KH/MTTQ' },
    { title: 'Kế hoạch tuyên truyền về bảo vệ bí mật nhà nước' },
    { title: 'KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC' },
    { title: 'Thông báo về mật độ dân cư' },
    { summary: 'Giữ mối liên hệ mật thiết với Nhân dân' },
    { fileName: 'mat-tran-to-quoc.pdf' },
    { opening: 'KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC năm 2026' },
    { opening: 'HƯỚNG DẪN ĐỔI MẬT KHẨU và bảo mật tài khoản' },
    { opening: 'Giữ mối liên hệ mật thiết; mật độ dân cư' },
    { fileName: 'KH bảo vệ bí mật.docx' },
  ])('%j are open', (paper) => {
    expect(fieldOf(paper)).toBeNull();
  });

  it('are refused with the law', () => {
    expect(checkNotSecret({ isSecret: true })).toMatchObject({
      refusal: { code: 'directives.secret', rule: { article: 'Điều 5 khoản 2' } },
    });
  });
});

describe('a file', () => {
  const pdf = new TextEncoder().encode('%PDF-1.7\n');
  it.each([
    ['a.pdf', pdf, null],
    ['A.PDF', pdf, null],
    ['a.docx', pdf, 'directives.file-other-kind'],
    ['a.exe', pdf, 'directives.file-kind'],
    ['pdf', pdf, 'directives.file-kind'],
    ['a.pdf', new Uint8Array(), 'directives.file-empty'],
    ['a.pdf', pdf.slice(0, 2), 'directives.file-other-kind'],
  ])('%s', (name, bytes, code) => {
    const result = checkFile(name, bytes);
    expect(result.ok ? null : result.refusal.code).toBe(code);
  });

  const heads: Record<string, string> = {
    pdf: '25504446',
    docx: '504b0304',
    xlsx: '504b0304',
    pptx: '504b0304',
    doc: 'd0cf11e0',
    xls: 'd0cf11e0',
    png: '89504e47',
    jpg: 'ffd8ff',
    jpeg: 'ffd8ff',
  };

  it('is taken with its own head and refused when one bit of the head is wrong', () => {
    expect(Object.keys(heads)).toEqual(FILE_ENDINGS);
    fc.assert(
      fc.property(
        fc.constantFrom(...FILE_ENDINGS),
        fc.uint8Array(),
        fc.nat(2),
        fc.nat(7),
        (ending, rest, at, bit) => {
          const right = Uint8Array.from([...Buffer.from(heads[ending]!, 'hex'), ...rest]);
          expect(checkFile(`a.${ending}`, right).ok).toBe(true);
          const wrong = Uint8Array.from(right);
          wrong[at]! ^= 1 << bit;
          expect(checkFile(`a.${ending}`, wrong).ok).toBe(false);
        },
      ),
    );
  });
});

describe('days', () => {
  const paper = { issuedOn: '2026-03-01', dueOn: null };
  it.each([
    [paper, null],
    [{ ...paper, dueOn: '2026-03-01' }, null],
    [{ ...paper, issuedOn: '2026-03-03' }, 'directives.issued-in-future'],
    [{ ...paper, dueOn: '2026-02-28' }, 'directives.due-before-issue'],
  ])('of %j: %s', (directive, expected) => {
    const result = checkDays(directive, '2026-03-02');
    expect(result.ok ? null : result.refusal.code).toBe(expected);
  });
});
