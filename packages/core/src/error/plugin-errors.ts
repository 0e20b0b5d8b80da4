import type { ErrorTable } from './define-errors.ts'

/** Everything that can be wrong with a composition; found when the desk is created. */
export const pluginErrors = {
  'desk.vanished_statuses': [
    500,
    'Tickets are in statuses that nothing installed defines: {statuses}. Install what defined them, or say with statusMapping where they go, and migrate.',
  ],
  'desk.no_types': [500, 'This desk has no ticket type. Give it one with ticketTypes, or leave defaultTicketTypes on.'],
  'plugin.installed': [409, "'{plugin}' is installed in this desk. Take it out of plugins first, then uninstall it."],
  'plugin.invalid': [500, 'The desk has {count} faults: {faults} Correct them all and create it again.'],
  'plugin.audience_missing': [500, "'{operation}' does not say whom it is for. Give it an audience: staff, customer, both or public."],
  'plugin.bad_acts': [500, "'{plugin}' wants to act with '{permission}', which nothing installed declares. Correct its acts."],
  'plugin.bad_audience': [500, "'{operation}' has the audience '{audience}'. Say staff, customer, both or public."],
  'plugin.bad_contract': [
    500,
    "'{plugin}' was made for version {contract} of the plugin interface; this core has {supported}. Update the older of the two.",
  ],
  'plugin.bad_document': [500, "The documents '{kind}' of '{plugin}' can't be searched: {reason}."],
  'plugin.bad_event': [500, "The event '{event}' of '{plugin}' is not right: {reason}."],
  'plugin.bad_extension': [500, "The ticket extension of '{plugin}' is not right: {reason}."],
  'plugin.bad_files_into': [
    500,
    "'filesInto' of '{operation}' is wrong: {reason}. Name the key of the input that holds ids of uploaded files.",
  ],
  'plugin.bad_health': [500, "The health check '{check}' of '{plugin}' is not right: {reason}."],
  'plugin.bad_history': [500, "The history entries '{kind}' of '{plugin}' are not right: {reason}."],
  'plugin.bad_id': [500, "'{plugin}' can't be a plugin's id: {reason}."],
  'plugin.bad_job': [500, "The job '{job}' of '{plugin}' is not right: {reason}."],
  'plugin.bad_page': [500, "The page '{path}' of '{plugin}' is not right: {reason}."],
  'plugin.bad_permission': [500, "The permission '{permission}' of '{plugin}' is not right: {reason}."],
  'plugin.bad_role': [500, "The role '{role}' is not right: {reason}."],
  'plugin.bad_route': [500, "The route '{route}' of '{operation}' is not right: {reason}."],
  'plugin.bad_transfer': [500, "'{plugin}' says what becomes of '{table}', which is not its own. Its tables start with '{plugin}_'."],
  'plugin.cycle': [500, 'These plugins require each other in a circle: {plugins}. One of them must only use the other.'],
  'plugin.duplicate': [500, "Two plugins are called '{plugin}'. Install it once."],
  'plugin.foreign_operation': [500, "'{operation}' was made with the kit of another plugin. Make it with forContract of '{plugin}'."],
  'plugin.missing': [500, "'{plugin}' requires '{required}', which is not installed. Add it to plugins."],
  'plugin.no_permission': [500, "'{operation}' names the permission '{permission}', which neither core nor '{plugin}' declares."],
  'plugin.no_personal_data': [500, "'{plugin}' has tables and says nothing of personal data. Give personalData: 'none' or handlers."],
  'plugin.not_made': [
    500,
    'plugins[{index}] is {what}, and no plugin. Give what the function that definePlugin returned gives: plugins: [billing()].',
  ],
  'plugin.permission_missing': [
    500,
    "'{operation}' does not say what it takes. Name its permission, or 'anyone' if everybody in its audience may.",
  ],
  'plugin.route_clash': [500, "'{operation}' and '{other}' have the same route {route}. Give one of them another."],
} as const satisfies ErrorTable
