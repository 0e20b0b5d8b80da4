import type { ImportTexts } from './import-texts.ts'

export const he: ImportTexts = {
  'permission:imports.run': 'העברת פניות ממוקד אחר',
  'event:imports.remembered': 'הועבר ממוקד אחר',
  'error:imports.not_installed': 'אין במוקד תוסף העברה. יש להוסיף imports() לתוספים ולהריץ deskwright migrate.',
  'error:imports.no_source': 'אין מה לקרוא ב־{$path}: {$reason}.',
  'error:imports.map_invalid': 'קובץ המיפוי אינו תקין: {$faults}.',
  'error:imports.stopped': 'נעצר. מה שהועבר נשאר, ואותה קריאה ממשיכה.',
}
