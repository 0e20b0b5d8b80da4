import type { ImportTexts } from './import-texts.ts'

export const it: ImportTexts = {
  'permission:imports.run': 'Riportare ticket da un altro desk',
  'event:imports.remembered': 'Riportato da un altro desk',
  'error:imports.not_installed':
    'Il desk non ha il plugin delle importazioni. Aggiungere imports() ai suoi plugin ed eseguire deskwright migrate.',
  'error:imports.no_source': 'In {$path} non c’è nulla da leggere: {$reason}.',
  'error:imports.map_invalid': 'Il file di corrispondenze non è corretto: {$faults}.',
  'error:imports.stopped': 'Interrotto. Ciò che è stato riportato resta, e la stessa chiamata prosegue.',
}
