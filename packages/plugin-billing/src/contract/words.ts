import type { WordsOf } from '../texts/words.ts'
import type { contractErrors } from './errors.ts'
import type { contractEvents } from './operations.ts'

export const contractWords: WordsOf<typeof contractErrors, typeof contractEvents> = {
  'event:billing.contract_changed': {
    fa: 'قرارداد تغییر کرد',
    he: 'חוזה שונה',
    it: 'Contratto modificato',
    ja: '契約が変更されました',
    ru: 'Договор изменён',
  },
  'event:billing.contract_ending': {
    fa: 'قرارداد رو به پایان است',
    he: 'חוזה עומד להסתיים',
    it: 'Contratto in scadenza',
    ja: '契約の終了が近づいています',
    ru: 'Договор скоро заканчивается',
  },
  'event:billing.template_saved': {
    fa: 'الگوی قرارداد ذخیره شد',
    he: 'תבנית חוזה נשמרה',
    it: 'Modello di contratto salvato',
    ja: '契約のひな形が保存されました',
    ru: 'Шаблон договора сохранён',
  },
  'error:billing.contract_not_found': {
    fa: 'چنین قراردادی وجود ندارد. یکی از فهرست قراردادها را برگزینید.',
    he: 'אין חוזה כזה. בחרו אחד מרשימת החוזים.',
    it: 'Questo contratto non esiste. Sceglietene uno dall’elenco.',
    ja: 'その契約はありません。契約の一覧から選んでください。',
    ru: 'Такого договора нет. Выберите его из списка.',
  },
  'error:billing.template_not_found': {
    fa: 'چنین الگویی وجود ندارد. یکی از فهرست الگوها را برگزینید.',
    he: 'אין תבנית כזאת. בחרו אחת מרשימת התבניות.',
    it: 'Questo modello non esiste. Sceglietene uno dall’elenco.',
    ja: 'そのひな形はありません。ひな形の一覧から選んでください。',
    ru: 'Такого шаблона нет. Выберите его из списка.',
  },
  'error:billing.number_taken': {
    fa: 'شمارهٔ {$number} جز در بزرگی حروف و فاصله‌ها تکراری است. شمارهٔ دیگری برگزینید.',
    he: 'המספר {$number} תפוס, מלבד הבדלי רישיות ורווחים. בחרו מספר אחר.',
    it: 'Il numero {$number} è già usato, a parte maiuscole e spazi. Sceglietene un altro.',
    ja: '番号{$number}は、大文字小文字と空白を除いて既に使われています。別の番号を選んでください。',
    ru: 'Номер {$number} занят, с точностью до регистра и пробелов. Выберите другой.',
  },
  'error:billing.contract_days': {
    fa: 'روز {$day} درست نیست: پایان قرارداد پس از آغاز آن است و هر تغییری در مدت اعتبار آن رخ می‌دهد.',
    he: 'היום {$day} אינו תקין: חוזה מסתיים אחרי שהתחיל, ומה שקורה בו קורה בזמן שהוא בתוקף.',
    it: 'Il giorno {$day} non va bene: un contratto finisce dopo l’inizio, e ciò che lo riguarda accade mentre è in vigore.',
    ja: '日付{$day}は正しくありません。契約の終了は開始より後で、変更は有効期間中に行われます。',
    ru: 'День {$day} не подходит: договор заканчивается после начала, и всё с ним происходит, пока он действует.',
  },
  'error:billing.contract_renewal': {
    fa: 'قراردادی که تمدید می‌شود پایانی دارد و می‌گوید چند ماه تمدید می‌شود. هر دو را بنویسید یا تمدید را بردارید.',
    he: 'לחוזה שמתחדש יש סוף ומספר חודשי חידוש. ציינו את שניהם, או בלי חידוש.',
    it: 'Un contratto che si rinnova ha una fine e dice di quanti mesi. Indicate entrambi, o nessun rinnovo.',
    ja: '更新される契約には終了日と更新月数が必要です。両方を指定するか、更新なしにしてください。',
    ru: 'У продлеваемого договора есть конец и число месяцев продления. Укажите оба или откажитесь от продления.',
  },
  'error:billing.contract_paused': {
    fa: 'قرارداد از {$day} متوقف است. نخست آن را از سر بگیرید.',
    he: 'החוזה מושהה מ-{$day}. חדשו אותו תחילה.',
    it: 'Il contratto è sospeso dal {$day}. Prima riprendetelo.',
    ja: '契約は{$day}から停止中です。先に再開してください。',
    ru: 'Договор приостановлен с {$day}. Сначала возобновите его.',
  },
  'error:billing.contract_not_paused': {
    fa: 'قرارداد متوقف نیست. چیزی برای از سر گرفتن نیست.',
    he: 'החוזה אינו מושהה. אין מה לחדש.',
    it: 'Il contratto non è sospeso. Non c’è nulla da riprendere.',
    ja: '契約は停止されていません。再開するものはありません。',
    ru: 'Договор не приостановлен. Возобновлять нечего.',
  },
  'error:billing.terms_twice': {
    fa: 'در شرایط، {$what} دو بار آمده است. یکی را بردارید.',
    he: 'בתנאים, {$what} מופיע פעמיים. הסירו אחד.',
    it: 'Nelle condizioni, {$what} compare due volte. Toglietene una.',
    ja: '条件の中で{$what}が二回出てきます。一つを取り除いてください。',
    ru: 'В условиях {$what} указано дважды. Уберите одно.',
  },
}
