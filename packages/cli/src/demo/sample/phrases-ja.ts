import type { Phrases } from './phrases.ts'

export const japanese: Phrases = {
  language: 'ja',
  company: '株式会社サンプル四号',
  names: {
    customer: 'サンプル四号 顧客',
    manager: 'サンプル四号 課長',
    approver: 'サンプル四号 承認者',
    finance: 'サンプル四号 経理',
    agent: 'サンプル四号 担当者',
  },
  positions: { customer: '営業', manager: '総務課長', approver: '購買部長', finance: '経理' },
  requests: {
    question: { subject: 'カレンダーの共有方法を教えてください', body: '不在の予定をチームに見せたいのですが、どこで設定できますか。' },
    incident: { subject: 'プリンターが白紙で印刷される', body: '二階のプリンターが今朝から白紙しか出ません。' },
    service_request: {
      subject: '新入社員用のノートパソコン',
      body: '来月一日に新しい社員が入ります。ノートパソコンとアカウントをお願いします。',
    },
    problem: { subject: '無線LANが毎朝切れる', body: '毎朝九時ごろに無線LANが切れるとの報告が複数あります。原因の調査が必要です。' },
    change: { subject: '二階のネットワークスイッチの交換', body: 'スイッチが古くなったため、業務時間外に交換します。' },
    complaint: { subject: '約束の時間に誰も来なかった', body: '二時から六時まで待ちましたが、誰も来ず、連絡もありませんでした。' },
  },
  looking: 'お問い合わせありがとうございます。確認のうえ、本日中にご連絡いたします。',
  question: 'いつから発生しているか、またほかの方も同じ状況かを教えていただけますか。',
  solved: '対応が完了しました。ご確認いただき、不足があればお知らせください。',
  note: '社内メモ(サンプル):先週の件と似ています。機器のログを参照してください。',
  cause: '古い設定が更新されずに残っていたため。',
  answer: '昨日からで、ほかの者も同じ状況です。',
  again: '一時間ほどは直っていましたが、また同じ状態です。',
}
