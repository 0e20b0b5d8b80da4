export type { Html, PageBody, PageFile, PageForm, PageSpec, PageTurn, PageView } from '@deskwright/core'
export {
  type Button,
  badge,
  banner,
  button,
  buttonLink,
  confirm,
  definitions,
  emptyState,
  facts,
  type IconName,
  icon,
  link,
  list,
  type Message,
  message,
  type NavItem,
  nav,
  occurrence,
  pagination,
  type Row,
  section,
  steps,
  type Tab,
  type Table,
  type Tone,
  table,
  tabs,
  timeline,
} from './component/components.ts'
export { userText, userWord } from './component/words.ts'
export { type DrawnForm, drawForm, type FormFault } from './form/draw-form.ts'
export { type Choice, type FieldOf, field, fieldId } from './form/field.ts'
export { readForm } from './form/read-form.ts'
export type { FormSchema } from './form/schema.ts'
export { attributes, html, htmlText, joined, type Part, trusted } from './html.ts'
