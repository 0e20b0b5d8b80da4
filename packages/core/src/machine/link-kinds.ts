import type { Titles } from './ticket-type.ts'

interface KindSpec {
  /** What the end that the link starts from is to the other. */
  readonly from: string
  /** What the other end is to it. The same word where a link has no direction. */
  readonly to: string
  /** A chain that comes back to where it began would make no sense. */
  readonly isAcyclic: boolean
  /** Made together with what it tells of, and never by hand. */
  readonly isMade: boolean
}

const specs = {
  relates: { from: 'relates', to: 'relates', isAcyclic: false, isMade: false },
  duplicates: { from: 'duplicates', to: 'duplicated_by', isAcyclic: false, isMade: false },
  blocks: { from: 'blocks', to: 'blocked_by', isAcyclic: true, isMade: false },
  causes: { from: 'causes', to: 'caused_by', isAcyclic: false, isMade: false },
  parent_of: { from: 'parent_of', to: 'child_of', isAcyclic: true, isMade: false },
  follow_up_of: { from: 'follow_up_of', to: 'followed_up_by', isAcyclic: false, isMade: false },
  split_from: { from: 'split_from', to: 'split_into', isAcyclic: false, isMade: true },
  /** A change or a task that puts a complaint right. */
  corrects: { from: 'corrects', to: 'corrected_by', isAcyclic: false, isMade: false },
  /** The check that it worked. */
  verifies: { from: 'verifies', to: 'verified_by', isAcyclic: false, isMade: false },
} as const satisfies Record<string, KindSpec>

export type LinkKind = keyof typeof specs
export const linkKinds: Readonly<Record<LinkKind, KindSpec>> = specs

/** What a ticket is to the one at the other end, in words. */
export const linkRoles = {
  relates: { en: 'Relates to', he: 'קשורה ל', fa: 'مرتبط با', ja: '関連', it: 'Correlata a', ru: 'Связана с' },
  duplicates: { en: 'Duplicates', he: 'כפולה של', fa: 'تکراریِ', ja: '重複元', it: 'Duplica', ru: 'Повторяет' },
  duplicated_by: { en: 'Duplicated by', he: 'יש לה כפילות', fa: 'تکرارشده در', ja: '重複先', it: 'Duplicata da', ru: 'Повторена в' },
  blocks: { en: 'Blocks', he: 'חוסמת את', fa: 'مانعِ', ja: 'ブロックしている', it: 'Blocca', ru: 'Блокирует' },
  blocked_by: { en: 'Blocked by', he: 'חסומה על ידי', fa: 'در انتظارِ', ja: 'ブロックされている', it: 'Bloccata da', ru: 'Заблокирована' },
  causes: { en: 'Cause of', he: 'הסיבה ל', fa: 'علتِ', ja: '原因となった', it: 'Causa di', ru: 'Причина' },
  caused_by: { en: 'Caused by', he: 'נגרמה על ידי', fa: 'ناشی از', ja: '原因', it: 'Causata da', ru: 'Вызвана' },
  parent_of: { en: 'Parent of', he: 'אב של', fa: 'والدِ', ja: '親', it: 'Principale di', ru: 'Включает' },
  child_of: { en: 'Child of', he: 'חלק מ', fa: 'زیرمجموعهٔ', ja: '子', it: 'Parte di', ru: 'Часть' },
  follow_up_of: { en: 'Follow-up of', he: 'המשך של', fa: 'پیگیریِ', ja: '続き元', it: 'Seguito di', ru: 'Продолжает' },
  followed_up_by: { en: 'Followed up by', he: 'נמשכת ב', fa: 'پیگیری‌شده در', ja: '続き先', it: 'Prosegue in', ru: 'Продолжена в' },
  split_from: { en: 'Split from', he: 'פוצלה מ', fa: 'جداشده از', ja: '分割元', it: 'Separata da', ru: 'Отделена от' },
  split_into: { en: 'Split into', he: 'פוצלה ל', fa: 'جداشده به', ja: '分割先', it: 'Separata in', ru: 'Отделена в' },
  corrects: {
    en: 'Corrective action for',
    he: 'פעולה מתקנת עבור',
    fa: 'اقدام اصلاحی برای',
    ja: '是正対象',
    it: 'Azione correttiva per',
    ru: 'Исправляет',
  },
  corrected_by: {
    en: 'Corrective action',
    he: 'פעולה מתקנת',
    fa: 'اقدام اصلاحی',
    ja: '是正処置',
    it: 'Azione correttiva',
    ru: 'Исправление',
  },
  verifies: {
    en: 'Check of the effect for',
    he: 'בדיקת אפקטיביות עבור',
    fa: 'سنجش اثر برای',
    ja: '効果確認対象',
    it: 'Verifica l’efficacia per',
    ru: 'Проверяет результат',
  },
  verified_by: {
    en: 'Check of the effect',
    he: 'בדיקת אפקטיביות',
    fa: 'سنجش اثر',
    ja: '効果確認',
    it: 'Verifica dell’efficacia',
    ru: 'Проверка результата',
  },
} as const satisfies Record<string, Titles>
export type LinkRole = keyof typeof linkRoles

export const isLinkRole = (word: string): word is LinkRole => Object.hasOwn(linkRoles, word)

/** Which kind a role belongs to, and whether it is that of the end which the link starts from. */
export interface RoleFacts {
  readonly kind: LinkKind
  readonly isFrom: boolean
}
const facts = new Map<string, RoleFacts>(
  (Object.keys(specs) as LinkKind[]).flatMap((kind) => [
    [specs[kind].to, { kind, isFrom: false }] as const,
    // Second, so that the one word of a link without direction counts as where it starts.
    [specs[kind].from, { kind, isFrom: true }] as const,
  ]),
)

export function roleFacts(role: LinkRole): RoleFacts {
  const found = facts.get(role)
  if (!found) throw new TypeError(`'${role}' belongs to no kind of link`)
  return found
}

/** What a ticket is in a link of this kind. */
export function roleOf(kind: LinkKind, isFrom: boolean): LinkRole {
  return isFrom ? specs[kind].from : specs[kind].to
}
