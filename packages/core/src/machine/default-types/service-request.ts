import { defineTicketType } from '../ticket-type.ts'
import { commonCommands } from './common-commands.ts'
import { commonStatuses, inProgress, onHold } from './common-statuses.ts'
import { resolutions } from './resolutions.ts'
import { waitingFor } from './waiting-for.ts'

const solved = { en: 'Fulfilled', he: 'בוצעה', fa: 'انجام شد', ja: '提供済み', it: 'Evasa', ru: 'Выполнено' }

/** Somebody wants something that the desk offers: look whether they get it, then provide it. */
export const serviceRequest = defineTicketType({
  id: 'service_request',
  title: {
    en: 'Service request',
    he: 'בקשת שירות',
    fa: 'درخواست خدمت',
    ja: 'サービス要求',
    it: 'Richiesta di servizio',
    ru: 'Запрос на обслуживание',
  },
  statuses: {
    new: commonStatuses.new,
    open: {
      category: 'open',
      title: { en: 'In review', he: 'בבדיקה', fa: 'در حال بررسی', ja: '確認中', it: 'In valutazione', ru: 'На рассмотрении' },
      customerTitle: inProgress,
    },
    waiting: commonStatuses.waiting,
    fulfilment: {
      category: 'open',
      title: { en: 'In fulfilment', he: 'בביצוע', fa: 'در حال انجام', ja: '提供作業中', it: 'In esecuzione', ru: 'Выполняется' },
      customerTitle: inProgress,
    },
    fulfilment_waiting: {
      category: 'waiting',
      title: {
        en: 'Fulfilment on hold',
        he: 'ביצוע בהמתנה',
        fa: 'انجام در انتظار',
        ja: '提供作業保留中',
        it: 'Esecuzione in attesa',
        ru: 'Выполнение приостановлено',
      },
      customerTitle: onHold,
    },
    resolved: {
      category: 'resolved',
      title: solved,
      customerTitle: {
        en: 'Done, please confirm',
        he: 'בוצעה, נא לאשר',
        fa: 'انجام شد، لطفاً تأیید کنید',
        ja: '提供済み(ご確認ください)',
        it: 'Evasa, da confermare',
        ru: 'Выполнена, подтвердите',
      },
    },
    closed: commonStatuses.closed,
  },
  commands: {
    ...commonCommands({
      working: 'open',
      waiting: 'waiting',
      resolved: 'resolved',
      closed: 'closed',
      stages: [{ working: 'fulfilment', waiting: 'fulfilment_waiting' }],
      resolutions: ['solved', 'declined', 'duplicate'],
    }),
    fulfil: {
      from: ['new', 'open', 'waiting'],
      to: 'fulfilment',
      permission: 'ticket.start',
      audience: 'staff',
      title: {
        en: 'Start fulfilment',
        he: 'התחלת ביצוע',
        fa: 'شروع انجام',
        ja: '提供作業を開始',
        it: 'Avvia l’esecuzione',
        ru: 'Начать выполнение',
      },
    },
  },
  // What was refused is declined; everything else waits for everybody who was asked.
  gates: [
    { gate: 'no_open_children' },
    { gate: 'approvals_done', command: 'fulfil' },
    { gate: 'approvals_done', unlessResolution: ['declined', 'duplicate'] },
    { gate: 'checklist_done', unlessResolution: ['declined', 'duplicate'] },
  ],
  resolutions: { solved, declined: resolutions.declined, duplicate: resolutions.duplicate, cancelled: resolutions.cancelled },
  waitingFor,
})
