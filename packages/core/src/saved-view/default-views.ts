import type { Acting } from '../operation/audience.ts'
import type { TicketFilter } from '../ticket/list-schema.ts'
import type { SavedViewTable } from './tables.ts'

export interface DefaultView {
  readonly acting: Acting
  readonly titles: Readonly<Record<'en' | 'he' | 'fa' | 'ja' | 'it' | 'ru', string>>
  readonly filter: TicketFilter
  readonly sort: SavedViewTable['sort']
  readonly direction: SavedViewTable['direction']
}

/** What a service desk looks at from its first day. Written into the database once: the desk's own from then on, to change or to remove. */
export const defaultViews: { readonly [key: string]: DefaultView } = {
  my_open: {
    acting: 'staff',
    titles: {
      en: 'My open tickets',
      he: 'הפניות הפתוחות שלי',
      fa: 'درخواست‌های باز من',
      ja: '自分の未解決チケット',
      it: 'I miei ticket aperti',
      ru: 'Мои открытые заявки',
    },
    filter: { assigneeId: 'me', open: true },
    sort: 'priority',
    direction: 'newest',
  },
  unassigned: {
    acting: 'staff',
    titles: {
      en: 'Unassigned in my teams',
      he: 'לא משויכות בצוותים שלי',
      fa: 'بدون مسئول در تیم‌های من',
      ja: '自分のチームの未割り当て',
      it: 'Non assegnati nei miei team',
      ru: 'Без исполнителя в моих командах',
    },
    filter: { teamId: 'mine', unassigned: true, open: true },
    sort: 'created',
    direction: 'oldest',
  },
  unanswered: {
    acting: 'staff',
    titles: {
      en: 'Waiting for our answer',
      he: 'ממתינות לתשובתנו',
      fa: 'در انتظار پاسخ ما',
      ja: '返信待ち',
      it: 'In attesa della nostra risposta',
      ru: 'Ждут нашего ответа',
    },
    filter: { open: true, unanswered: true },
    sort: 'updated',
    direction: 'oldest',
  },
  waiting: {
    acting: 'staff',
    titles: {
      en: 'On hold',
      he: 'בהמתנה',
      fa: 'در حالت انتظار',
      ja: '保留中',
      it: 'In attesa',
      ru: 'На удержании',
    },
    filter: { category: ['waiting'] },
    sort: 'updated',
    direction: 'oldest',
  },
  due_today: {
    acting: 'staff',
    titles: {
      en: 'Due today or overdue',
      he: 'לטיפול היום או באיחור',
      fa: 'موعد امروز یا گذشته',
      ja: '本日期限・期限切れ',
      it: 'In scadenza oggi o scaduti',
      ru: 'Срок сегодня или прошёл',
    },
    filter: { category: ['waiting'], waitingUntilBefore: 'today+1d' },
    sort: 'priority',
    direction: 'newest',
  },
  resolved_this_week: {
    acting: 'staff',
    titles: {
      en: 'Resolved this week',
      he: 'נפתרו השבוע',
      fa: 'حل‌شده در این هفته',
      ja: '今週解決',
      it: 'Risolti questa settimana',
      ru: 'Решены на этой неделе',
    },
    filter: { category: ['resolved', 'closed'], resolvedFrom: 'week' },
    sort: 'updated',
    direction: 'newest',
  },
  my_requests: {
    acting: 'customer',
    titles: {
      en: 'My open requests',
      he: 'הבקשות הפתוחות שלי',
      fa: 'درخواست‌های باز من',
      ja: '自分の未解決の問い合わせ',
      it: 'Le mie richieste aperte',
      ru: 'Мои открытые обращения',
    },
    filter: { requesterId: 'me', open: true },
    sort: 'updated',
    direction: 'newest',
  },
  waiting_for_you: {
    acting: 'customer',
    titles: {
      en: 'Waiting for your answer',
      he: 'ממתינות לתשובתך',
      fa: 'در انتظار پاسخ شما',
      ja: 'ご返信待ち',
      it: 'In attesa della tua risposta',
      ru: 'Ждут вашего ответа',
    },
    filter: { category: ['waiting'], waitingOn: 'customer' },
    sort: 'updated',
    direction: 'oldest',
  },
  all_requests: {
    acting: 'customer',
    titles: {
      en: 'All requests',
      he: 'כל הבקשות',
      fa: 'همهٔ درخواست‌ها',
      ja: 'すべての問い合わせ',
      it: 'Tutte le richieste',
      ru: 'Все обращения',
    },
    filter: {},
    sort: 'updated',
    direction: 'newest',
  },
}
