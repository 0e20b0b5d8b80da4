import type { WordsOf } from '../texts/words.ts'
import type { invoiceRunErrors } from './errors.ts'
import type { invoiceRunEvents } from './operations.ts'

export const invoiceRunWords: WordsOf<typeof invoiceRunErrors, typeof invoiceRunEvents> = {
  'event:billing.run_started': {
    fa: 'صدور گروهی صورت‌حساب‌ها آغاز شد',
    he: 'הפקת חשבוניות מרוכזת התחילה',
    it: 'Fatturazione avviata',
    ja: '一括請求が開始されました',
    ru: 'Выставление счетов начато',
  },
  'event:billing.run_resumed': {
    fa: 'صدور گروهی صورت‌حساب‌ها از سر گرفته شد',
    he: 'הפקת חשבוניות מרוכזת חודשה',
    it: 'Fatturazione ripresa',
    ja: '一括請求が再開されました',
    ru: 'Выставление счетов возобновлено',
  },
  'event:billing.run_advanced': {
    fa: 'صدور گروهی صورت‌حساب‌ها پیش رفت',
    he: 'הפקת חשבוניות מרוכזת התקדמה',
    it: 'Fatturazione avanzata',
    ja: '一括請求が進みました',
    ru: 'Выставление счетов продолжено',
  },
  'error:billing.run_not_found': {
    fa: 'چنین صدور گروهی‌ای وجود ندارد. یکی از فهرست را برگزینید.',
    he: 'אין הפקה מרוכזת כזאת. בחרו אחת מהרשימה.',
    it: 'Questa fatturazione non esiste. Sceglietene una dall’elenco.',
    ja: 'その一括請求はありません。一覧から選んでください。',
    ru: 'Такого выставления счетов нет. Выберите его из списка.',
  },
}
