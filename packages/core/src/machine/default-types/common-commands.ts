import type { CommandSpec } from '../ticket-type.ts'
import { resolveInput, waitInput } from './command-inputs.ts'
import { waitingFor } from './waiting-for.ts'

type CommonCommand = 'start' | 'wait' | 'resume' | 'resolve' | 'close' | 'reopen' | 'cancel' | 'reopen_closed'

export interface CommonPlan<S extends string> {
  /** Where work begins, where it returns after waiting and after reopening. */
  readonly working: S
  readonly waiting: S
  readonly resolved: S
  readonly closed: S
  /** Later stages of work with a waiting of their own, so that resuming returns to the stage that was left. */
  readonly stages?: readonly { readonly working: S; readonly waiting: S }[]
  /** Codes that `resolve` offers. */
  readonly resolutions: readonly string[]
}

/** The commands of the default machine (start, wait, resume, resolve, close, reopen, cancel, reopen_closed) for a type's own statuses. */
export const commonCommands = <S extends string>(plan: CommonPlan<S>): Record<CommonCommand, CommandSpec<S>> => {
  const { working, waiting, resolved, closed, stages = [], resolutions } = plan
  return {
    start: {
      from: { category: ['new'] },
      to: working,
      permission: 'ticket.start',
      audience: 'staff',
      title: { en: 'Start work', he: 'התחלת טיפול', fa: 'شروع کار', ja: '対応を開始', it: 'Inizia la lavorazione', ru: 'Взять в работу' },
      triggers: ['assigned', 'staff_reply'],
    },
    wait: {
      from: { category: ['new', 'open', 'waiting'] },
      to: waiting,
      also: stages.map((stage) => ({ from: [stage.working, stage.waiting], to: stage.waiting })),
      permission: 'ticket.wait',
      audience: 'staff',
      title: {
        en: 'Put on hold',
        he: 'העברה להמתנה',
        fa: 'در انتظار گذاشتن',
        ja: '保留にする',
        it: 'Metti in attesa',
        ru: 'Приостановить',
      },
      input: waitInput(Object.keys(waitingFor)),
    },
    resume: {
      from: { category: ['waiting'] },
      to: working,
      also: stages.map((stage) => ({ from: [stage.waiting], to: stage.working })),
      permission: 'ticket.start',
      audience: 'staff',
      title: { en: 'Resume', he: 'חידוש הטיפול', fa: 'ادامهٔ کار', ja: '対応を再開', it: 'Riprendi', ru: 'Возобновить' },
      // A refusal ends the wait as well: what becomes of it is for somebody to decide and to say.
      triggers: ['customer_message', 'wait_over', 'approval_accepted', 'approval_refused', 'approval_void'],
    },
    resolve: {
      from: { category: ['new', 'open', 'waiting'] },
      to: resolved,
      permission: 'ticket.resolve',
      audience: 'staff',
      title: { en: 'Resolve', he: 'סימון כפתורה', fa: 'حل کردن', ja: '解決済みにする', it: 'Risolvi', ru: 'Решить' },
      input: resolveInput(resolutions),
      effects: { assignee: 'actor_if_none' },
    },
    close: {
      from: { category: ['resolved'] },
      to: closed,
      permission: 'ticket.close',
      audience: 'both',
      title: { en: 'Close', he: 'סגירה', fa: 'بستن', ja: '完了にする', it: 'Chiudi', ru: 'Закрыть' },
      customerTitle: {
        en: 'Confirm: it is solved',
        he: 'אישור: הבעיה נפתרה',
        fa: 'تأیید می‌کنم که حل شد',
        ja: '解決を確認する',
        it: 'Confermo: è risolta',
        ru: 'Подтвердить решение',
      },
      triggers: ['silence'],
    },
    reopen: {
      from: { category: ['resolved'] },
      to: working,
      permission: 'ticket.reopen',
      audience: 'both',
      title: { en: 'Reopen', he: 'פתיחה מחדש', fa: 'بازگشایی', ja: '再オープン', it: 'Riapri', ru: 'Открыть снова' },
      customerTitle: {
        en: 'It is not solved',
        he: 'הבעיה לא נפתרה',
        fa: 'حل نشده است',
        ja: '解決していない',
        it: 'Non è risolta',
        ru: 'Не решено',
      },
      requiresReason: true,
      triggers: ['customer_message'],
      effects: { assignee: 'previous_or_team' },
    },
    cancel: {
      from: { category: ['new', 'open', 'waiting'] },
      to: closed,
      permission: 'ticket.cancel',
      audience: 'both',
      title: { en: 'Cancel', he: 'ביטול', fa: 'لغو', ja: '取り消す', it: 'Annulla', ru: 'Отменить' },
      customerTitle: {
        en: 'Withdraw',
        he: 'משיכת הפנייה',
        fa: 'پس گرفتن درخواست',
        ja: '取り下げる',
        it: 'Ritira la richiesta',
        ru: 'Отозвать заявку',
      },
      requiresReason: true,
      customerUntil: 'started',
      effects: { resolution: 'cancelled' },
    },
    reopen_closed: {
      from: { category: ['closed'] },
      to: working,
      permission: 'ticket.reopen_closed',
      audience: 'staff',
      title: {
        en: 'Reopen after closing',
        he: 'פתיחה מחדש לאחר סגירה',
        fa: 'بازگشایی پس از بستن',
        ja: '完了後に再オープン',
        it: 'Riapri dopo la chiusura',
        ru: 'Открыть снова после закрытия',
      },
      requiresReason: true,
      effects: { assignee: 'previous_or_team' },
    },
  }
}
