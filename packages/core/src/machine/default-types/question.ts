import { defineTicketType } from '../ticket-type.ts'
import { commonCommands } from './common-commands.ts'
import { commonStatuses } from './common-statuses.ts'
import { resolutions } from './resolutions.ts'
import { waitingFor } from './waiting-for.ts'

const solved = { en: 'Answered', he: 'נענתה', fa: 'پاسخ داده شد', ja: '回答済み', it: 'Risposta data', ru: 'Дан ответ' }

/** Somebody wants to know something: the default machine as it is. */
export const question = defineTicketType({
  id: 'question',
  title: { en: 'Question', he: 'שאלה', fa: 'پرسش', ja: '質問', it: 'Domanda', ru: 'Вопрос' },
  statuses: commonStatuses,
  commands: commonCommands({
    working: 'open',
    waiting: 'waiting',
    resolved: 'resolved',
    closed: 'closed',
    resolutions: ['solved', 'declined', 'duplicate'],
  }),
  resolutions: { solved, declined: resolutions.declined, duplicate: resolutions.duplicate, cancelled: resolutions.cancelled },
  waitingFor,
})
