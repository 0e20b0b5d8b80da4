/** Texts in six languages that are the same at every run: the n-th ticket always says the same. Made one at a time, so any number fits on the disk. */
const languages = ['en', 'he', 'fa', 'ja', 'it', 'ru'] as const
export type BenchLanguage = (typeof languages)[number]

/** The words that are everywhere, in the order of how often; behind them come made-up ones that are ever rarer, as in real language. */
const frequent: Readonly<Record<BenchLanguage, string>> = {
  en: 'the printer is not working since this morning please help with network and server access for user on floor two again error after update password reset monitor cable screen',
  he: 'המדפסת לא עובדת מאז הבוקר אנא עזרה עם הרשת והשרת גישה למשתמש בקומה שנייה שוב שגיאה אחרי עדכון סיסמה איפוס מסך כבל',
  fa: 'چاپگر کار نمی‌کند از صبح لطفا کمک برای شبکه و سرور دسترسی کاربر در طبقه دوم دوباره خطا بعد به‌روزرسانی رمز عبور صفحه کابل',
  ja: 'プリンター 動きません 今朝 から 助けて ください ネットワーク サーバー 接続 ユーザー 二階 また エラー 更新 後 パスワード 画面 ケーブル',
  it: 'la stampante non funziona da stamattina per favore aiuto con rete e server accesso utente al secondo piano ancora errore dopo aggiornamento password schermo cavo',
  ru: 'принтер не работает с утра помогите пожалуйста с сетью и сервером доступ пользователя на втором этаже снова ошибка после обновления пароль экран кабель',
}
const syllables: Readonly<Record<BenchLanguage, string>> = {
  en: 'ba con der el for gra hin ist jor ka lum men nor op per qui ran sto tur un ver win xen yor zan',
  he: 'בא גד דו הל וק זי חן טר יל כם לב מש נו סל עד פר צב קו רז שן תל',
  fa: 'با پر تا جو چی خا دو را زی سو شا صد طر عم فا کو گل لا مو نی',
  ja: '確 認 部 長 会 社 東 京 機 器 設 定 変 更 申 請 承 障 害 復 旧 電 源 回 線 契 約',
  it: 'ba ca de fi go la me ni po ra se ti vu zo bre cli dro fra gli sco',
  ru: 'ба во го де жи за ко ли мо на по ре со ту фи ха це чи шо ще',
}
const VOCABULARY = 40_000
const words = Object.fromEntries(languages.map((language) => [language, vocabulary(language)])) as Record<BenchLanguage, readonly string[]>

function vocabulary(language: BenchLanguage): readonly string[] {
  const parts = syllables[language].split(' ')
  const known = frequent[language].split(' ')
  const random = randomFrom(language.charCodeAt(0) * 31 + language.charCodeAt(1))
  const made = new Set(known)
  while (made.size < VOCABULARY) {
    const length = 2 + Math.floor(random() * 3)
    made.add(Array.from({ length }, () => parts[Math.floor(random() * parts.length)]).join(''))
  }
  return [...made]
}

function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const languageOf = (index: number): BenchLanguage => languages[index % languages.length] ?? 'en'

/** A rank by Zipf's law: half of all words are among the first two hundred. */
const rank = (random: () => number): number => Math.min(VOCABULARY - 1, Math.floor(VOCABULARY ** random()) - 1)

/** About 300 bytes, in sentences. One in 100,000 tickets has the word `rare<n>word`, and one in twenty a serial number. */
export function ticketTexts(index: number): { subject: string; messages: { body: string; isInternal: boolean }[] } {
  const random = randomFrom(index + 1)
  const language = languageOf(index)
  const between = language === 'ja' ? '' : ' '
  const text = (bytes: number) => {
    const parts: string[] = []
    for (let size = 0; size < bytes; ) {
      const word = words[language][rank(random)] ?? ''
      parts.push(parts.length % 9 === 8 ? `${word}.` : word)
      size += Buffer.byteLength(word) + between.length
    }
    return parts.join(between)
  }
  const subject = text(40)
  const messages = Array.from({ length: 3 }, (_, place) => ({
    body: text(180 + Math.floor(random() * 240)),
    isInternal: place === 1 && index % 2 === 0,
  }))
  const [first] = messages
  if (first && index % 20 === 7) first.body += ` SN-${1000 + (index % 90_000)}-X`
  if (first && index % 5_000 === 11) first.body += ` rare${String.fromCharCode(97 + ((index / 5_000) % 20))}word`
  return { subject, messages }
}

/** A word of a language by its place in the order of how often it is said. */
export const wordAt = (language: BenchLanguage, place: number): string => words[language][place] ?? ''
export const rareWord = (index: number): string => `rare${String.fromCharCode(97 + (index % 20))}word`
