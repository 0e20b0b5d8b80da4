import { defineTicketType } from '../ticket-type.ts'
import { commonCommands } from './common-commands.ts'
import { commonStatuses, inProgress, onHold } from './common-statuses.ts'
import { itilPriority } from './priority-matrix.ts'
import { resolutions } from './resolutions.ts'
import { waitingFor } from './waiting-for.ts'

/** The cause behind incidents. Opened by staff, closed by staff: silence of customers says nothing about a cause. */
export const problem = defineTicketType({
  id: 'problem',
  title: { en: 'Problem', he: 'בעיית שורש', fa: 'مشکل', ja: '問題', it: 'Problema', ru: 'Проблема' },
  statuses: {
    new: commonStatuses.new,
    investigating: {
      category: 'open',
      title: { en: 'Investigating', he: 'בחקירה', fa: 'در حال بررسی علت', ja: '原因調査中', it: 'In analisi', ru: 'Расследуется' },
      customerTitle: inProgress,
    },
    waiting: commonStatuses.waiting,
    known_error: {
      category: 'open',
      title: { en: 'Known error', he: 'שגיאה ידועה', fa: 'خطای شناخته‌شده', ja: '既知のエラー', it: 'Errore noto', ru: 'Известная ошибка' },
      customerTitle: inProgress,
    },
    awaiting_fix: {
      category: 'waiting',
      title: {
        en: 'Waiting for the fix',
        he: 'בהמתנה לתיקון',
        fa: 'در انتظار رفع',
        ja: '修正待ち',
        it: 'In attesa della correzione',
        ru: 'Ожидает исправления',
      },
      customerTitle: onHold,
    },
    resolved: commonStatuses.resolved,
    closed: commonStatuses.closed,
  },
  commands: {
    ...commonCommands({
      working: 'investigating',
      waiting: 'waiting',
      resolved: 'resolved',
      closed: 'closed',
      stages: [{ working: 'known_error', waiting: 'awaiting_fix' }],
      resolutions: ['solved', 'workaround', 'not_reproducible', 'declined', 'duplicate'],
    }),
    record_known_error: {
      from: ['investigating'],
      to: 'known_error',
      permission: 'ticket.start',
      audience: 'staff',
      title: {
        en: 'Record as known error',
        he: 'רישום כשגיאה ידועה',
        fa: 'ثبت به‌عنوان خطای شناخته‌شده',
        ja: '既知のエラーとして登録',
        it: 'Registra come errore noto',
        ru: 'Записать как известную ошибку',
      },
    },
    investigate_again: {
      from: ['known_error'],
      to: 'investigating',
      permission: 'ticket.start',
      audience: 'staff',
      title: {
        en: 'Investigate again',
        he: 'חקירה מחדש',
        fa: 'بررسی دوباره',
        ja: '再調査',
        it: 'Analizza di nuovo',
        ru: 'Расследовать заново',
      },
      requiresReason: true,
    },
  },
  fields: {
    root_cause: {
      kind: 'string',
      audience: 'staff',
      title: { en: 'Root cause', he: 'סיבת השורש', fa: 'علت ریشه‌ای', ja: '根本原因', it: 'Causa principale', ru: 'Первопричина' },
    },
    workaround: { kind: 'string', audience: 'both', title: resolutions.workaround },
  },
  gates: [{ gate: 'resolution_text' }, { gate: 'no_open_children' }, { gate: 'fields_filled', fields: ['root_cause'] }],
  resolutions,
  waitingFor,
  priority: itilPriority,
  windows: { reopenDays: 90, autoCloseDays: null },
  openedBy: 'staff',
})
