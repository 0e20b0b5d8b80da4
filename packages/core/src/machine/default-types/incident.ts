import { defineTicketType } from '../ticket-type.ts'
import { commonCommands } from './common-commands.ts'
import { commonStatuses } from './common-statuses.ts'
import { itilPriority } from './priority-matrix.ts'
import { resolutions } from './resolutions.ts'
import { waitingFor } from './waiting-for.ts'

/** Something that worked does not work: restore it. The cause is looked for in a problem. */
export const incident = defineTicketType({
  id: 'incident',
  title: { en: 'Incident', he: 'תקלה', fa: 'رخداد', ja: 'インシデント', it: 'Incidente', ru: 'Инцидент' },
  statuses: commonStatuses,
  commands: commonCommands({
    working: 'open',
    waiting: 'waiting',
    resolved: 'resolved',
    closed: 'closed',
    resolutions: ['solved', 'workaround', 'not_reproducible', 'declined', 'duplicate'],
  }),
  gates: [{ gate: 'no_open_children' }],
  resolutions,
  waitingFor,
  priority: itilPriority,
})
