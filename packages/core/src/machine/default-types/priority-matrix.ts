import type { PrioritySpec, Titles } from '../ticket-type.ts'

const levels = {
  high: { en: 'High', he: 'גבוהה', fa: 'زیاد', ja: '高', it: 'Alto', ru: 'Высокое' },
  medium: { en: 'Medium', he: 'בינונית', fa: 'متوسط', ja: '中', it: 'Medio', ru: 'Среднее' },
  low: { en: 'Low', he: 'נמוכה', fa: 'کم', ja: '低', it: 'Basso', ru: 'Низкое' },
} as const satisfies Record<string, Titles>

const urgencies = {
  high: { ...levels.high, it: 'Alta', ru: 'Высокая' },
  medium: { ...levels.medium, it: 'Media', ru: 'Средняя' },
  low: { ...levels.low, it: 'Bassa', ru: 'Низкая' },
} as const satisfies Record<string, Titles>

/** ITIL's impact × urgency in three levels each; `normal` until both are known. */
export const itilPriority: PrioritySpec = {
  default: 'normal',
  matrix: {
    impacts: levels,
    urgencies,
    cells: {
      high: { high: 'urgent', medium: 'high', low: 'normal' },
      medium: { high: 'high', medium: 'normal', low: 'low' },
      low: { high: 'normal', medium: 'low', low: 'low' },
    },
  },
}
