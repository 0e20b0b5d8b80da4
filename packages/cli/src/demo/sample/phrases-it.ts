import type { Phrases } from './phrases.ts'

export const italian: Phrases = {
  language: 'it',
  company: 'Azienda di Esempio Cinque',
  names: {
    customer: 'Cliente di Esempio Cinque',
    manager: 'Responsabile di Esempio Cinque',
    approver: 'Approvatore di Esempio Cinque',
    finance: 'Contabile di Esempio Cinque',
    agent: 'Operatore di Esempio Cinque',
  },
  positions: { customer: 'Vendite', manager: 'Responsabile d’ufficio', approver: 'Responsabile acquisti', finance: 'Contabilità' },
  requests: {
    question: { subject: 'Come condivido il calendario?', body: 'Il mio gruppo dovrebbe vedere quando sono assente. Dove si imposta?' },
    incident: {
      subject: 'La stampante stampa pagine bianche',
      body: 'La stampante del secondo piano stampa pagine bianche da stamattina.',
    },
    service_request: {
      subject: 'Portatile per un nuovo collega',
      body: 'Il primo del mese arriva un nuovo collega: servono un portatile e un account.',
    },
    problem: {
      subject: 'Il Wi-Fi cade ogni mattina',
      body: 'Diverse segnalazioni: il Wi-Fi cade verso le nove. Bisogna trovare la causa.',
    },
    change: {
      subject: 'Sostituzione dello switch al secondo piano',
      body: 'Lo switch è vecchio e va sostituito fuori dall’orario d’ufficio.',
    },
    complaint: {
      subject: 'Nessuno è venuto all’ora concordata',
      body: 'Abbiamo aspettato dalle due alle sei: nessuno è venuto e nessuno ha chiamato.',
    },
  },
  looking: 'Grazie. Sto verificando e le scrivo entro oggi.',
  question: 'Può dirmi da quando succede, e se capita anche ai suoi colleghi?',
  solved: 'È fatto. Provi pure e ci dica se manca qualcosa.',
  note: 'Nota interna di esempio: sembra il caso della settimana scorsa, vedi il registro del dispositivo.',
  cause: 'Un’impostazione vecchia mai aggiornata.',
  answer: 'Da ieri, e succede a tutti qui.',
  again: 'Ha funzionato per un’ora. Ora è come prima.',
}
