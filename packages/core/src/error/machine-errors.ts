import type { ErrorTable } from './define-errors.ts'

/** Ticket types, checked when the desk is created; statuses that went with a plugin; tickets at work. */
export const machineErrors = {
  // machine: ticket types, checked when the desk is created
  'machine.invalid': [500, 'The ticket types have {count} faults: {faults} Correct them all and create the desk again.'],
  'machine.ambiguous_command': [
    500,
    "The command '{command}' of '{type}' leads from '{status}' to more than one status. Name '{status}' in one of its moves only.",
  ],
  'machine.ambiguous_initial': [
    500,
    "The ticket type '{type}' has several statuses of category 'new' ({statuses}). Say which one new tickets get: initial: '…'.",
  ],
  'machine.ambiguous_trigger': [
    500,
    "In '{status}' of '{type}' the trigger '{trigger}' would perform {commands}. Leave it on one of them.",
  ],
  'machine.bad_id': [
    500,
    "'{id}' is no name for a {what}. Use snake_case: lower-case letters, digits and single underscores, starting with a letter, at most 50 characters.",
  ],
  'machine.bad_window': [
    500,
    "The window '{window}' of '{type}' is {value}. Use a whole number of days from 0 to 36500, or null for no limit.",
  ],
  'machine.bad_warning': [
    500,
    "'{type}' tells {warnDays} days before that silence will close a ticket, which happens after {days}. Tell later, or close later.",
  ],
  'machine.choice_without_options': [500, "The field '{field}' of '{type}' is a choice without options. Give it options, or another kind."],
  'machine.closed_to_resolved': [
    500,
    "The command '{command}' of '{type}' leads from '{from}' (closed) to '{to}' (resolved). A closed ticket is left by reopening only: lead to a status of category 'open' or 'waiting'.",
  ],
  'machine.customer_leaves_closed': [
    500,
    "The command '{command}' of '{type}' lets customers or their messages reopen '{status}', which is closed. Make it for staff only, without a trigger; a customer's message to a closed ticket becomes a new ticket.",
  ],
  'machine.customer_writes_staff_field': [
    500,
    "Customers may write the field '{field}' of '{type}' but not see it. Give it audience 'both', or write 'staff'.",
  ],
  'machine.dead_end': [500, "From '{status}' of '{type}' no command leads on. Add a command, or give it category 'closed'."],
  'machine.duplicate_command': [
    500,
    "'{owner}' defines the command '{command}' of '{type}', which '{first}' defined already. Rename one of them.",
  ],
  'machine.duplicate_field': [
    500,
    "'{owner}' defines the field '{field}' of '{type}', which '{first}' defined already. Rename one of them.",
  ],
  'machine.duplicate_status': [
    500,
    "'{owner}' defines the status '{status}' of '{type}', which '{first}' defined already. Rename one of them.",
  ],
  'machine.duplicate_type': [
    500,
    "'{owner}' defines the ticket type '{type}', which '{first}' defined already. Rename it, or extend the first one with extendTicketType.",
  ],
  'machine.field_without_audience': [500, "The field '{field}' of '{type}' does not say who sees it. Give it audience 'staff' or 'both'."],
  'machine.gate_unknown_resolution': [
    500,
    "A gate of '{type}' asks for something where a ticket ends as '{resolution}', which is no resolution of the type. Known are: {known}.",
  ],
  'machine.gate_unknown_role': [500, "A gate of '{type}' asks for the link '{role}', which does not exist. Known are: {known}."],
  'machine.gate_two_places': [
    500,
    "A gate of '{type}' stands before the command '{command}' and before '{to}'. Give it one of the two; a second gate may have the other.",
  ],
  'machine.gate_unknown_command': [
    500,
    "A gate of '{type}' stands before the command '{command}', which the type does not have. Add the command, or correct the gate.",
  ],
  'machine.gate_unknown_field': [
    500,
    "A gate of '{type}' demands the field '{field}', which the type does not have. Add the field, or correct the gate.",
  ],
  'machine.initial_not_new': [
    500,
    "Tickets of '{type}' start in '{status}', which has category '{category}'. Start in a status of category 'new'.",
  ],
  'machine.malformed': [
    500,
    "The ticket type '{type}' can't be read: {part} is not an object. Write it as defineTicketType or extendTicketType takes it.",
  ],
  'machine.matrix_incomplete': [
    500,
    "The priority matrix of '{type}' says nothing for impact '{impact}' and urgency '{urgency}'. Fill in every pair.",
  ],
  'machine.matrix_unknown_level': [
    500,
    "The priority matrix of '{type}' has a cell for impact '{impact}' and urgency '{urgency}', of which one is no level. Declare the level, or take the cell out.",
  ],
  'machine.never_closes': [500, "From '{status}' of '{type}' no way leads to a closed status. Add a command that leads out of the circle."],
  'machine.no_closed_status': [500, "The ticket type '{type}' has no status of category 'closed', so no ticket would ever end. Add one."],
  'machine.no_initial': [500, "The ticket type '{type}' has no status of category 'new' to start in. Add one."],
  'machine.no_source': [
    500,
    "The command '{command}' of '{type}' can be performed from no status. Name one in 'from', or take the command out.",
  ],
  'machine.open_input': [
    500,
    "The input of the command '{command}' of '{type}' allows unknown keys. Inputs are strict: take additionalProperties out.",
  ],
  'machine.reenters_new': [
    500,
    "The command '{command}' of '{type}' leads from '{from}' back to '{to}', which has category 'new'. A ticket is new once: lead to a status of another category.",
  ],
  'machine.reserved_input_key': [
    500,
    "The input of the command '{command}' of '{type}' has the key '{key}', which has a meaning of its own. Rename it.",
  ],
  'machine.reserved_name': [500, "'{name}' has a meaning of its own and can't be a status of '{type}'. Rename it."],
  'machine.title_missing': [
    500,
    "{what} of '{type}' has no title in English. Give it one under 'en', with more languages beside it, or one text for all of them.",
  ],
  'machine.trigger_needs_input': [
    500,
    "The command '{command}' of '{type}' is triggered, so nobody gives its input '{key}'. Make that optional, or take the trigger out.",
  ],
  'machine.unknown_audience': [500, "{what} of '{type}' is for '{audience}'. Use one of: {known}."],
  'machine.unknown_calendar': [
    500,
    "The windows of '{type}' count by the calendar '{calendar}', which nobody provides. Declare it in `calendars` of createDesk, or correct it. Known are: {known}.",
  ],
  'machine.unknown_category': [500, "'{category}' at {what} of '{type}' is no category. Use new, open, waiting, resolved or closed."],
  'machine.unknown_extended_type': [500, "'{owner}' extends the ticket type '{type}', which does not exist. Known are: {known}."],
  'machine.unknown_field_kind': [500, "The field '{field}' of '{type}' has the kind '{kind}'. Use one of: {known}."],
  'machine.unknown_gate': [
    500,
    "The ticket type '{type}' has the gate '{gate}', which does not exist. Use one of: {known}; a plugin's own gates are added with ctx.gate.",
  ],
  'machine.unknown_permission': [
    500,
    "The command '{command}' of '{type}' asks for the permission '{permission}', which nobody declares. Declare it in the plugin, or correct it.",
  ],
  'machine.unknown_priority': [500, "'{priority}' in '{type}' is no priority. Use low, normal, high or urgent."],
  'machine.unknown_resolution': [
    500,
    "The command '{command}' of '{type}' gives the resolution '{resolution}', which the type does not list. Add it to resolutions.",
  ],
  'machine.unknown_status': [
    500,
    "The command '{command}' of '{type}' names the status '{status}' in '{end}', which the type does not have. Known are: {known}.",
  ],
  'machine.unknown_trigger': [500, "The command '{command}' of '{type}' has the trigger '{trigger}'. Use one of: {known}."],
  'machine.unreachable_status': [
    500,
    "No command leads to '{status}' of '{type}' from where tickets start. Add a command that does, or take the status out.",
  ],
  // machine: statuses that went with a plugin
  'machine.bad_mapping': [500, 'The mapping of statuses has {count} faults: {faults} Correct it and start again.'],
  'machine.mapping_key': [500, "'{key}' in the mapping names no status. Write it as 'type/status'."],
  'machine.mapping_needless': [
    500,
    "'{key}' is mapped but still exists. Take it out of the mapping; statuses that exist are changed by commands only.",
  ],
  'machine.mapping_target': [
    500,
    "'{key}' is mapped to '{target}', which does not exist or has category 'new'. Map it to a status, or to 'type/status' if the whole type is gone.",
  ],
  'machine.vanished_status': [
    503,
    "{count} tickets are in the status '{status}' of '{type}', which no installed plugin defines. Install the plugin again, or map '{type}/{status}' to another status.",
  ],
  'machine.vanished_type': [
    503,
    "{count} tickets in the status '{status}' have the type '{type}', which no installed plugin defines. Install the plugin again, or map '{type}/{status}' to a 'type/status'.",
  ],
  // machine: tickets at work
  'machine.channel_refused': [
    422,
    "Tickets of the type '{type}' can't be created through '{channel}'. Use another channel, or another type.",
  ],
  'machine.children_open': [409, 'Tickets that are part of this one are still open{numbers}. Finish them first.'],
  'machine.field_missing': [409, "The field '{field}' must be filled in before. Fill it in and try again."],
  'machine.illegal_transition': [409, "'{command}' is not possible while the ticket is '{status}'. Possible now: {possible}."],
  'machine.link_missing': [409, "A ticket that is '{role}' this one is missing. Link it and try again."],
  'machine.link_open': [409, "A ticket that is '{role}' this one is not done yet{numbers}. Finish it first."],
  'machine.not_for_customers': [403, "'{name}' is done by staff. Write a message to ask for it."],
  'machine.not_for_staff': [403, "'{name}' is done by the customer. Ask them to do it."],
  'machine.reopen_window_over': [409, 'The ticket could be reopened until {until}. Create a new ticket that follows it up.'],
  'machine.resolution_text_missing': [409, 'A text that says how it was resolved is missing. Add it and try again.'],
  'machine.tombstone': [
    409,
    'The ticket is {status}, so no command can be performed on it. Undo that first, or use the ticket that replaced it.',
  ],
  'machine.unknown_command': [422, "Tickets of the type '{type}' have no command '{command}'. Known are: {known}."],
  'machine.unknown_level': [422, "'{level}' is no {axis} of '{type}'. Use one of: {known}."],
  'machine.unknown_type': [422, "There is no ticket type '{type}'. Use one of: {known}."],
  'machine.wait_until_past': [
    422,
    "A ticket can't wait until {until}, which has passed or is no date and time. Give a moment in the future, in ISO 8601 with Z.",
  ],
  'machine.work_started': [409, "'{command}' is possible only before work has started. Write a message to ask for it."],
} as const satisfies ErrorTable
