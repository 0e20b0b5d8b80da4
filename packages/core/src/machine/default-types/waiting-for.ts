import type { Titles } from '../ticket-type.ts'

/** What the default types can wait for. */
export const waitingFor = {
  customer: { en: 'Customer', he: 'הלקוח', fa: 'مشتری', ja: 'お客様', it: 'Cliente', ru: 'Клиент' },
  third_party: { en: 'Third party', he: 'גורם שלישי', fa: 'شخص ثالث', ja: '第三者', it: 'Terze parti', ru: 'Третья сторона' },
  parts: { en: 'Parts', he: 'חלקים', fa: 'قطعات', ja: '部品', it: 'Ricambi', ru: 'Запчасти' },
  approval: { en: 'Approval', he: 'אישור', fa: 'تأیید', ja: '承認', it: 'Approvazione', ru: 'Согласование' },
  scheduled: { en: 'Scheduled date', he: 'מועד שנקבע', fa: 'زمان تعیین‌شده', ja: '予定日', it: 'Data pianificata', ru: 'Назначенная дата' },
  problem: { en: 'Problem', he: 'תקלת שורש', fa: 'مشکل ریشه‌ای', ja: '問題の解決', it: 'Problema', ru: 'Решение проблемы' },
} as const satisfies Record<string, Titles>
