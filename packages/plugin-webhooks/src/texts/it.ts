import type { WebhookTexts } from './webhook-texts.ts'

export const it: WebhookTexts = {
  'permission:webhooks.read': 'Vedere i webhook e ciò che è stato loro inviato',
  'permission:webhooks.manage': 'Gestire i webhook',
  'role:webhooks.manager': 'Responsabile dei webhook',
  'event:webhooks.created': 'Webhook aggiunto',
  'event:webhooks.updated': 'Webhook modificato',
  'event:webhooks.secret_rotated': 'Il webhook ha un nuovo segreto',
  'event:webhooks.removed': 'Webhook rimosso',
  'event:webhooks.disabled': 'Webhook disattivato per i suoi errori',
  'event:webhooks.queued': 'Evento da comunicare ai webhook',
  'event:webhooks.worked': 'Webhook inviati',
  'event:webhooks.delivery_dead': 'Invio abbandonato',
  'event:webhooks.replayed': 'Invii ripetuti',
  'event:webhooks.tested': 'Webhook provato',
  'event:webhooks.forgotten': 'Vecchi invii eliminati',
  'error:webhooks.bad_options': 'L’opzione {$option} del plugin non è corretta: {$fault}.',
  'error:webhooks.not_everywhere': 'I webhook si gestiscono per l’intero desk. Rivolgersi a chi ha {$permission} su tutto.',
  'error:webhooks.not_found': 'Il webhook {$subscriptionId} non esiste. Consultare l’elenco.',
  'error:webhooks.delivery_not_found': 'Questo invio non esiste. Forse è stato eliminato: consultare l’elenco.',
  'error:webhooks.no_service':
    'Questo non è un servizio. Aggiungere una persona di tipo servizio e darle i ruoli che dicono che cosa può sapere.',
  'error:webhooks.beyond_own':
    'Il servizio può sapere più di chi chiede. Rivolgersi a chi vede tutto ciò che esso vede, o scegliere un servizio con meno ruoli.',
  'error:webhooks.changed': 'Nel frattempo qualcuno ha modificato questo webhook: ora è alla versione {$version}. Guardarlo di nuovo.',
  'error:webhooks.under_way': 'Questo invio è in corso. Attendere l’esito.',
  'error:webhooks.period_wrong': 'Il periodo finisce prima di cominciare. Indicare una fine successiva all’inizio.',
}
