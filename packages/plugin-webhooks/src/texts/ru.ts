import type { WebhookTexts } from './webhook-texts.ts'

export const ru: WebhookTexts = {
  'permission:webhooks.read': 'Просмотр вебхуков и отправленного им',
  'permission:webhooks.manage': 'Управление вебхуками',
  'role:webhooks.manager': 'Ответственный за вебхуки',
  'event:webhooks.created': 'Вебхук добавлен',
  'event:webhooks.updated': 'Вебхук изменён',
  'event:webhooks.secret_rotated': 'У вебхука новый секрет',
  'event:webhooks.removed': 'Вебхук удалён',
  'event:webhooks.disabled': 'Вебхук отключён из-за сбоев',
  'event:webhooks.queued': 'Событие для вебхуков',
  'event:webhooks.worked': 'Вебхуки отправлены',
  'event:webhooks.delivery_dead': 'От отправки отказались',
  'event:webhooks.replayed': 'Отправки повторены',
  'event:webhooks.tested': 'Вебхук проверен',
  'event:webhooks.forgotten': 'Старые отправки удалены',
  'error:webhooks.bad_options': 'Параметр {$option} плагина неверен: {$fault}.',
  'error:webhooks.not_everywhere': 'Вебхуками управляют для всего деска. Обратитесь к тому, у кого есть {$permission} на весь деск.',
  'error:webhooks.not_found': 'Вебхука {$subscriptionId} нет. Посмотрите в списке.',
  'error:webhooks.delivery_not_found': 'Такой отправки нет. Возможно, она удалена: посмотрите в списке.',
  'error:webhooks.no_service': 'Это не сервис. Добавьте человека вида «сервис» и дайте ему роли, которые определяют, что ему можно знать.',
  'error:webhooks.beyond_own':
    'Сервису можно знать больше, чем вам. Обратитесь к тому, кто видит всё это, или выберите сервис с меньшим числом ролей.',
  'error:webhooks.changed': 'Кто-то уже изменил этот вебхук: сейчас это версия {$version}. Посмотрите ещё раз.',
  'error:webhooks.under_way': 'Эта отправка выполняется. Дождитесь результата.',
  'error:webhooks.period_wrong': 'Период заканчивается раньше, чем начинается. Укажите конец позже начала.',
}
