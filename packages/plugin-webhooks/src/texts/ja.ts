import type { WebhookTexts } from './webhook-texts.ts'

export const ja: WebhookTexts = {
  'permission:webhooks.read': 'Webhookとその送信内容の閲覧',
  'permission:webhooks.manage': 'Webhookの管理',
  'role:webhooks.manager': 'Webhook管理者',
  'event:webhooks.created': 'Webhookの追加',
  'event:webhooks.updated': 'Webhookの変更',
  'event:webhooks.secret_rotated': 'Webhookの新しいシークレット',
  'event:webhooks.removed': 'Webhookの削除',
  'event:webhooks.disabled': '失敗によるWebhookの停止',
  'event:webhooks.queued': 'Webhookに伝えるイベント',
  'event:webhooks.worked': 'Webhookの送信',
  'event:webhooks.delivery_dead': 'Webhook送信の断念',
  'event:webhooks.replayed': 'Webhookの再送',
  'event:webhooks.tested': 'Webhookのテスト',
  'event:webhooks.forgotten': '古いWebhook送信の削除',
  'error:webhooks.bad_options': 'プラグインのオプション {$option} が正しくありません：{$fault}。',
  'error:webhooks.not_everywhere': 'Webhookはデスク全体で管理します。全体に対して {$permission} を持つ人に依頼してください。',
  'error:webhooks.not_found': 'Webhook {$subscriptionId} はありません。一覧を確認してください。',
  'error:webhooks.delivery_not_found': 'その送信はありません。削除された可能性があります。一覧を確認してください。',
  'error:webhooks.no_service': 'これはサービスではありません。種類がサービスの人物を追加し、知ってよい範囲を決めるロールを与えてください。',
  'error:webhooks.beyond_own':
    'このサービスはあなたより多くを知ることができます。同じ範囲を閲覧できる人に依頼するか、ロールの少ないサービスを選んでください。',
  'error:webhooks.changed': 'その間に誰かがこのWebhookを変更し、現在のバージョンは {$version} です。もう一度確認してください。',
  'error:webhooks.under_way': 'この送信は実行中です。結果を待ってください。',
  'error:webhooks.period_wrong': '期間の終わりが始まりより前です。始まりより後の終わりを指定してください。',
}
