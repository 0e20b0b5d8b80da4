import type { ImportTexts } from './import-texts.ts'

export const ru: ImportTexts = {
  'permission:imports.run': 'Переносить заявки из другой службы',
  'event:imports.remembered': 'Перенесено из другой службы',
  'error:imports.not_installed': 'В службе нет плагина переноса. Добавьте imports() в её плагины и выполните deskwright migrate.',
  'error:imports.no_source': 'По пути {$path} нечего читать: {$reason}.',
  'error:imports.map_invalid': 'Файл соответствий неверен: {$faults}.',
  'error:imports.stopped': 'Остановлено. Перенесённое остаётся, и тот же вызов продолжит работу.',
}
