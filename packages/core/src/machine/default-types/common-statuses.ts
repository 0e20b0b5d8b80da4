import type { StatusSpec } from '../ticket-type.ts'

/** The statuses that most types share; types with working statuses of their own take what fits. */
export const commonStatuses = {
  new: {
    category: 'new',
    title: { en: 'New', he: 'חדשה', fa: 'جدید', ja: '新規', it: 'Nuova', ru: 'Новая' },
    customerTitle: { en: 'Received', he: 'התקבלה', fa: 'دریافت شد', ja: '受付済み', it: 'Ricevuta', ru: 'Получена' },
  },
  open: {
    category: 'open',
    title: { en: 'In progress', he: 'בטיפול', fa: 'در دست اقدام', ja: '対応中', it: 'In lavorazione', ru: 'В работе' },
  },
  waiting: {
    category: 'waiting',
    title: { en: 'Waiting', he: 'בהמתנה', fa: 'در انتظار', ja: '保留中', it: 'In attesa', ru: 'В ожидании' },
    customerTitle: { en: 'On hold', he: 'מושהית', fa: 'متوقف موقت', ja: '保留中', it: 'Sospesa', ru: 'Приостановлена' },
  },
  resolved: {
    category: 'resolved',
    title: { en: 'Resolved', he: 'נפתרה', fa: 'حل‌شده', ja: '解決済み', it: 'Risolta', ru: 'Решена' },
    customerTitle: {
      en: 'Solved, please confirm',
      he: 'נפתרה, נא לאשר',
      fa: 'حل شد، لطفاً تأیید کنید',
      ja: '解決済み(ご確認ください)',
      it: 'Risolta, da confermare',
      ru: 'Решена, подтвердите',
    },
  },
  closed: {
    category: 'closed',
    title: { en: 'Closed', he: 'סגורה', fa: 'بسته', ja: '完了', it: 'Chiusa', ru: 'Закрыта' },
  },
} as const satisfies Record<string, StatusSpec>

/** What customers read while work goes on, whatever it is called inside the house. */
export const inProgress = commonStatuses.open.title
export const onHold = commonStatuses.waiting.customerTitle
