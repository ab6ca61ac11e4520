import { kindWords } from '#features/units/contract.ts';
import type { Id } from '#kernel/ids.ts';
import type { PlanStep } from './plan.ts';

type Language = 'vi' | 'en';

/** A step in words, as a decision would say it. */
export function wordsOfStep(step: PlanStep, nameOf: (unitId: Id) => string, language: Language): string {
  const vi = language === 'vi';
  const unit = nameOf(step.unitId);
  switch (step.kind) {
    case 'found': {
      const parent = nameOf(step.parentId);
      const code = step.code ? (vi ? ` (mã ${step.code})` : ` (code ${step.code})`) : '';
      return vi
        ? `Thành lập ${step.name}${code} trực thuộc ${parent}`
        : `Found ${step.name}${code} under ${parent}`;
    }
    case 'rename':
      return vi ? `Đổi tên ${unit} thành ${step.name}` : `Rename ${unit} to ${step.name}`;
    case 'recode':
      if (step.code === null) return vi ? `Bỏ mã của ${unit}` : `Take the code from ${unit}`;
      return vi ? `Đổi mã của ${unit} thành ${step.code}` : `Give ${unit} the code ${step.code}`;
    case 'move':
      return vi
        ? `Chuyển ${unit} về trực thuộc ${nameOf(step.parentId)}`
        : `Move ${unit} under ${nameOf(step.parentId)}`;
    case 'change-kind': {
      const kind = kindWords[step.unitKind][language];
      return vi ? `Đổi cấp ${unit} thành ${kind}` : `Change the level of ${unit} to ${kind}`;
    }
    case 'merge':
      return vi ? `Hợp nhất ${unit} vào ${nameOf(step.intoId)}` : `Merge ${unit} into ${nameOf(step.intoId)}`;
    case 'split': {
      const parts = step.parts
        .map(({ intoId, share }) => nameOf(intoId) + (share === null ? '' : ` (${share}%)`))
        .join(', ');
      return vi ? `Chia ${unit} về: ${parts}` : `Split ${unit} into: ${parts}`;
    }
    case 'end':
      return vi ? `Kết thúc hoạt động ${unit}` : `End ${unit}`;
  }
}
