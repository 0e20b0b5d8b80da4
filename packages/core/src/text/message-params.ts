type FirstWord<Inside extends string> = Inside extends `${infer Name}}${string}`
  ? Name extends `${infer Word} ${string}`
    ? Word
    : Name
  : never

/** The variables of a message in MessageFormat 2: `'{$name} has {$count :number} tickets'` → `'name' | 'count'`. */
export type VariableOf<Message extends string> = Message extends `${string}{$${infer Inside}`
  ? FirstWord<Inside> | VariableOf<Inside>
  : never

/** Numbers are written as the language writes them; give a ticket's number as text, as it is a name. */
export type TextValue = string | number
export type ParamsOf<Message extends string> = { readonly [Name in VariableOf<Message>]: TextValue }
export type TextParams = Readonly<Record<string, TextValue>>
