import { queryTerms } from '@deskwright/core'

/** Words that stand in every question, whatever it is about. They count for little, and never alone make an article fit. */
const words = [
  'a an the is are was be been am do does did doing have has had i im my me we our you your it its this that these those to of in on at by for from with without and or but not no dont doesnt cant cannot can could should would will wont how what why when where which who if as so too very just any some there here get gets got please help hi hello thanks anymore again after before since about into',
  'il lo la i gli le un uno una di a da in con su per tra fra e o ma non è sono era ho ha hai abbiamo mio mia miei mie nostro il mi ci si che chi come cosa quando dove perché quale quali posso può devo fare faccio fa più ancora dopo prima del della dello dei delle degli al alla allo ai alle nel nella sul sulla dal dalla questo questa quello se anche solo ciao grazie aiuto per favore',
  'и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще нет о из ему теперь когда даже ну ли если уже или ни быть был до вас вам мы наш мой моя мое мои это этот эта для чтобы где почему какой какая есть под при после без очень могу можно нужно надо пожалуйста помогите здравствуйте спасибо',
  'של את על אל לא כן אני אנחנו אתה הוא היא הם זה זו זאת יש אין מה מי איך למה מתי איפה כמה אם או גם רק כי עם בלי עד אחרי לפני כל עוד כבר שלי שלנו שלך לי לנו לך היה הייתי אפשר צריך רוצה יכול בבקשה עזרה שלום תודה ב ל מ ה ו',
  'از به در با را که و یا تا این آن من ما شما او است هست نیست بود شد شده می نمی چه چرا چطور چگونه کی کجا کدام برای روی هم هر یک اگر اما ولی باید لطفا سلام ممنون کمک خیلی دیگر بعد قبل بدون توی کنم کنیم کند شود کرد دارم دارد ندارم نمیشود میشود',
  'です ます ない ません した する して から まで ので のに には では とは これ それ この その ここ どう なぜ 何 いつ どこ こと もの ため よう できない できません しない ください お願い ありがとう こんにちは について は が を に の と で も へ',
]

/** Japanese words have no ends, so neighbours of these letters count: each pair of theirs. */
export const stopTokens: ReadonlySet<string> = new Set(words.flatMap((line) => queryTerms(line).map(({ forms }) => forms[0] ?? '')))
