import { defineTicketType } from '../ticket-type.ts'
import { commonCommands } from './common-commands.ts'
import { commonStatuses, inProgress, onHold } from './common-statuses.ts'
import { resolutions } from './resolutions.ts'
import { waitingFor } from './waiting-for.ts'

const upheld = {
  en: 'Upheld, put right',
  he: 'מוצדקת, תוקנה',
  fa: 'وارد بود، جبران شد',
  ja: '是正済み',
  it: 'Fondata, rimediata',
  ru: 'Обоснована, исправлено',
}
const notUpheld = { en: 'Not upheld', he: 'לא מוצדקת', fa: 'وارد نبود', ja: '該当せず', it: 'Infondata', ru: 'Не обоснована' }

/** Somebody is dissatisfied: find the cause, correct it, see that it worked (ISO 10002). It takes longer and stays open to protest longer. */
export const complaint = defineTicketType({
  id: 'complaint',
  title: { en: 'Complaint', he: 'תלונה', fa: 'شکایت', ja: '苦情', it: 'Reclamo', ru: 'Жалоба' },
  statuses: {
    new: commonStatuses.new,
    investigating: {
      category: 'open',
      title: { en: 'Investigating', he: 'בבירור', fa: 'در حال رسیدگی', ja: '調査中', it: 'In istruttoria', ru: 'Рассматривается' },
      customerTitle: inProgress,
    },
    waiting: commonStatuses.waiting,
    correcting: {
      category: 'open',
      title: {
        en: 'Corrective action',
        he: 'פעולה מתקנת',
        fa: 'اقدام اصلاحی',
        ja: '是正処置中',
        it: 'Azione correttiva',
        ru: 'Корректирующее действие',
      },
      customerTitle: inProgress,
    },
    checking_effect: {
      category: 'waiting',
      title: {
        en: 'Checking the effect',
        he: 'בדיקת אפקטיביות',
        fa: 'سنجش اثر',
        ja: '効果確認中',
        it: 'Verifica dell’efficacia',
        ru: 'Проверка результата',
      },
      customerTitle: onHold,
    },
    resolved: {
      ...commonStatuses.resolved,
      title: { en: 'Answered', he: 'נענתה', fa: 'پاسخ داده شد', ja: '回答済み', it: 'Riscontro dato', ru: 'Дан ответ' },
    },
    closed: commonStatuses.closed,
  },
  commands: {
    ...commonCommands({
      working: 'investigating',
      waiting: 'waiting',
      resolved: 'resolved',
      closed: 'closed',
      stages: [{ working: 'correcting', waiting: 'checking_effect' }],
      resolutions: ['solved', 'not_upheld', 'duplicate'],
    }),
    correct: {
      from: ['investigating', 'waiting'],
      to: 'correcting',
      permission: 'ticket.start',
      audience: 'staff',
      title: {
        en: 'Start corrective action',
        he: 'התחלת פעולה מתקנת',
        fa: 'شروع اقدام اصلاحی',
        ja: '是正処置を開始',
        it: 'Avvia l’azione correttiva',
        ru: 'Начать исправление',
      },
    },
  },
  fields: {
    cause: { kind: 'string', audience: 'staff', title: { en: 'Cause', he: 'סיבה', fa: 'علت', ja: '原因', it: 'Causa', ru: 'Причина' } },
    corrective_action: {
      kind: 'string',
      audience: 'staff',
      title: {
        en: 'Corrective action',
        he: 'פעולה מתקנת',
        fa: 'اقدام اصلاحی',
        ja: '是正処置',
        it: 'Azione correttiva',
        ru: 'Корректирующее действие',
      },
    },
  },
  gates: [{ gate: 'resolution_text' }, { gate: 'no_open_children' }, { gate: 'fields_filled', fields: ['cause'] }],
  resolutions: { solved: upheld, not_upheld: notUpheld, duplicate: resolutions.duplicate, cancelled: resolutions.cancelled },
  waitingFor,
  priority: { default: 'high' },
  windows: { reopenDays: 30, autoCloseDays: 14 },
})
