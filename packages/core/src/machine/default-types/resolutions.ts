import type { Titles } from '../ticket-type.ts'

/** How tickets of the default types can end. `cancelled` is given by the command of that name only. */
export const resolutions = {
  solved: { en: 'Solved', he: 'נפתרה', fa: 'حل شد', ja: '解決', it: 'Risolta', ru: 'Решено' },
  workaround: {
    en: 'Workaround',
    he: 'פתרון עוקף',
    fa: 'راه‌حل موقت',
    ja: '回避策で対応',
    it: 'Soluzione temporanea',
    ru: 'Обходное решение',
  },
  not_reproducible: {
    en: 'Not reproducible',
    he: 'לא ניתן לשחזור',
    fa: 'قابل بازتولید نیست',
    ja: '再現せず',
    it: 'Non riproducibile',
    ru: 'Не воспроизводится',
  },
  declined: { en: 'Declined', he: 'נדחתה', fa: 'رد شد', ja: '却下', it: 'Respinta', ru: 'Отклонено' },
  duplicate: { en: 'Duplicate', he: 'כפולה', fa: 'تکراری', ja: '重複', it: 'Duplicata', ru: 'Дубликат' },
  cancelled: { en: 'Cancelled', he: 'בוטלה', fa: 'لغو شد', ja: '取り消し', it: 'Annullata', ru: 'Отменено' },
} as const satisfies Record<string, Titles>
