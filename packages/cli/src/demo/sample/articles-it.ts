import type { ArticleWords } from './article-words.ts'

export const italianArticles: ArticleWords = {
  language: 'it',
  categories: { devices: 'Dispositivi e account (esempio)', requests: 'Le vostre richieste (esempio)', team: 'Per il personale (esempio)' },
  remark: 'Un articolo di esempio della dimostrazione.',
  printer: {
    title: 'La stampante stampa pagine bianche',
    summary: 'Che cosa provare prima di chiamare un tecnico.',
    intro: 'Le pagine bianche dipendono quasi sempre da una cartuccia vuota, o che ha ancora il sigillo.',
    stepsHeading: 'Passo per passo',
    steps: [
      'Stampate una pagina di prova dal menu della stampante.',
      'Aprite lo sportello ed estraete la cartuccia.',
      'Togliete il nastro arancione e rimettetela al suo posto.',
    ],
    after: 'Se la pagina di prova resta bianca, scriveteci indicando il numero sull’etichetta della stampante.',
  },
  calendar: {
    title: 'Condividere il calendario con il gruppo',
    summary: 'I colleghi vedono quando siete assenti.',
    intro: 'Un calendario si condivide con singoli colleghi o con un gruppo intero.',
    stepsHeading: 'Come si condivide',
    steps: [
      'Aprite il calendario e scegliete «Condividi».',
      'Inserite i nomi, o l’indirizzo del gruppo.',
      'Scegliete se mostrare i titoli o solo «occupato».',
    ],
    after: 'Gli impegni privati restano comunque nascosti.',
  },
  request: {
    title: 'Che cosa succede alla vostra richiesta',
    summary: 'Dalla prima risposta alla soluzione.',
    intro: 'Tutto quello che scrivete arriva in un solo posto e conserva il suo numero.',
    stepsHeading: 'Il percorso di una richiesta',
    steps: [
      'Qualcuno la legge e ne decide l’urgenza.',
      'Ricevete una risposta o una domanda.',
      'Siete voi a dire se è risolta; fino ad allora resta aperta.',
    ],
    after: 'Rispondere a una richiesta chiusa ne apre una nuova che la richiama.',
  },
  handover: {
    title: 'Prima di passare un ticket a un collega',
    summary: 'Che cosa deve sapere chi viene dopo.',
    intro: 'Un passaggio senza nota costringe il cliente a spiegare tutto due volte.',
    stepsHeading: 'Che cosa controllare',
    steps: [
      'Scrivete una nota: che cosa si è provato e con quale esito.',
      'Indicate il dispositivo nel ticket.',
      'Scrivete che cosa è stato promesso, e per quando.',
    ],
    after: 'Le note sono solo per il personale; i clienti non le vedono mai.',
  },
}
