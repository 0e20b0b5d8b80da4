import { defineTicketType } from '../ticket-type.ts'
import { commonCommands } from './common-commands.ts'
import { commonStatuses, inProgress, onHold } from './common-statuses.ts'
import { itilPriority } from './priority-matrix.ts'
import { resolutions } from './resolutions.ts'
import { waitingFor } from './waiting-for.ts'

const implemented = { en: 'Implemented', he: 'יושם', fa: 'اجرا شد', ja: '実施済み', it: 'Attuata', ru: 'Внедрено' }
const rolledBack = { en: 'Rolled back', he: 'הוחזר לאחור', fa: 'بازگردانده شد', ja: '切り戻し', it: 'Ripristinata', ru: 'Откачено' }

const common = commonCommands({
  working: 'planned',
  waiting: 'waiting',
  resolved: 'review',
  closed: 'closed',
  // What was approved comes back as approved, and nothing comes out of waiting further than it went in.
  stages: [
    { working: 'approved', waiting: 'scheduled' },
    { working: 'implementing', waiting: 'implementing_waiting' },
  ],
  resolutions: ['solved', 'rolled_back'],
})

/** A planned change of something in service: planned, approved, implemented, reviewed. The only way to implementing leads through approval. */
export const change = defineTicketType({
  id: 'change',
  title: { en: 'Change', he: 'שינוי', fa: 'تغییر', ja: '変更', it: 'Modifica', ru: 'Изменение' },
  statuses: {
    new: commonStatuses.new,
    planned: {
      category: 'open',
      title: { en: 'Planning', he: 'בתכנון', fa: 'در حال برنامه‌ریزی', ja: '計画中', it: 'In pianificazione', ru: 'Планируется' },
      customerTitle: inProgress,
    },
    waiting: commonStatuses.waiting,
    approved: {
      category: 'open',
      title: { en: 'Approved', he: 'מאושר', fa: 'تأییدشده', ja: '承認済み', it: 'Approvata', ru: 'Утверждено' },
    },
    scheduled: {
      category: 'waiting',
      title: { en: 'Scheduled', he: 'מתוזמן', fa: 'زمان‌بندی‌شده', ja: '実施予定', it: 'Programmata', ru: 'Запланировано' },
    },
    implementing: {
      category: 'open',
      title: { en: 'Implementing', he: 'ביישום', fa: 'در حال اجرا', ja: '実施中', it: 'In attuazione', ru: 'Внедряется' },
      customerTitle: inProgress,
    },
    implementing_waiting: {
      category: 'waiting',
      title: {
        en: 'Implementation on hold',
        he: 'יישום בהמתנה',
        fa: 'اجرا در انتظار',
        ja: '実施保留中',
        it: 'Attuazione in attesa',
        ru: 'Внедрение приостановлено',
      },
      customerTitle: onHold,
    },
    review: {
      category: 'resolved',
      title: { en: 'In review', he: 'בסקירה', fa: 'در حال بازبینی', ja: 'レビュー中', it: 'In revisione', ru: 'На проверке' },
      customerTitle: implemented,
    },
    closed: commonStatuses.closed,
  },
  commands: {
    ...common,
    approve: {
      from: ['planned'],
      to: 'approved',
      permission: 'ticket.approve',
      audience: 'staff',
      title: { en: 'Approve', he: 'אישור', fa: 'تأیید', ja: '承認する', it: 'Approva', ru: 'Утвердить' },
    },
    plan_again: {
      from: ['approved', 'scheduled', 'implementing', 'implementing_waiting'],
      to: 'planned',
      permission: 'ticket.start',
      audience: 'staff',
      title: {
        en: 'Plan again',
        he: 'תכנון מחדש',
        fa: 'برنامه‌ریزی دوباره',
        ja: '計画し直す',
        it: 'Pianifica di nuovo',
        ru: 'Планировать заново',
      },
      requiresReason: true,
    },
    decline: {
      from: ['new', 'planned', 'waiting'],
      to: 'closed',
      permission: 'ticket.approve',
      audience: 'staff',
      title: { en: 'Decline', he: 'דחייה', fa: 'رد کردن', ja: '却下する', it: 'Respingi', ru: 'Отклонить' },
      requiresReason: true,
      effects: { resolution: 'declined' },
    },
    implement: {
      from: ['approved', 'scheduled'],
      to: 'implementing',
      permission: 'ticket.start',
      audience: 'staff',
      title: {
        en: 'Start implementation',
        he: 'התחלת יישום',
        fa: 'شروع اجرا',
        ja: '実施を開始',
        it: 'Avvia l’attuazione',
        ru: 'Начать внедрение',
      },
    },
    // Once something was touched, the way out leads through review or back to planning.
    cancel: { ...common.cancel, from: ['new', 'planned', 'waiting', 'approved', 'scheduled'] },
    resolve: {
      ...common.resolve,
      from: ['implementing', 'implementing_waiting'],
      title: {
        en: 'Hand over to review',
        he: 'העברה לסקירה',
        fa: 'سپردن به بازبینی',
        ja: 'レビューに回す',
        it: 'Passa alla revisione',
        ru: 'Передать на проверку',
      },
    },
  },
  fields: {
    plan: {
      kind: 'string',
      audience: 'staff',
      title: {
        en: 'Implementation plan',
        he: 'תוכנית יישום',
        fa: 'برنامهٔ اجرا',
        ja: '実施計画',
        it: 'Piano di attuazione',
        ru: 'План внедрения',
      },
    },
    back_out_plan: {
      kind: 'string',
      audience: 'staff',
      title: {
        en: 'Back-out plan',
        he: 'תוכנית נסיגה',
        fa: 'برنامهٔ بازگشت',
        ja: '切り戻し計画',
        it: 'Piano di ripristino',
        ru: 'План отката',
      },
    },
    risk: {
      kind: 'choice',
      audience: 'staff',
      title: { en: 'Risk', he: 'סיכון', fa: 'ریسک', ja: 'リスク', it: 'Rischio', ru: 'Риск' },
      options: {
        low: { en: 'Low', he: 'נמוך', fa: 'کم', ja: '低', it: 'Basso', ru: 'Низкий' },
        medium: { en: 'Medium', he: 'בינוני', fa: 'متوسط', ja: '中', it: 'Medio', ru: 'Средний' },
        high: { en: 'High', he: 'גבוה', fa: 'زیاد', ja: '高', it: 'Alto', ru: 'Высокий' },
      },
    },
  },
  gates: [
    { gate: 'resolution_text' },
    { gate: 'no_open_children' },
    // Whoever approves for the house does it after everybody who was asked; and what was approved is what is implemented.
    { gate: 'approvals_done', command: 'approve' },
    { gate: 'approvals_done', command: 'implement' },
    { gate: 'approvals_done', unlessResolution: ['rolled_back'] },
    { gate: 'checklist_done', unlessResolution: ['rolled_back'] },
  ],
  resolutions: { solved: implemented, rolled_back: rolledBack, declined: resolutions.declined, cancelled: resolutions.cancelled },
  waitingFor,
  priority: itilPriority,
  windows: { reopenDays: 30, autoCloseDays: null },
  openedBy: 'staff',
  channelRules: { mail: 'refuse', chat: 'refuse' },
})
