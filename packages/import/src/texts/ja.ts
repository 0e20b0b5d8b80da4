import type { ImportTexts } from './import-texts.ts'

export const ja: ImportTexts = {
  'permission:imports.run': '別のデスクからチケットを移す',
  'event:imports.remembered': '別のデスクから移しました',
  'error:imports.not_installed':
    'デスクに移行プラグインがありません。プラグインに imports() を加え、deskwright migrate を実行してください。',
  'error:imports.no_source': '{$path} に読めるものがありません: {$reason}。',
  'error:imports.map_invalid': '対応表のファイルが正しくありません: {$faults}。',
  'error:imports.stopped': '中止しました。移したものは残り、同じ呼び出しで続きます。',
}
