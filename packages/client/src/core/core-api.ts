// Made from the description of the desk's API, not by hand.
import { defineApi } from '../api.ts'

export const coreApi = defineApi<Operations>({
  'access.grant': 'POST /api/access/grants',
  'access.grants': 'GET /api/access/grants',
  'access.permissions': 'GET /api/access/permissions',
  'access.revoke': 'DELETE /api/access/grants/{grantId}',
  'access.roles': 'GET /api/access/roles',
  'access.saveRole': 'PUT /api/access/roles/{roleId}',
  'access.why': 'GET /api/access/why',
  'approvals.askAgain': 'POST /api/approvals/{approvalId}/ask-again',
  'approvals.get': 'GET /api/approvals/{approvalId}',
  'approvals.list': 'GET /api/tickets/{ticketId}/approvals',
  'approvals.mine': 'GET /api/approvals',
  'approvals.replaceApprover': 'PUT /api/approvals/{approvalId}/approvers/{personId}',
  'approvals.request': 'POST /api/tickets/{ticketId}/approvals',
  'approvals.vote': 'POST /api/approvals/{approvalId}/votes',
  'approvals.withdraw': 'POST /api/approvals/{approvalId}/withdraw',
  'attachments.download': 'BYTES /api/tickets/{ticketId}/attachments/{attachmentId}',
  'attachments.link': 'GET /api/tickets/{ticketId}/attachments/{attachmentId}/link',
  'attachments.linked': 'BYTES /api/attachments/links/{token}',
  'attachments.list': 'GET /api/tickets/{ticketId}/attachments',
  'audit.denials': 'GET /api/audit/denials',
  'audit.events': 'GET /api/audit/events',
  'bulk.cancel': 'POST /api/bulk/{bulkId}/cancel',
  'bulk.get': 'GET /api/bulk/{bulkId}',
  'bulk.list': 'GET /api/bulk',
  'bulk.run': 'POST /api/bulk',
  'calendars.create': 'POST /api/calendars',
  'calendars.get': 'GET /api/calendars/{calendarId}',
  'calendars.list': 'GET /api/calendars',
  'calendars.remove': 'DELETE /api/calendars/{calendarId}',
  'calendars.update': 'PATCH /api/calendars/{calendarId}',
  'catalogue.create': 'POST /api/catalogue',
  'catalogue.get': 'GET /api/catalogue/{catalogueEntryId}',
  'catalogue.list': 'GET /api/catalogue',
  'catalogue.request': 'POST /api/catalogue/{catalogueEntryId}/requests',
  'catalogue.requestedBy': 'GET /api/tickets/{ticketId}/catalogue',
  'catalogue.update': 'PATCH /api/catalogue/{catalogueEntryId}',
  'checklists.addItem': 'POST /api/checklists/{checklistId}/items',
  'checklists.arrangeItems': 'PUT /api/checklists/{checklistId}/order',
  'checklists.check': 'POST /api/checklists/{checklistId}/items/{itemId}/check',
  'checklists.copyTemplate': 'POST /api/tickets/{ticketId}/checklists/from-template',
  'checklists.create': 'POST /api/tickets/{ticketId}/checklists',
  'checklists.createTemplate': 'POST /api/checklist-templates',
  'checklists.editItem': 'PATCH /api/checklists/{checklistId}/items/{itemId}',
  'checklists.list': 'GET /api/tickets/{ticketId}/checklists',
  'checklists.remove': 'DELETE /api/checklists/{checklistId}',
  'checklists.removeItem': 'DELETE /api/checklists/{checklistId}/items/{itemId}',
  'checklists.rename': 'PATCH /api/checklists/{checklistId}',
  'checklists.template': 'GET /api/checklist-templates/{templateId}',
  'checklists.templates': 'GET /api/checklist-templates',
  'checklists.uncheck': 'POST /api/checklists/{checklistId}/items/{itemId}/uncheck',
  'checklists.updateTemplate': 'PATCH /api/checklist-templates/{templateId}',
  'companies.create': 'POST /api/companies',
  'companies.get': 'GET /api/companies/{companyId}',
  'companies.list': 'GET /api/companies',
  'companies.members': 'GET /api/companies/{companyId}/members',
  'companies.removeMember': 'DELETE /api/companies/{companyId}/members/{personId}',
  'companies.saveMember': 'PUT /api/companies/{companyId}/members/{personId}',
  'companies.update': 'PATCH /api/companies/{companyId}',
  'deliveries.handlers': 'GET /api/deliveries/handlers',
  'deliveries.list': 'GET /api/deliveries',
  'deliveries.replay': 'POST /api/deliveries/replay',
  'files.discard': 'DELETE /api/files/{fileId}',
  'files.get': 'GET /api/files/{fileId}',
  'files.quarantine': 'GET /api/files/quarantine',
  'files.release': 'POST /api/files/{fileId}/release',
  'files.stage': 'UPLOAD /api/files',
  'history.ofCompany': 'GET /api/companies/{companyId}/history',
  'history.ofPerson': 'GET /api/people/{personId}/history',
  'keys.create': 'POST /api/keys',
  'keys.list': 'GET /api/keys',
  'keys.revoke': 'POST /api/keys/{keyId}/revoke',
  'keys.rotate': 'POST /api/keys/{keyId}/rotate',
  'links.add': 'POST /api/tickets/{ticketId}/links',
  'links.list': 'GET /api/tickets/{ticketId}/links',
  'links.remove': 'DELETE /api/tickets/{ticketId}/links/{linkId}',
  'live.announce': 'PUT /api/tickets/{ticketId}/presence',
  'live.leave': 'DELETE /api/tickets/{ticketId}/presence',
  'live.presence': 'GET /api/tickets/{ticketId}/presence',
  'live.stream': 'EVENTS /api/stream',
  'macros.apply': 'POST /api/macros/{macroId}/apply',
  'macros.create': 'POST /api/macros',
  'macros.get': 'GET /api/macros/{macroId}',
  'macros.list': 'GET /api/macros',
  'macros.placeholders': 'GET /api/macros/placeholders',
  'macros.preview': 'POST /api/macros/{macroId}/preview',
  'macros.remove': 'DELETE /api/macros/{macroId}',
  'macros.update': 'PATCH /api/macros/{macroId}',
  'notifications.list': 'GET /api/notifications',
  'notifications.preferences': 'GET /api/notifications/preferences',
  'notifications.read': 'POST /api/notifications/read',
  'notifications.savePreference': 'PUT /api/notifications/preferences',
  'notifications.unread': 'GET /api/notifications/unread',
  'people.create': 'POST /api/people',
  'people.deactivate': 'POST /api/people/{personId}/deactivate',
  'people.erase': 'POST /api/people/{personId}/erase',
  'people.export': 'BYTES /api/people/{personId}/export',
  'people.get': 'GET /api/people/{personId}',
  'people.list': 'GET /api/people',
  'people.me': 'GET /api/people/me',
  'people.reactivate': 'POST /api/people/{personId}/reactivate',
  'people.update': 'PATCH /api/people/{personId}',
  'people.updateMe': 'PATCH /api/people/me',
  'provisioning.activate': 'POST /api/provisioning/rules/{ruleId}/activate',
  'provisioning.create': 'POST /api/provisioning/rules',
  'provisioning.end': 'POST /api/provisioning/rules/{ruleId}/end',
  'provisioning.given': 'GET /api/provisioning/rules/{ruleId}/given',
  'provisioning.preview': 'GET /api/provisioning/rules/{ruleId}/preview',
  'provisioning.rules': 'GET /api/provisioning/rules',
  'search.find': 'GET /api/search',
  'teams.create': 'POST /api/teams',
  'teams.get': 'GET /api/teams/{teamId}',
  'teams.list': 'GET /api/teams',
  'teams.members': 'GET /api/teams/{teamId}/members',
  'teams.removeMember': 'DELETE /api/teams/{teamId}/members/{personId}',
  'teams.update': 'PATCH /api/teams/{teamId}',
  'tickets.addParticipant': 'POST /api/tickets/{ticketId}/participants',
  'tickets.allRatings': 'GET /api/ratings',
  'tickets.assign': 'POST /api/tickets/{ticketId}/assign',
  'tickets.commands': 'GET /api/tickets/{ticketId}/commands',
  'tickets.create': 'POST /api/tickets',
  'tickets.get': 'GET /api/tickets/{ticketId}',
  'tickets.list': 'GET /api/tickets',
  'tickets.merge': 'POST /api/tickets/{ticketId}/merge',
  'tickets.merged': 'GET /api/tickets/{ticketId}/merged',
  'tickets.messages': 'GET /api/tickets/{ticketId}/messages',
  'tickets.note': 'POST /api/tickets/{ticketId}/notes',
  'tickets.participants': 'GET /api/tickets/{ticketId}/participants',
  'tickets.perform': 'POST /api/tickets/{ticketId}/commands/{command}',
  'tickets.rate': 'PUT /api/tickets/{ticketId}/rating',
  'tickets.ratingSummary': 'GET /api/ratings/summary',
  'tickets.ratings': 'GET /api/tickets/{ticketId}/ratings',
  'tickets.removeParticipant': 'DELETE /api/tickets/{ticketId}/participants/{kind}/{personId}',
  'tickets.reply': 'POST /api/tickets/{ticketId}/replies',
  'tickets.resolveWithIncidents': 'POST /api/tickets/{ticketId}/resolve-with-incidents',
  'tickets.split': 'POST /api/tickets/{ticketId}/split',
  'tickets.tag': 'POST /api/tickets/{ticketId}/tags',
  'tickets.take': 'POST /api/tickets/{ticketId}/take',
  'tickets.timeline': 'GET /api/tickets/{ticketId}/timeline',
  'tickets.unmerge': 'POST /api/tickets/{ticketId}/unmerge',
  'tickets.update': 'PATCH /api/tickets/{ticketId}',
  'types.form': 'GET /api/types/{typeId}/forms/{purpose}',
  'types.get': 'GET /api/types/{typeId}',
  'types.list': 'GET /api/types',
  'views.arrange': 'PUT /api/views/order',
  'views.counts': 'GET /api/views/counts',
  'views.create': 'POST /api/views',
  'views.get': 'GET /api/views/{viewId}',
  'views.list': 'GET /api/views',
  'views.remove': 'DELETE /api/views/{viewId}',
  'views.tickets': 'GET /api/views/{viewId}/tickets',
  'views.update': 'PATCH /api/views/{viewId}',
})

export type Schemas = components['schemas']
export type Operations = Schemas['Operations']

export interface components {
    schemas: {
        AccessGrantInput: {
            /** @description UUID, lower-case */
            personId: string;
            /** @description Code of the role */
            roleId: string;
            /**
             * @description Where the role counts: everywhere, in a team, for a company, or for what is one’s own
             * @enum {string}
             */
            scope: "all" | "team" | "company" | "own";
            /** @description The team or the company, where the scope is one */
            scopeId?: string;
        };
        AccessSaveRoleInput: {
            /** @description As it is shown */
            title: string & unknown;
            /**
             * @description The capacity in which it counts; never changes
             * @enum {string}
             */
            acting: "staff" | "customer";
            /** @description All that it allows */
            permissions: string[];
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        /** AppliedMacro */
        AppliedMacro: {
            /** @description UUID, lower-case */
            macroId: string;
            /** @description The ticket after all actions */
            ticket: components["schemas"]["Ticket"];
        };
        /** Approval */
        Approval: {
            /** @description UUID, lower-case */
            id: string;
            /** @description The ticket that waits for it */
            ticket: {
                /** @description UUID, lower-case */
                id: string;
                /** @description The number that people say; it opens nothing */
                number: number;
            };
            /** @description `ticket`, or a plugin’s: `billing.estimate`. */
            kind: string;
            /** @description The plugin’s own name for what is approved; of a `ticket` its id */
            subjectId: string;
            /** @description What the approvers are asked */
            question: string;
            /**
             * @description Whether customers of the ticket see it: `both`, or `staff` alone
             * @enum {string}
             */
            audience?: "staff" | "both";
            /**
             * @description `void`: what was asked about has changed; `replaced`: it was asked anew
             * @enum {string}
             */
            state: "pending" | "accepted" | "refused" | "void" | "withdrawn" | "replaced";
            /** @description So many acceptances accept it */
            needed: number;
            /** @description Exactly what is to be approved, as it was when it was asked */
            content: {
                [key: string]: unknown;
            };
            /** @description Goes back with the vote: one approves what one has read */
            contentHash: string;
            /** @description What it costs; null: nothing is said of it */
            amount: {
                /** @description In minor units of the currency, such as cents */
                minor: number;
                /** @description ISO 4217 */
                currency: string;
            } | null;
            /** @description Asked of all who held this role; null: of named people */
            roleId?: string | null;
            /** @description The ticket’s requester may be one of the approvers */
            requesterMayApprove?: boolean;
            /** @description Who is asked, with their answers */
            approvers: {
                /** @description Null where the reader does not know them: who of the house, and contacts of nobody’s company */
                person: components["schemas"]["PersonRef"] | null;
                /**
                 * @description Whether they are asked as staff or as a contact
                 * @enum {string}
                 */
                acting: "staff" | "customer";
                /** @description Null: no answer yet */
                vote: ("accepted" | "refused") | null;
                /** @description What they said with it; null: nothing, or nothing that the reader may know */
                comment: string | null;
                /** @description When they answered; null: not yet */
                votedAt: string | null;
                /** @description False: gone or no longer entitled, so that their answer will not come */
                isAvailable?: boolean;
            }[];
            /** @description The reader is asked and has not answered, and the answer would count */
            awaitsMe: boolean;
            /** @description Who asked */
            requestedBy: {
                /** @description `person`, `plugin` or `system` */
                kind: string;
                /** @description Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know */
                id: string;
                /** @description As the reader may know them */
                name: string;
            };
            /** @description Instant: ISO 8601, UTC, milliseconds */
            requestedAt: string;
            /** @description When it was decided or taken back; null: it is pending */
            endedAt: string | null;
        };
        /** ApprovalPage */
        ApprovalPage: {
            /** @description What is on this page */
            items: components["schemas"]["Approval"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        ApprovalsReplaceApproverInput: {
            /** @description Who is asked in their place */
            replacementId: string;
        };
        ApprovalsRequestInput: {
            /** @description What the approvers are asked */
            question: string & unknown;
            /**
             * @description `both`: customers of the ticket see it; needed where contacts are asked. Never changes
             * @enum {string}
             */
            audience: "staff" | "both";
            /** @description Named staff who are asked */
            staffIds?: string[];
            /** @description Named contacts who are asked */
            contactIds?: string[];
            /** @description Everybody who holds it: a staff role in the ticket’s team or over all, a customer role in the ticket’s company */
            roleId?: string;
            /** @description Acceptances that it takes: `one`, `all`, or a number */
            needed: "one" | "all" | number;
            /** @description The requester is asked as well where they are among the approvers; false unless told */
            requesterMayApprove?: boolean;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        ApprovalsVoteInput: {
            /**
             * @description The answer; it is given once
             * @enum {string}
             */
            vote: "accepted" | "refused";
            /** @description `contentHash` of the approval as it was read: one approves what one has read */
            contentHash: string;
            /** @description Owed by a refusal */
            comment?: string;
        };
        /** Attachment */
        Attachment: {
            /** @description UUID, lower-case */
            id: string;
            /** @description As it is offered for saving */
            name: string;
            /** @description By its content; `application/octet-stream` where that is not known to be harmless. */
            contentType: string;
            /** @description Bytes */
            sizeBytes: number;
            /** @description Of an image, in pixels; null: not known */
            width: number | null;
            /** @description Of an image, in pixels; null: not known */
            height: number | null;
            /**
             * @description `unchecked`: the virus scanner has not seen it yet. Only what is `ready` can be downloaded.
             * @enum {string}
             */
            state: "ready" | "unchecked" | "quarantined";
        };
        /** AttachmentLink */
        AttachmentLink: {
            /** @description Below the address of the desk: `/api/attachments/links/…`. Works without a session, for whom it was made, as long as they may see the file. */
            path: string;
            /** @description When the address leads nowhere any more */
            expiresAt: string;
        };
        /** AttachmentPage */
        AttachmentPage: {
            /** @description What is on this page */
            items: {
                /** @description The message that brought it */
                messageId: string;
                /** @description The file */
                attachment: components["schemas"]["Attachment"];
            }[];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** AuditEntry */
        AuditEntry: {
            /** @description UUID, lower-case */
            id: string;
            /** @description `denied` or `read` */
            kind: string;
            /** @description Who did it */
            actor: {
                /** @description `person`, `plugin` or `system` */
                kind: string;
                /** @description Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know */
                id: string;
                /** @description In which capacity: `staff` or `customer` */
                acting: string;
            };
            /** @description What was called, such as `tickets.get` */
            operation: string;
            /** @description What it was called for; null: nothing in particular */
            subjectId: string | null;
            /** @description Code of the refusal */
            code: string;
            /** @description The same denial of the same actor is counted, not repeated */
            count: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            at: string;
        };
        /** AuditPage */
        AuditPage: {
            /** @description What is on this page */
            items: components["schemas"]["AuditEntry"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** AvailableCommands */
        AvailableCommands: {
            /** @description The commands of its type that the caller knows of */
            items: {
                /** @description What `perform` takes */
                command: string;
                /** @description In the reader’s language */
                title: string;
                /** @description Status that it leads to */
                to?: string;
                /**
                 * @description Category of the status that it leads to
                 * @enum {string}
                 */
                category: "new" | "open" | "waiting" | "resolved" | "closed";
                /** @description The caller may do it now */
                isAllowed: boolean;
                /** @description Why not: a code of the error registry and its sentence */
                reason?: {
                    /** @description Code of the error registry */
                    code: string;
                    /** @description Its sentence, in the reader’s language */
                    message: string;
                };
                /** @description All that it has to wait for. What the command’s own input can bring does not refuse it: a text, another resolution. */
                gates?: components["schemas"]["FailedGate"][];
                /** @description The caller may pass them, with a reason */
                mayOverride?: boolean;
                /** @description Tickets that this one caused are still open: ask, and resolve those that are meant with it by `resolveWithIncidents`. Counts to 200. */
                openIncidents?: number;
                /** @description JSON Schema of the command’s input */
                input: {
                    [key: string]: unknown;
                };
            }[];
        };
        /** BulkItem */
        BulkItem: {
            /** @description UUID, lower-case */
            ticketId: string;
            /** @description Whether it was done; null: not yet */
            ok: boolean | null;
            /** @description The ticket’s version after the command */
            version?: number;
            /** @description Where it failed: code of the error */
            code?: string;
            /** @description Where it failed: the error’s sentence in the caller’s language */
            message?: string;
            /** @description Where it failed: what else the error has to say */
            details?: {
                [key: string]: unknown;
            };
        };
        /** BulkPage */
        BulkPage: {
            /** @description What is on this page */
            items: components["schemas"]["BulkSummary"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** BulkResult */
        BulkResult: {
            /** @description UUID, lower-case */
            id: string;
            /** @description What was done to each ticket */
            command: string;
            /** @description All or nothing */
            atomic: boolean;
            /**
             * @description `running` until every ticket has its result
             * @enum {string}
             */
            state: "running" | "done" | "cancelled";
            /** @description Tickets */
            total: number;
            /** @description Tickets for which it was done */
            succeeded: number;
            /** @description Tickets for which it was refused */
            failed: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
            /** @description Null: it is still running */
            finishedAt: string | null;
            /** @description One result for each ticket, in the order of the tickets */
            items: components["schemas"]["BulkItem"][];
        };
        BulkRunInput: {
            /** @description Which tickets, in this order; else `filter` or `viewId` */
            ticketIds?: string[];
            /** @description Those that this filter of `tickets.list` finds now */
            filter?: {
                /** @description True: at work, which is new, open or waiting; false: the others */
                open?: boolean;
                /** @description Any of these */
                category?: ("new" | "open" | "waiting" | "resolved" | "closed")[];
                /** @description Any of these types */
                type?: string[];
                /** @description Any of these */
                priority?: ("low" | "normal" | "high" | "urgent")[];
                /** @description Who asks; `me` is the caller */
                requesterId?: (string | "me") | (string | "me")[];
                /** @description Of these companies */
                companyId?: string | string[];
                /** @description What it waits for: codes of the type */
                waitingOn?: string | string[];
                /** @description Opened then or later: an instant, or such as `today-7d` */
                createdFrom?: string;
                /** @description Opened before then: an instant, or such as `today-7d` */
                createdBefore?: string;
                /** @description By the last change that the caller’s audience may see */
                updatedFrom?: string;
                /** @description By the last change that the caller’s audience may see */
                updatedBefore?: string;
                /** @description Resolved then or later */
                resolvedFrom?: string;
                /** @description Resolved before then */
                resolvedBefore?: string;
                /** @description Closed then or later */
                closedFrom?: string;
                /** @description Closed before then */
                closedBefore?: string;
                /** @description Until when it waits */
                waitingUntilFrom?: string;
                /** @description Until when it waits */
                waitingUntilBefore?: string;
                /** @description By fields that the types declare `filterable`, as far as the caller’s audience sees them */
                fields?: {
                    [key: string]: (string | number | boolean) | null | (string | number | boolean)[] | {
                        from?: string | number | boolean;
                        to?: string | number | boolean;
                    };
                };
                /** @description Internal names of statuses */
                status?: string[];
                /** @description Whose queue; `mine` are the teams of the caller */
                teamId?: (string | "mine") | (string | "mine")[];
                /** @description Who has it; `me` is the caller, `none` nobody */
                assigneeId?: (string | "me" | "none") | (string | "me" | "none")[];
                /** @description True: of nobody; false: of somebody */
                unassigned?: boolean;
                /** @description Has a public message of the customer that no staff has answered */
                unanswered?: boolean;
                /** @description The caller follows it */
                followed?: boolean;
                /** @description With any of these tags */
                tag?: (string & unknown) | (string & unknown)[];
                /** @description With none of these tags */
                withoutTag?: (string & unknown) | (string & unknown)[];
                /** @description How it came in: any of these */
                channel?: string | string[];
            };
            /** @description Those that a saved view finds now */
            viewId?: string;
            /** @description `assign`, `update`, `reply`, `tag`, …; `<plugin>.<method>`; or a command of the tickets’ types, such as `resolve`. */
            command: string;
            /** @description The command’s input, without the ticket */
            input?: {
                [key: string]: unknown;
            };
            /** @description All in one transaction, or none: any failure undoes the rest, and all failures are named. False unless told */
            atomic?: boolean;
            /** @description Answers at once; the work is done by the desk’s worker, and `get` tells how far it is. False unless told */
            async?: boolean;
        };
        /** BulkSummary */
        BulkSummary: {
            /** @description UUID, lower-case */
            id: string;
            /** @description What was done to each ticket */
            command: string;
            /** @description All or nothing */
            atomic: boolean;
            /**
             * @description `running` until every ticket has its result
             * @enum {string}
             */
            state: "running" | "done" | "cancelled";
            /** @description Tickets */
            total: number;
            /** @description Tickets for which it was done */
            succeeded: number;
            /** @description Tickets for which it was refused */
            failed: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
            /** @description Null: it is still running */
            finishedAt: string | null;
        };
        /** Calendar */
        Calendar: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Short name for programs, which never changes */
            key: string;
            /** @description As it is shown */
            title: string;
            /** @description IANA time zone */
            timeZone: string;
            /** @description Windows of each weekday, by the wall clock */
            hours: {
                /** @description Windows of a Monday; closed unless told */
                monday?: components["schemas"]["DayWindow2"][];
                /** @description Windows of a Tuesday */
                tuesday?: components["schemas"]["DayWindow2"][];
                /** @description Windows of a Wednesday */
                wednesday?: components["schemas"]["DayWindow2"][];
                /** @description Windows of a Thursday */
                thursday?: components["schemas"]["DayWindow2"][];
                /** @description Windows of a Friday */
                friday?: components["schemas"]["DayWindow2"][];
                /** @description Windows of a Saturday */
                saturday?: components["schemas"]["DayWindow2"][];
                /** @description Windows of a Sunday */
                sunday?: components["schemas"]["DayWindow2"][];
            };
            /** @description Days that are not like the others */
            specialDays: components["schemas"]["SpecialDay2"][];
            /** @description Counts changes */
            version: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
        };
        /** CalendarPage */
        CalendarPage: {
            /** @description What is on this page */
            items: components["schemas"]["Calendar"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        CalendarsCreateInput: {
            /** @description Short name for programs, which never changes */
            key: string;
            /** @description As it is shown */
            title: string & unknown;
            /** @description IANA time zone */
            timeZone: string;
            /** @description Windows of each weekday, by the wall clock */
            hours: {
                /** @description Windows of a Monday; closed unless told */
                monday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Tuesday */
                tuesday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Wednesday */
                wednesday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Thursday */
                thursday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Friday */
                friday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Saturday */
                saturday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Sunday */
                sunday?: components["schemas"]["DayWindow"][];
            };
            /** @description Days that are not like the others */
            specialDays?: components["schemas"]["SpecialDay"][];
        };
        CalendarsUpdateInput: {
            /** @description As it is shown */
            title?: string & unknown;
            /** @description IANA time zone */
            timeZone?: string;
            /** @description All of the week anew */
            hours?: {
                /** @description Windows of a Monday; closed unless told */
                monday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Tuesday */
                tuesday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Wednesday */
                wednesday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Thursday */
                thursday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Friday */
                friday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Saturday */
                saturday?: components["schemas"]["DayWindow"][];
                /** @description Windows of a Sunday */
                sunday?: components["schemas"]["DayWindow"][];
            };
            /** @description All of them anew */
            specialDays?: components["schemas"]["SpecialDay"][];
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        CatalogueCreateInput: {
            /**
             * @description `staff` alone; `both`: all customers as well; `companies`: contacts of those that are listed. Staff see every entry
             * @enum {string}
             */
            audience: "staff" | "both" | "companies";
            /** @description The companies that an entry for `companies` is for */
            companyIds?: string[];
            /** @description Place in the list; the smallest comes first */
            position?: number;
            /** @description False: nobody can ask for it */
            isActive?: boolean;
            /** @description What the entry says */
            content: {
                /** @description By language */
                titles: {
                    [key: string]: string & unknown;
                };
                /** @description By language */
                descriptions?: {
                    [key: string]: string;
                };
                /** @description Heading under which it is listed, by language */
                category?: {
                    [key: string]: string & unknown;
                };
                /** @description Name of an icon that pages know */
                icon?: string;
                /** @description Type of the ticket */
                type: string;
                /** @description Subject of the ticket unless another is given, by language */
                subjects: {
                    [key: string]: string & unknown;
                };
                /**
                 * @description Whether the requester writes a message with it; `optional` unless told.
                 * @enum {string}
                 */
                message?: "none" | "optional" | "required";
                /** @description Team of the ticket; that of its type unless told */
                teamId?: string;
                /**
                 * @description Priority of the ticket; that of its type unless told
                 * @enum {string}
                 */
                priority?: "low" | "normal" | "high" | "urgent";
                /** @description Impact of the ticket: a level of its type */
                impact?: string;
                /** @description Urgency of the ticket: a level of its type */
                urgency?: string;
                /** @description Custom fields that are filled in already */
                preset?: {
                    [key: string]: unknown;
                };
                /** @description Templates of checklists that are copied onto the ticket */
                checklists?: string[];
                /** @description Approvals that the ticket waits for from the beginning. `accepted` and `refused` name what is done once they are decided; without, or where the ticket does not allow it then, the type’s own triggers say. */
                approval?: {
                    /** @description The questions */
                    asks: {
                        /** @description What the approvers are asked, by language */
                        question: {
                            [key: string]: string & unknown;
                        };
                        /**
                         * @description `both`: the requester’s colleagues see it as well; needed where contacts are asked
                         * @enum {string}
                         */
                        audience: "staff" | "both";
                        /** @description Named staff who are asked */
                        staffIds?: string[];
                        /** @description Everybody who holds it: a staff role in the ticket’s team or over all, a customer role in the requester’s company */
                        roleId?: string;
                        /** @description Acceptances that it takes: `one`, `all`, or a number */
                        needed: "one" | "all" | number;
                        /** @description The requester is asked as well where they hold the role */
                        requesterMayApprove?: boolean;
                        /** @description What it costs: contacts are asked whose limit in the company covers it */
                        amount?: {
                            /** @description In minor units of the currency, such as cents */
                            minor: number;
                            /** @description ISO 4217 */
                            currency: string;
                        };
                    }[];
                    /** @description What is done once all are accepted */
                    accepted?: {
                        /** @description Name of a command of the ticket’s type */
                        command: string;
                        /** @description The command’s input */
                        input?: {
                            [key: string]: unknown;
                        };
                    };
                    /** @description What is done once one is refused */
                    refused?: {
                        /** @description Name of a command of the ticket’s type */
                        command: string;
                        /** @description The command’s input */
                        input?: {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Custom fields that the requester fills in, in this order; of the type’s fields no other */
                asked?: {
                    /** @description Name of a field */
                    field: string;
                    /** @description It has to be filled in; as the type says unless told */
                    required?: boolean;
                }[];
            };
        };
        /** CatalogueEntry */
        CatalogueEntry: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Counts changes */
            version: number;
            /** @description In the reader’s language, as the other texts here */
            title: string;
            /** @description Null: there is none */
            description: string | null;
            /** @description Heading under which it is listed; null: none */
            category: string | null;
            /** @description Name of an icon that pages know; null: none */
            icon: string | null;
            /** @description Type of the ticket */
            type: string;
            /** @description Subject of the ticket unless another is given */
            subject: string;
            /**
             * @description Whether the requester writes a message with it
             * @enum {string}
             */
            message: "none" | "optional" | "required";
            /** @description Somebody has to approve it before anything is done */
            needsApproval: boolean;
            /** @description JSON Schema of the fields that are asked for: what pages draw and `request` takes as `fields` */
            form: {
                [key: string]: unknown;
            };
            /**
             * @description Who may ask for it
             * @enum {string}
             */
            audience?: "staff" | "both" | "companies";
            /** @description Whose contacts, of an entry for `companies` */
            companyIds?: string[];
            /** @description Place in the list; the smallest comes first */
            position?: number;
            /** @description False: nobody can ask for it */
            isActive?: boolean;
            /** @description In every language, with what is filled in */
            content?: {
                /** @description By language */
                titles: {
                    [key: string]: string & unknown;
                };
                /** @description By language */
                descriptions?: {
                    [key: string]: string;
                };
                /** @description Heading under which it is listed, by language */
                category?: {
                    [key: string]: string & unknown;
                };
                /** @description Name of an icon that pages know */
                icon?: string;
                /** @description Type of the ticket */
                type: string;
                /** @description Subject of the ticket unless another is given, by language */
                subjects: {
                    [key: string]: string & unknown;
                };
                /**
                 * @description Whether the requester writes a message with it; `optional` unless told.
                 * @enum {string}
                 */
                message?: "none" | "optional" | "required";
                /** @description Team of the ticket; that of its type unless told */
                teamId?: string;
                /**
                 * @description Priority of the ticket; that of its type unless told
                 * @enum {string}
                 */
                priority?: "low" | "normal" | "high" | "urgent";
                /** @description Impact of the ticket: a level of its type */
                impact?: string;
                /** @description Urgency of the ticket: a level of its type */
                urgency?: string;
                /** @description Custom fields that are filled in already */
                preset?: {
                    [key: string]: unknown;
                };
                /** @description Templates of checklists that are copied onto the ticket */
                checklists?: string[];
                /** @description Approvals that the ticket waits for from the beginning. `accepted` and `refused` name what is done once they are decided; without, or where the ticket does not allow it then, the type’s own triggers say. */
                approval?: {
                    /** @description The questions */
                    asks: {
                        /** @description What the approvers are asked, by language */
                        question: {
                            [key: string]: string & unknown;
                        };
                        /**
                         * @description `both`: the requester’s colleagues see it as well; needed where contacts are asked
                         * @enum {string}
                         */
                        audience: "staff" | "both";
                        /** @description Named staff who are asked */
                        staffIds?: string[];
                        /** @description Everybody who holds it: a staff role in the ticket’s team or over all, a customer role in the requester’s company */
                        roleId?: string;
                        /** @description Acceptances that it takes: `one`, `all`, or a number */
                        needed: "one" | "all" | number;
                        /** @description The requester is asked as well where they hold the role */
                        requesterMayApprove?: boolean;
                        /** @description What it costs: contacts are asked whose limit in the company covers it */
                        amount?: {
                            /** @description In minor units of the currency, such as cents */
                            minor: number;
                            /** @description ISO 4217 */
                            currency: string;
                        };
                    }[];
                    /** @description What is done once all are accepted */
                    accepted?: {
                        /** @description Name of a command of the ticket’s type */
                        command: string;
                        /** @description The command’s input */
                        input?: {
                            [key: string]: unknown;
                        };
                    };
                    /** @description What is done once one is refused */
                    refused?: {
                        /** @description Name of a command of the ticket’s type */
                        command: string;
                        /** @description The command’s input */
                        input?: {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Custom fields that the requester fills in, in this order; of the type’s fields no other */
                asked?: {
                    /** @description Name of a field */
                    field: string;
                    /** @description It has to be filled in; as the type says unless told */
                    required?: boolean;
                }[];
            };
            /** @description Instant: ISO 8601, UTC, milliseconds */
            updatedAt: string;
        };
        /** CataloguePage */
        CataloguePage: {
            /** @description What is on this page */
            items: components["schemas"]["CatalogueEntry"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        CatalogueRequestInput: {
            /** @description Subject of the ticket; the entry’s unless told */
            subject?: string & unknown;
            /** @description The first public message */
            body?: string;
            /** @description Files of the first message, by id; in a form, the files themselves */
            attachments?: string[];
            /** @description A level of its type */
            urgency?: string;
            /** @description For which company; owed for contacts of several */
            companyId?: string;
            /** @description Who asks; owed by programs, the caller unless told */
            requesterId?: string;
            /** @description How it came in: `portal`, `mail`, `phone`, … */
            channel?: string;
            /** @description Contacts in copy: they see the public part */
            ccIds?: string[];
            /** @description In which to write to the requester (BCP 47); theirs unless told */
            language?: string;
            /** @description Values of custom fields by name; which there are is said by the type */
            fields?: {
                [key: string]: unknown;
            };
            /** @description What the installed plugins take, by plugin */
            ext?: Record<string, unknown>;
        };
        CatalogueUpdateInput: {
            /**
             * @description Who may ask for it
             * @enum {string}
             */
            audience?: "staff" | "both" | "companies";
            /** @description The companies that an entry for `companies` is for */
            companyIds?: string[];
            /** @description Place in the list; the smallest comes first */
            position?: number;
            /** @description False: nobody can ask for it */
            isActive?: boolean;
            /** @description The whole of it */
            content?: {
                /** @description By language */
                titles: {
                    [key: string]: string & unknown;
                };
                /** @description By language */
                descriptions?: {
                    [key: string]: string;
                };
                /** @description Heading under which it is listed, by language */
                category?: {
                    [key: string]: string & unknown;
                };
                /** @description Name of an icon that pages know */
                icon?: string;
                /** @description Type of the ticket */
                type: string;
                /** @description Subject of the ticket unless another is given, by language */
                subjects: {
                    [key: string]: string & unknown;
                };
                /**
                 * @description Whether the requester writes a message with it; `optional` unless told.
                 * @enum {string}
                 */
                message?: "none" | "optional" | "required";
                /** @description Team of the ticket; that of its type unless told */
                teamId?: string;
                /**
                 * @description Priority of the ticket; that of its type unless told
                 * @enum {string}
                 */
                priority?: "low" | "normal" | "high" | "urgent";
                /** @description Impact of the ticket: a level of its type */
                impact?: string;
                /** @description Urgency of the ticket: a level of its type */
                urgency?: string;
                /** @description Custom fields that are filled in already */
                preset?: {
                    [key: string]: unknown;
                };
                /** @description Templates of checklists that are copied onto the ticket */
                checklists?: string[];
                /** @description Approvals that the ticket waits for from the beginning. `accepted` and `refused` name what is done once they are decided; without, or where the ticket does not allow it then, the type’s own triggers say. */
                approval?: {
                    /** @description The questions */
                    asks: {
                        /** @description What the approvers are asked, by language */
                        question: {
                            [key: string]: string & unknown;
                        };
                        /**
                         * @description `both`: the requester’s colleagues see it as well; needed where contacts are asked
                         * @enum {string}
                         */
                        audience: "staff" | "both";
                        /** @description Named staff who are asked */
                        staffIds?: string[];
                        /** @description Everybody who holds it: a staff role in the ticket’s team or over all, a customer role in the requester’s company */
                        roleId?: string;
                        /** @description Acceptances that it takes: `one`, `all`, or a number */
                        needed: "one" | "all" | number;
                        /** @description The requester is asked as well where they hold the role */
                        requesterMayApprove?: boolean;
                        /** @description What it costs: contacts are asked whose limit in the company covers it */
                        amount?: {
                            /** @description In minor units of the currency, such as cents */
                            minor: number;
                            /** @description ISO 4217 */
                            currency: string;
                        };
                    }[];
                    /** @description What is done once all are accepted */
                    accepted?: {
                        /** @description Name of a command of the ticket’s type */
                        command: string;
                        /** @description The command’s input */
                        input?: {
                            [key: string]: unknown;
                        };
                    };
                    /** @description What is done once one is refused */
                    refused?: {
                        /** @description Name of a command of the ticket’s type */
                        command: string;
                        /** @description The command’s input */
                        input?: {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Custom fields that the requester fills in, in this order; of the type’s fields no other */
                asked?: {
                    /** @description Name of a field */
                    field: string;
                    /** @description It has to be filled in; as the type says unless told */
                    required?: boolean;
                }[];
            };
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        /** Change */
        Change: {
            /** @description What changed: name of a property */
            field: string;
            /** @description The field in the reader’s words */
            title: string;
            /** @description The old value; null: there was none */
            from: string | null;
            /** @description The new value; null: there is none */
            to: string | null;
            /** @description The words for values that are codes (priority, status, resolution, choice); for staff also the names of people, teams and companies; null: it has no other words */
            fromTitle: string | null;
            /** @description The same of the new value; null: it has no other words */
            toTitle: string | null;
        };
        /** Checklist */
        Checklist: {
            /** @description UUID, lower-case */
            id: string;
            /** @description UUID, lower-case */
            ticketId: string;
            /** @description In the reader’s language, where it is there */
            title: string;
            /**
             * @description Whether customers of the ticket see it: `both`, or `staff` alone
             * @enum {string}
             */
            audience?: "staff" | "both";
            /** @description In their order */
            items: components["schemas"]["ChecklistItem"][];
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
        };
        /** ChecklistItem */
        ChecklistItem: {
            /** @description UUID, lower-case */
            id: string;
            /** @description In the reader’s language, where it is there */
            text: string;
            /** @description It is done */
            isDone: boolean;
            /** @description Null: it is not done */
            doneBy?: {
                /** @description `person`, `plugin` or `system` */
                kind: string;
                /** @description Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know */
                id: string;
                /** @description As the reader may know them */
                name: string;
            } | null;
            /** @description Null: it is not done */
            doneAt: string | null;
        };
        /** ChecklistList */
        ChecklistList: {
            /** @description The checklists of the ticket, oldest first */
            items: components["schemas"]["Checklist"][];
        };
        /** ChecklistTemplate */
        ChecklistTemplate: {
            /** @description UUID, lower-case */
            id: string;
            /** @description By language */
            titles: components["schemas"]["Texts"];
            /** @description What has to be done, each by language, in order */
            items: components["schemas"]["Texts"][];
            /** @description Of which ticket type; null: of all */
            type: string | null;
            /** @description Of which team; null: of all */
            teamId: string | null;
            /**
             * @description Who sees its copies: `both`, or `staff` alone
             * @enum {string}
             */
            audience: "staff" | "both";
            /** @description False: it is not offered */
            isActive: boolean;
            /** @description Counts changes */
            version: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            updatedAt: string;
        };
        /** ChecklistTemplatePage */
        ChecklistTemplatePage: {
            /** @description What is on this page */
            items: components["schemas"]["ChecklistTemplate"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        ChecklistsAddItemInput: {
            /** @description What has to be done */
            text: string & unknown;
            /** @description Where; at the end unless told */
            beforeItemId?: string;
        };
        ChecklistsArrangeItemsInput: {
            /** @description All items of the checklist in their new order */
            itemIds: string[];
        };
        ChecklistsCopyTemplateInput: {
            /** @description UUID, lower-case */
            templateId: string;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        ChecklistsCreateInput: {
            /** @description As it is shown, in whatever language */
            title: string & unknown;
            /**
             * @description Whether customers of the ticket see it. Said every time, and never changed.
             * @enum {string}
             */
            audience: "staff" | "both";
            /** @description What has to be done, in order */
            items?: (string & unknown)[];
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        ChecklistsCreateTemplateInput: {
            /** @description By language */
            titles: {
                /** @description In English: the last resort */
                en: string & unknown;
            } & {
                [key: string]: string & unknown;
            };
            /** @description What has to be done, each by language, in order */
            items: ({
                /** @description In English: the last resort */
                en: string & unknown;
            } & {
                [key: string]: string & unknown;
            })[];
            /** @description For tickets of this type; null or left out: of all */
            type?: string | null;
            /** @description For tickets of this team; null or left out: of all */
            teamId?: string | null;
            /**
             * @description Who sees its copies: `both`, or `staff` alone
             * @enum {string}
             */
            audience: "staff" | "both";
        };
        ChecklistsEditItemInput: {
            /** @description What has to be done */
            text: string & unknown;
        };
        ChecklistsRenameInput: {
            /** @description The new title */
            title: string & unknown;
        };
        ChecklistsUpdateTemplateInput: {
            /** @description By language */
            titles?: {
                /** @description In English: the last resort */
                en: string & unknown;
            } & {
                [key: string]: string & unknown;
            };
            /** @description All of them anew */
            items?: ({
                /** @description In English: the last resort */
                en: string & unknown;
            } & {
                [key: string]: string & unknown;
            })[];
            /** @description For tickets of this type; null: of all */
            type?: string | null;
            /** @description For tickets of this team; null: of all */
            teamId?: string | null;
            /**
             * @description Who sees its copies: `both`, or `staff` alone
             * @enum {string}
             */
            audience?: "staff" | "both";
            /** @description False: it is not offered */
            isActive?: boolean;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        CompaniesCreateInput: {
            /** @description As it is shown */
            name: string & unknown;
            /** @description The host’s own id of it */
            externalId?: string & unknown;
        };
        CompaniesSaveMemberInput: {
            /** @description What they are there; null: not said */
            jobTitle?: (string & unknown) | null;
            /** @description What they may approve for it; null: nothing */
            approvalLimit?: {
                /** @description In minor units of the currency, such as cents */
                minor: number;
                /** @description ISO 4217 */
                currency: string;
            } | null;
        };
        CompaniesUpdateInput: {
            /** @description As it is shown */
            name?: string & unknown;
            /** @description The host’s own id of it; null: none */
            externalId?: (string & unknown) | null;
            /** @description False: nobody can act for it, and its tickets stay */
            isActive?: boolean;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        /** Company */
        Company: {
            /** @description UUID, lower-case */
            id: string;
            /** @description The host’s own id of it; null: it has none there */
            externalId?: string | null;
            /** @description As it is shown */
            name: string;
            /** @description False: nobody can act for it, and its tickets stay */
            isActive: boolean;
            /** @description Counts changes */
            version?: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
        };
        /** CompanyPage */
        CompanyPage: {
            /** @description What is on this page */
            items: components["schemas"]["Company"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** CompanyRef */
        CompanyRef: {
            /** @description UUID, lower-case */
            id: string;
            /** @description As it is shown */
            name: string;
        };
        /** Contact */
        Contact: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            at: string;
            /** @description How it came in: `portal`, `mail`, `phone`, … */
            channel: string;
            /** @description Who wrote it */
            author: {
                /** @description `person`, `plugin` or `system` */
                kind: string;
                /** @description Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know */
                id: string;
                /** @description As the reader may know them */
                name: string;
            };
            /**
             * @description In which capacity it was written
             * @enum {string}
             */
            acting: "staff" | "customer";
            /**
             * @description `internal`: customers never see it
             * @enum {string}
             */
            visibility?: "public" | "internal";
            /** @description How it begins: at most 300 characters */
            text: string;
        };
        /** DayWindow */
        DayWindow: {
            /** @description Begin, HH:MM on the wall */
            from: string;
            /** @description End, HH:MM on the wall; 24:00 is the end of the day */
            to: string;
        };
        /** DayWindow */
        DayWindow2: {
            /** @description Begin, HH:MM on the wall */
            from: string;
            /** @description End, HH:MM on the wall; 24:00 is the end of the day */
            to: string;
        };
        DeliveriesReplayInput: {
            /** @description plugin/name, or host/name */
            handler: string;
            /** @description Position of the event */
            position: number;
        };
        /** Delivery */
        Delivery: {
            /** @description plugin/name, or host/name */
            handler: string;
            /** @description Position of the event */
            position: number;
            /** @description Its name, such as `ticket.replied` */
            event: string;
            /** @description What it happened to */
            subject: {
                /** @description What it is about, such as `ticket` */
                kind: string;
                /** @description Of what it is about */
                id: string;
            };
            /**
             * @description `retry`: it is tried again; `dead`: it was given up
             * @enum {string}
             */
            state: "retry" | "dead";
            /** @description Attempts begun; 0 right after it was told to be repeated */
            attempts: number;
            /** @description When it is tried again; null: not by itself */
            dueAt: string | null;
            /** @description Why the last attempt failed; null: there was none yet */
            error: string | null;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            updatedAt: string;
        };
        /** DeliveryPage */
        DeliveryPage: {
            /** @description What is on this page */
            items: components["schemas"]["Delivery"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** ErasureReport */
        ErasureReport: {
            /** @description UUID, lower-case */
            personId: string;
            /** @description Messages whose words and files are gone */
            messages: number;
            /** @description Requests of theirs whose texts are gone */
            tickets: number;
            /** @description What stays of what was about them */
            kept: {
                /** @description `core`, or the plugin that keeps it */
                owner: string;
                /** @description What is kept */
                what: string;
                /** @description How many */
                count: number;
                /** @description Why, such as `written_by_others` or `accounting` */
                why: string;
            }[];
        };
        /** Event */
        Event: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Place in the order of commits: what to go on after */
            position: number;
            /** @description Its name, such as `ticket.replied` */
            event: string;
            /** @description What it happened to */
            subject: {
                /** @description What it is about, such as `ticket` */
                kind: string;
                /** @description Of what it is about */
                id: string;
            };
            /** @description Version of the subject after it; null: it has none */
            version: number | null;
            /** @description Who did it */
            actor: {
                /** @description `person`, `plugin` or `system` */
                kind: string;
                /** @description Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know */
                id: string;
                /** @description In which capacity: `staff` or `customer` */
                acting: string;
            };
            /** @description Event whose handler made this one; null: none did */
            cause: string | null;
            /** @description In whose call a plugin acted as itself, as kind and id; null: in nobody’s */
            onBehalfOf: string | null;
            /** @description Ids and codes, as the event declares them */
            payload: {
                [key: string]: unknown;
            };
            /** @description Instant: ISO 8601, UTC, milliseconds */
            at: string;
        };
        /** EventPage */
        EventPage: {
            /** @description In the order of commits */
            items: components["schemas"]["Event"][];
            /** @description What to give as `after` next time */
            lastPosition: number;
        };
        /** Excerpt */
        Excerpt: {
            /** @description Plain text */
            text: string;
            /** @description Where in the text it stands */
            matches: components["schemas"]["MatchRange"][];
            /** @description Of a ticket: the message that it is from; null: from none */
            messageId: string | null;
            /** @description Customers never see it */
            isInternal?: boolean;
        };
        /** FailedGate */
        FailedGate: {
            /** @description What is missing: code of the error registry or of a plugin */
            code: string;
            /** @description The field that it is about */
            field?: string;
            /** @description In the reader’s language */
            message?: string;
        };
        FilesReleaseInput: {
            /** @description Why it is harmless: kept in the history */
            reason: string & unknown;
        };
        /** FilterFault */
        FilterFault: {
            /** @description JSON pointer into the filter */
            pointer: string;
            /** @description What is wrong with it */
            code: string;
            /** @description The same as a sentence */
            message: string;
        };
        /** Form */
        Form: {
            /** @description Code of the type */
            typeId: string;
            /** @description What it is for */
            purpose: string;
            /** @description Which one, for the purpose `command` */
            command?: string;
            /** @description In the reader’s language */
            title: string;
            /** @description JSON Schema (draft 2020-12) of the input: titles in the reader’s language, order, units, what ids name */
            schema: {
                [key: string]: unknown;
            };
        };
        /** Grant */
        Grant: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Who holds it */
            person: {
                /** @description UUID, lower-case */
                id: string;
                /** @description As it is shown */
                name: string;
            };
            /** @description Code of the role */
            roleId: string;
            /**
             * @description Where the role counts: everywhere, in a team, for a company, or for what is one’s own
             * @enum {string}
             */
            scope: "all" | "team" | "company" | "own";
            /** @description The team or the company; null where the scope is neither */
            scopeId: string | null;
            /** @description `default`, `manual`, `admins`, or the rule that gave it */
            source: string;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
        };
        /** GrantPage */
        GrantPage: {
            /** @description What is on this page */
            items: components["schemas"]["Grant"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** Handler */
        Handler: {
            /** @description plugin/name, or host/name */
            name: string;
            /** @description Names of the events that it wants */
            events: string[];
            /** @description Every event of its own up to here was tried */
            position: number;
            /** @description Events of its own that wait behind it, counted up to 10 000 */
            lag: number;
            /** @description Deliveries that failed and are tried again */
            retrying: number;
            /** @description Deliveries that were given up */
            dead: number;
        };
        /** HandlerList */
        HandlerList: {
            /** @description All of them, also those that are gone */
            items: components["schemas"]["Handler"][];
        };
        /** HistoryEntry */
        HistoryEntry: {
            /** @description `ticket`, or `<plugin>.<kind>` */
            kind: string;
            /** @description Of the ticket, or the plugin’s own */
            id: string;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            at: string;
            /** @description Subject of the ticket, or what the plugin calls it */
            title: string;
            /** @description Of a ticket’s entry the ticket, of a plugin’s the one that it belongs to; null: none */
            ticketId: string | null;
            /** @description The ticket itself; null: it is a plugin’s entry */
            ticket: components["schemas"]["Ticket"] | null;
            /** @description The newest messages of the ticket, newest first */
            contacts: components["schemas"]["Contact"][];
            /** @description There are older messages than these */
            hasMoreContacts: boolean;
            /** @description Of a plugin’s entry: what it says of itself */
            data: {
                [key: string]: unknown;
            };
        };
        /** HistoryPage */
        HistoryPage: {
            /** @description What is on this page */
            items: components["schemas"]["HistoryEntry"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** Key */
        Key: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Whose key it is: its roles say what the key may */
            service: {
                /** @description UUID, lower-case */
                id: string;
                /** @description As it is shown */
                name: string;
            };
            /** @description What it is for */
            name: string;
            /** @description The beginning of the key, to know it by */
            prefix: string;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
            /** @description From then on it is refused; null: never */
            expiresAt: string | null;
            /** @description When it was revoked; null: it was not */
            revokedAt: string | null;
            /** @description When it was used last, to the hour; null: never */
            lastUsedAt: string | null;
        };
        /** KeyPage */
        KeyPage: {
            /** @description What is on this page, newest first */
            items: components["schemas"]["Key"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        KeysCreateInput: {
            /** @description A person of the kind `service` */
            serviceId: string;
            /** @description What it is for */
            name: string & unknown;
            /** @description From then on it is refused; never unless told */
            expiresAt?: string;
        };
        KeysRotateInput: {
            /** @description Hours for which the key before goes on to count; 24 unless told */
            overlapHours?: number;
            /** @description When the new key ends; unless told it lasts as long as the one before was to */
            expiresAt?: string;
        };
        /** Link */
        Link: {
            /** @description UUID, lower-case */
            id: string;
            /**
             * @description What the ticket is to the one at the other end
             * @enum {string}
             */
            role: "relates" | "duplicates" | "duplicated_by" | "blocks" | "blocked_by" | "causes" | "caused_by" | "parent_of" | "child_of" | "follow_up_of" | "followed_up_by" | "split_from" | "split_into" | "corrects" | "corrected_by" | "verifies" | "verified_by";
            /** @description The role in the reader’s language */
            title: string;
            /** @description The other end */
            ticket: {
                /** @description UUID, lower-case */
                id: string;
                /** @description The number that people say; it opens nothing */
                number: number;
                /** @description Code of its type */
                type: string;
                /** @description Its subject */
                subject: string;
                /** @description Category of its status */
                category: string;
                /** @description Its status in the reader’s language */
                statusTitle: string;
            };
            /** @description When it was linked */
            addedAt?: string;
        };
        /** LinkPage */
        LinkPage: {
            /** @description What is on this page */
            items: components["schemas"]["Link"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        LinksAddInput: {
            /**
             * @description What the ticket is to the one at the other end
             * @enum {string}
             */
            role: "relates" | "duplicates" | "duplicated_by" | "blocks" | "blocked_by" | "causes" | "caused_by" | "parent_of" | "child_of" | "follow_up_of" | "followed_up_by" | "split_from" | "split_into" | "corrects" | "corrected_by" | "verifies" | "verified_by";
            /** @description The ticket at the other end */
            otherId: string;
        };
        LiveAnnounceInput: {
            /**
             * @description Looking counts for 45 seconds, writing for 20
             * @enum {string}
             */
            doing: "looking" | "writing";
            /** @description A name that the window gives itself, where several may be open */
            tab?: string;
        };
        /** Macro */
        Macro: {
            /** @description UUID, lower-case */
            id: string;
            /** @description In the reader’s language */
            title: string;
            /** @description By language */
            titles: {
                [key: string]: string;
            };
            /**
             * @description With whom: `nobody` is the person’s own
             * @enum {string}
             */
            shared: "nobody" | "team" | "desk";
            /** @description Of a macro that is shared with a team; else null */
            teamId: string | null;
            /** @description False: it is not offered */
            isActive: boolean;
            /** @description Place in the list; the smallest comes first */
            position: number;
            /** @description What it does, in order */
            actions: ({
                /**
                 * @description Which action
                 * @constant
                 */
                do: "reply";
                /** @description Template by language */
                body: {
                    [key: string]: string;
                };
                /** @description A command that goes with the answer */
                perform?: {
                    /** @description Name of a command of the ticket’s type */
                    command: string;
                    /** @description The command’s input */
                    input?: {
                        [key: string]: unknown;
                    };
                };
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "note";
                /** @description Template by language */
                body: {
                    [key: string]: string;
                };
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "assign";
                /** @description To whom; null: to nobody */
                assigneeId: string | null;
                /** @description Into which team; the ticket’s own unless told */
                teamId?: string;
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "take";
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "tag";
                /** @description Tags to add */
                add?: (string & unknown)[];
                /** @description Tags to take away */
                remove?: (string & unknown)[];
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "set";
                /** @description As in `tickets.update` */
                values: {
                    /** @description One line */
                    subject?: string & unknown;
                    /** @description A level of its type; null: not said */
                    impact?: string | null;
                    /** @description A level of its type; null: not said */
                    urgency?: string | null;
                    /**
                     * @description Differs from what impact and urgency give only with `priorityReason`
                     * @enum {string}
                     */
                    priority?: "low" | "normal" | "high" | "urgent";
                    /** @description Why the priority differs from what impact and urgency give */
                    priorityReason?: string & unknown;
                    /** @description Values of custom fields by name; null takes a value away */
                    fields?: {
                        [key: string]: unknown;
                    };
                    /** @description UUID, lower-case */
                    teamId?: string;
                };
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "perform";
                /** @description Name of a command of the ticket’s type */
                command: string;
                /** @description The command’s input */
                input?: {
                    [key: string]: unknown;
                };
            })[];
            /** @description Counts changes */
            version: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            updatedAt: string;
        };
        /** MacroPage */
        MacroPage: {
            /** @description What is on this page */
            items: components["schemas"]["Macro"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** MacroPreview */
        MacroPreview: {
            /** @description UUID, lower-case */
            macroId: string;
            /** @description UUID, lower-case */
            ticketId: string;
            /** @description Every action would be done */
            isAllowed: boolean;
            /** @description Each action with what refuses it */
            actions: {
                /** @description Which action, from 0 */
                action: number;
                /** @description What it does */
                do: string;
                /** @description In the reader’s words */
                title: string;
                /** @description Text as it would be sent, with its values */
                body?: string;
                /** @description Language of the text */
                language?: string;
                /**
                 * @description Direction of the text
                 * @enum {string}
                 */
                dir?: "ltr" | "rtl";
                /** @description It would be done */
                isAllowed: boolean;
                /** @description Why not */
                reason?: {
                    /** @description Code of the error registry */
                    code: string;
                    /** @description Its sentence, in the reader’s language */
                    message: string;
                };
            }[];
        };
        MacrosApplyInput: {
            /** @description UUID, lower-case */
            ticketId: string;
            /** @description Language of the texts; the requester’s unless told */
            language?: string;
            /** @description Texts that the agent has changed after the preview; they are sent as they stand, and are no templates any more */
            edited?: {
                /** @description Which action, from 0 */
                action: number;
                /** @description Text to send in place of the template */
                body: string;
            }[];
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        MacrosCreateInput: {
            /** @description By language */
            titles: {
                [key: string]: string & unknown;
            };
            /**
             * @description With whom: `nobody` is the person’s own.
             * @enum {string}
             */
            shared: "nobody" | "team" | "desk";
            /** @description The team that it is shared with */
            teamId?: string;
            /** @description What it does, in order */
            actions: ({
                /**
                 * @description Which action
                 * @constant
                 */
                do: "reply";
                /** @description Template by language */
                body: {
                    [key: string]: string;
                };
                /** @description A command that goes with the answer */
                perform?: {
                    /** @description Name of a command of the ticket’s type */
                    command: string;
                    /** @description The command’s input */
                    input?: {
                        [key: string]: unknown;
                    };
                };
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "note";
                /** @description Template by language */
                body: {
                    [key: string]: string;
                };
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "assign";
                /** @description To whom; null: to nobody */
                assigneeId: string | null;
                /** @description Into which team; the ticket’s own unless told */
                teamId?: string;
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "take";
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "tag";
                /** @description Tags to add */
                add?: (string & unknown)[];
                /** @description Tags to take away */
                remove?: (string & unknown)[];
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "set";
                /** @description As in `tickets.update` */
                values: {
                    /** @description One line */
                    subject?: string & unknown;
                    /** @description A level of its type; null: not said */
                    impact?: string | null;
                    /** @description A level of its type; null: not said */
                    urgency?: string | null;
                    /**
                     * @description Differs from what impact and urgency give only with `priorityReason`
                     * @enum {string}
                     */
                    priority?: "low" | "normal" | "high" | "urgent";
                    /** @description Why the priority differs from what impact and urgency give */
                    priorityReason?: string & unknown;
                    /** @description Values of custom fields by name; null takes a value away */
                    fields?: {
                        [key: string]: unknown;
                    };
                    /** @description UUID, lower-case */
                    teamId?: string;
                };
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "perform";
                /** @description Name of a command of the ticket’s type */
                command: string;
                /** @description The command’s input */
                input?: {
                    [key: string]: unknown;
                };
            })[];
            /** @description Place in the list; the smallest comes first */
            position?: number;
        };
        MacrosPreviewInput: {
            /** @description UUID, lower-case */
            ticketId: string;
            /** @description Language of the texts; the requester’s unless told */
            language?: string;
        };
        MacrosUpdateInput: {
            /** @description By language */
            titles?: {
                [key: string]: string & unknown;
            };
            /** @description All of them anew */
            actions?: ({
                /**
                 * @description Which action
                 * @constant
                 */
                do: "reply";
                /** @description Template by language */
                body: {
                    [key: string]: string;
                };
                /** @description A command that goes with the answer */
                perform?: {
                    /** @description Name of a command of the ticket’s type */
                    command: string;
                    /** @description The command’s input */
                    input?: {
                        [key: string]: unknown;
                    };
                };
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "note";
                /** @description Template by language */
                body: {
                    [key: string]: string;
                };
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "assign";
                /** @description To whom; null: to nobody */
                assigneeId: string | null;
                /** @description Into which team; the ticket’s own unless told */
                teamId?: string;
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "take";
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "tag";
                /** @description Tags to add */
                add?: (string & unknown)[];
                /** @description Tags to take away */
                remove?: (string & unknown)[];
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "set";
                /** @description As in `tickets.update` */
                values: {
                    /** @description One line */
                    subject?: string & unknown;
                    /** @description A level of its type; null: not said */
                    impact?: string | null;
                    /** @description A level of its type; null: not said */
                    urgency?: string | null;
                    /**
                     * @description Differs from what impact and urgency give only with `priorityReason`
                     * @enum {string}
                     */
                    priority?: "low" | "normal" | "high" | "urgent";
                    /** @description Why the priority differs from what impact and urgency give */
                    priorityReason?: string & unknown;
                    /** @description Values of custom fields by name; null takes a value away */
                    fields?: {
                        [key: string]: unknown;
                    };
                    /** @description UUID, lower-case */
                    teamId?: string;
                };
            } | {
                /**
                 * @description Which action
                 * @constant
                 */
                do: "perform";
                /** @description Name of a command of the ticket’s type */
                command: string;
                /** @description The command’s input */
                input?: {
                    [key: string]: unknown;
                };
            })[];
            /** @description False: it is not offered */
            isActive?: boolean;
            /** @description Place in the list; the smallest comes first */
            position?: number;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        /** MatchRange */
        MatchRange: {
            /** @description First character */
            start: number;
            /** @description Behind the last character */
            end: number;
        };
        /** Me */
        Me: {
            /** @description The caller */
            person: components["schemas"]["Person"];
            /**
             * @description The capacity of this call
             * @enum {string}
             */
            acting: "staff" | "customer";
            /** @description The company acted for, of a customer; null: for none */
            companyId: string | null;
            /** @description What the capacity’s grants allow, by scope */
            grants: {
                /** @description Code of the role */
                roleId: string;
                /** @description Where the role counts: everywhere, in a team, for a company, or for what is one’s own */
                scope: string;
                /** @description The team or the company; null where the scope is neither */
                scopeId: string | null;
                /** @description What it allows there */
                permissions: string[];
            }[];
        };
        /** Member */
        Member: {
            /** @description The contact */
            person: {
                /** @description UUID, lower-case */
                id: string;
                /** @description As it is shown */
                name: string;
                /** @description Null: none is known */
                email: string | null;
                /** @description False: deactivated, so that they can no longer do anything */
                isActive: boolean;
            };
            /** @description What they are there; null: not said */
            jobTitle: string | null;
            /** @description What they may approve for it; null: nothing */
            approvalLimit: {
                /** @description In minor units of the currency, such as cents */
                minor: number;
                /** @description ISO 4217 */
                currency: string;
            } | null;
            /** @description Since when they are a contact of it */
            addedAt: string;
        };
        /** MemberPage */
        MemberPage: {
            /** @description What is on this page */
            items: components["schemas"]["Member"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** MergedTickets */
        MergedTickets: {
            /** @description The tickets that are part of it */
            items: {
                /** @description The ticket that is part of it */
                ticket: components["schemas"]["TicketRef"];
                /** @description Instant: ISO 8601, UTC, milliseconds */
                mergedAt: string;
            }[];
        };
        /** Message */
        Message: {
            /** @description UUID, lower-case */
            id: string;
            /**
             * @description `internal`: customers never see it
             * @enum {string}
             */
            visibility: "public" | "internal";
            /** @description Who wrote it */
            author: {
                /** @description `person`, `plugin` or `system` */
                kind: string;
                /** @description Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know */
                id: string;
                /** @description As the reader may know them */
                name: string;
            };
            /**
             * @description In which capacity it was written
             * @enum {string}
             */
            acting: "staff" | "customer";
            /** @description How it came in: `portal`, `mail`, `phone`, … */
            channel: string;
            /** @description Plain text */
            body: string;
            /** @description Seen by whoever sees the message */
            attachments: components["schemas"]["Attachment"][];
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
            /** @description Where it stays, if it is shown with another ticket that the reader may see too; else null */
            ticket: components["schemas"]["TicketRef"] | null;
            /** @description New tickets that it was split off into, as far as the reader may see them */
            splitInto: components["schemas"]["TicketRef"][];
        };
        /** MessagePage */
        MessagePage: {
            /** @description What is on this page */
            items: components["schemas"]["Message"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** NewKey */
        NewKey: {
            /** @description What is kept of it */
            key: components["schemas"]["Key"];
            /** @description The key itself, for `Authorization: Bearer …`; it is not shown again */
            token: string;
        };
        /** Notification */
        Notification: {
            /** @description UUID, lower-case */
            id: string;
            /**
             * @description Why the reader is told
             * @enum {string}
             */
            reason: "approver" | "asker" | "mentioned" | "assigned" | "requester" | "assignee" | "cc" | "follower" | "team";
            /** @description Its name, such as `ticket.replied` */
            event: string;
            /** @description Whoever is asked to approve may see the approval and nothing else of the ticket: then there is no subject */
            ticket: {
                /** @description UUID, lower-case */
                id: string;
                /** @description The number that people say; it opens nothing */
                number: number;
                /** @description Null: the reader may see the approval and nothing else of the ticket */
                subject: string | null;
            };
            /** @description The message that it is about; null: none */
            messageId: string | null;
            /** @description What the reader is asked; null: it is about no approval */
            approval: {
                /** @description UUID, lower-case */
                id: string;
                /** @description What the approvers are asked */
                question: string;
            } | null;
            /** @description The reader has read it */
            isRead: boolean;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            at: string;
        };
        /** NotificationPage */
        NotificationPage: {
            /** @description What is on this page */
            items: components["schemas"]["Notification"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** NotificationPreferences */
        NotificationPreferences: {
            /** @description One for each reason and channel */
            items: {
                /**
                 * @description Why one is told
                 * @enum {string}
                 */
                reason: "approver" | "asker" | "mentioned" | "assigned" | "requester" | "assignee" | "cc" | "follower" | "team";
                /** @description `inbox`, or `plugin.channel` */
                channel: string;
                /** @description The caller is told by it */
                isOn: boolean;
                /** @description What counts for each event that one can be told of for this reason */
                events: {
                    /** @description Its name, such as `ticket.replied` */
                    event: string;
                    /** @description The caller is told of it by this channel */
                    isOn: boolean;
                }[];
            }[];
        };
        NotificationsReadInput: {
            /** @description These; with neither, all */
            notificationIds?: string[];
            /** @description Those of this ticket */
            ticketId?: string;
        };
        NotificationsSavePreferenceInput: {
            /**
             * @description Why one is told
             * @enum {string}
             */
            reason: "approver" | "asker" | "mentioned" | "assigned" | "requester" | "assignee" | "cc" | "follower" | "team";
            /** @description `inbox`, or `plugin.channel` */
            channel: string;
            /** @description Of this event alone; of all that nothing else is said about, unless told */
            event?: string;
            /** @description Null: as it is for who has said nothing */
            isOn: boolean | null;
        };
        /** Participants */
        Participants: {
            /** @description All of them */
            items: {
                /** @description Who it is */
                person: components["schemas"]["PersonRef"];
                /**
                 * @description `cc`: a contact who sees the public part; `follower`: staff, whom customers do not see
                 * @enum {string}
                 */
                kind: "cc" | "follower";
                /** @description Instant: ISO 8601, UTC, milliseconds */
                addedAt: string;
            }[];
        };
        PeopleCreateInput: {
            /** @description As it is shown */
            name: string & unknown;
            /** @description E-mail address without a name */
            email?: string;
            /** @description The host’s own id of them: by it they are known when they sign in */
            externalId?: string & unknown;
            /** @description BCP 47 */
            language?: string;
            /**
             * @description `service`: a program with a key; `person` unless told
             * @enum {string}
             */
            kind?: "person" | "service";
        };
        PeopleDeactivateInput: {
            /** @description Kept in the history */
            reason?: string & unknown;
        };
        PeopleUpdateInput: {
            /** @description As it is shown */
            name?: string & unknown;
            /** @description E-mail address; null: none */
            email?: string | null;
            /** @description BCP 47; null: not said */
            language?: string | null;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        PeopleUpdateMeInput: {
            /** @description As it is shown */
            name?: string & unknown;
            /** @description BCP 47; null: not said */
            language?: string | null;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        /** PermissionList */
        PermissionList: {
            /** @description All of them */
            items: {
                /** @description `owner.word` */
                id: string;
                /** @description What it allows, in the reader’s language */
                title: string;
                /** @description `core`, or a plugin’s id */
                owner: string;
            }[];
        };
        /** Person */
        Person: {
            /** @description UUID, lower-case */
            id: string;
            /** @description The host’s own id of them; null: they are not known there */
            externalId?: string | null;
            /**
             * @description `service`: a program with a key
             * @enum {string}
             */
            kind: "person" | "service";
            /** @description As it is shown */
            name: string;
            /** @description Null: none is known */
            email: string | null;
            /** @description BCP 47; null: not said */
            language: string | null;
            /** @description False: deactivated, so that they can no longer do anything */
            isActive: boolean;
            /** @description Companies whose contact they are, as far as the reader may know */
            memberships: components["schemas"]["PersonMembership"][];
            /** @description Counts changes */
            version: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
        };
        /** PersonMembership */
        PersonMembership: {
            /** @description Whose contact they are */
            company: {
                /** @description UUID, lower-case */
                id: string;
                /** @description As it is shown */
                name: string;
            };
            /** @description What they are there; null: not said */
            jobTitle: string | null;
            /** @description What they may approve for it; null: nothing */
            approvalLimit: {
                /** @description In minor units of the currency, such as cents */
                minor: number;
                /** @description ISO 4217 */
                currency: string;
            } | null;
        };
        /** PersonPage */
        PersonPage: {
            /** @description What is on this page */
            items: components["schemas"]["Person"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** PersonRef */
        PersonRef: {
            /** @description UUID, lower-case */
            id: string;
            /** @description As it is shown */
            name: string;
        };
        /** Placeholders */
        Placeholders: {
            /** @description In answers to the requester */
            public: string[];
            /** @description In notes */
            internal: string[];
        };
        /** Presence */
        Presence: {
            /** @description Who is at the ticket */
            items?: components["schemas"]["PresentPerson"][];
            /** @description An agent is writing; customers are told where the desk allows it, else it is false */
            isWriting: boolean;
        };
        /** PresentPerson */
        PresentPerson: {
            /** @description Who it is */
            person: {
                /** @description UUID, lower-case */
                id: string;
                /** @description As it is shown */
                name: string;
            };
            /**
             * @description Looking at the ticket, or writing on it
             * @enum {string}
             */
            doing: "looking" | "writing";
        };
        /** ProvisioningAttribute */
        ProvisioningAttribute: {
            /** @description As the host’s `identify` calls it */
            name: string;
            /** @description Exactly this; of several values one has to be */
            value: string & unknown;
        };
        /** ProvisioningAttribute */
        ProvisioningAttribute2: {
            /** @description As the host’s `identify` calls it */
            name: string;
            /** @description Exactly this; of several values one has to be */
            value: string & unknown;
        };
        ProvisioningCreateInput: {
            /** @description What it is for */
            title: string & unknown;
            /** @description Of a verified address, behind its @; its subdomains are others */
            domain?: string;
            /** @description All of which the host has to pass */
            attributes?: components["schemas"]["ProvisioningAttribute2"][];
            /** @description The company whose contacts they become */
            companyId?: string;
            /** @description The role that they are given */
            roleId?: string;
            /**
             * @description Where the role counts
             * @enum {string}
             */
            scope?: "all" | "team" | "company" | "own";
            /** @description The team or the company, where the scope is one */
            scopeId?: string;
        };
        /** ProvisioningGiven */
        ProvisioningGiven: {
            /** @description Whom it has given to, and what of it was its own doing */
            items: {
                /** @description Who it is */
                person: {
                    /** @description UUID, lower-case */
                    id: string;
                    /** @description As it is shown */
                    name: string;
                };
                /** @description It made them a contact of the company */
                isContact: boolean;
                /** @description The grant that it made; null where there was one, or the rule gives none */
                grantId: string | null;
                /** @description Instant: ISO 8601, UTC, milliseconds */
                createdAt: string;
            }[];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** ProvisioningPreview */
        ProvisioningPreview: {
            /** @description Whom it fits, of a part of the people; a part may have none of them */
            items: {
                /** @description Who it is */
                person: {
                    /** @description UUID, lower-case */
                    id: string;
                    /** @description As it is shown */
                    name: string;
                };
                /** @description They become a contact of the company; false: they are one, or the rule makes none */
                becomesContact: boolean;
                /** @description They get the role; false: they have it there, or the rule gives none */
                getsRole: boolean;
            }[];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** ProvisioningRule */
        ProvisioningRule: {
            /** @description UUID, lower-case */
            id: string;
            /** @description What it is for */
            title: string;
            /** @description Of a verified address; null: whatever the address */
            domain: string | null;
            /** @description All of which the host has to pass */
            attributes: components["schemas"]["ProvisioningAttribute"][];
            /** @description The company whose contacts they become; null: of none */
            companyId: string | null;
            /** @description The role that they are given; null: none */
            roleId: string | null;
            /** @description Where the role counts; null without a role */
            scope: ("all" | "team" | "company" | "own") | null;
            /** @description The team or the company; null where the scope is neither */
            scopeId: string | null;
            /**
             * @description A draft gives nothing yet; one that has ended gives nothing more, and what it gave is being taken back
             * @enum {string}
             */
            state: "draft" | "active" | "ended";
            /** @description Whose authority it stands on; null: the desk’s own programs */
            authorId: string | null;
            /** @description To how many people it has given */
            given: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
        };
        /** ProvisioningRulePage */
        ProvisioningRulePage: {
            /** @description What is on this page, newest first */
            items: components["schemas"]["ProvisioningRule"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** QuarantinePage */
        QuarantinePage: {
            /** @description What is on this page */
            items: components["schemas"]["QuarantinedFile"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** QuarantinedFile */
        QuarantinedFile: {
            /** @description UUID, lower-case */
            id: string;
            /** @description As it is offered for saving */
            name: string;
            /** @description By its content; `application/octet-stream` where that is not known to be harmless. */
            contentType: string;
            /** @description Bytes */
            sizeBytes: number;
            /** @description Of an image, in pixels; null: not known */
            width: number | null;
            /** @description Of an image, in pixels; null: not known */
            height: number | null;
            /**
             * @description `unchecked`: the virus scanner has not seen it yet. Only what is `ready` can be downloaded.
             * @enum {string}
             */
            state: "ready" | "unchecked" | "quarantined";
            /** @description What the scanner said; null: nothing */
            note: string | null;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
        };
        /** Rating */
        Rating: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Whose solution it is about */
            ticket: {
                /** @description UUID, lower-case */
                id: string;
                /** @description As people call it */
                number: number;
                /** @description What it is called */
                subject: string;
            };
            /** @description Which of the request’s solutions: 1 is the first, 2 the one after it was reopened */
            solution: number;
            /** @description 1 (bad) to 5 (very good) */
            score: number;
            /** @description In the words of whoever rated; null: none was given */
            comment: string | null;
            /** @description Who rated */
            by?: {
                /** @description UUID, lower-case */
                id: string;
                /** @description As it is shown */
                name: string;
            };
            /** @description When the solution was given */
            solvedAt: string;
            /** @description When it was first rated */
            createdAt: string;
            /** @description When it was last changed */
            updatedAt: string;
        };
        /** RatingPage */
        RatingPage: {
            /** @description What is on this page */
            items: components["schemas"]["Rating"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** RatingSummary */
        RatingSummary: {
            /** @description How many ratings there are */
            count: number;
            /** @description Of their scores, with two decimals; null: there are none */
            average: number | null;
            /** @description How many of them have a comment */
            commented: number;
            /** @description All five, 1 first */
            scores: {
                /** @description 1 (bad) to 5 (very good) */
                score: number;
                /** @description How many ratings have this score */
                count: number;
            }[];
        };
        /** RatingsOfTicket */
        RatingsOfTicket: {
            /** @description One for each solution that was rated, oldest first; customers get their own */
            items: components["schemas"]["Rating"][];
            /** @description The solution that the caller can rate now; null: there is none */
            open: {
                /** @description Which of the request’s solutions: 1 is the first, 2 the one after it was reopened */
                solution: number;
                /** @description Until when it can be rated, and the rating changed */
                until: string;
            } | null;
        };
        /** Removed */
        Removed: {
            /** @description What was taken away */
            id: string;
        };
        /** Reply */
        Reply: {
            /** @description What was written */
            message: components["schemas"]["Message"];
            /** @description The ticket that has the message now; where it went to one that the caller may not see, the ticket written to */
            ticket: components["schemas"]["Ticket"];
            /** @description The ticket written to did not take it: it is merged, so its root did, or it is closed, so a new one was opened */
            redirected?: {
                /**
                 * @description `merged`: its root took it; `closed`: a new ticket was opened
                 * @enum {string}
                 */
                because: "merged" | "closed";
                /** @description The ticket written to */
                from: components["schemas"]["TicketRef"];
            };
            /** @description What was not done as it was asked */
            warnings?: {
                /**
                 * @description They may not see the ticket as staff, so they are told nothing
                 * @constant
                 */
                code: "mention_not_visible";
                /** @description Who was mentioned */
                personId: string;
            }[];
        };
        /** RequestedBy */
        RequestedBy: {
            /** @description Null: it was not asked for by an entry */
            catalogueEntryId: string | null;
            /** @description Version of the entry at that time; null: by no entry */
            version: number | null;
            /** @description In the reader’s language; null: by no entry */
            title: string | null;
        };
        /** Role */
        Role: {
            /** @description Code of the role, with a plugin’s id before it if it is a plugin’s */
            id: string;
            /** @description As it is shown */
            title: string;
            /**
             * @description The capacity in which it counts
             * @enum {string}
             */
            acting: "staff" | "customer";
            /** @description What it allows */
            permissions: string[];
            /** @description `core`, a plugin’s id, or `desk` for roles made here */
            owner: string;
            /** @description Another one with each save; not a count */
            version: number;
        };
        /** RoleList */
        RoleList: {
            /** @description All of them */
            items: components["schemas"]["Role"][];
        };
        /** SavedView */
        SavedView: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Of views that came with the desk, such as `my_open`; null: somebody made it */
            key: string | null;
            /** @description In the reader’s language, as far as there is one */
            title: string;
            /** @description By language */
            titles: {
                [key: string]: unknown;
            };
            /**
             * @description With whom: `nobody` is the person’s own
             * @enum {string}
             */
            shared: "nobody" | "team" | "desk";
            /**
             * @description For staff or for customers
             * @enum {string}
             */
            audience?: "staff" | "customer";
            /** @description Of a view that is shared with a team; else null */
            teamId?: string | null;
            /** @description Input of `tickets.list` */
            filter: {
                [key: string]: unknown;
            };
            /** @description `created`, `updated`, `priority`, or a field: `fields.<name>`. */
            sort: string;
            /**
             * @description By the sort: from the newest, or from the oldest
             * @enum {string}
             */
            order: "newest" | "oldest";
            /** @description Properties of a ticket, `fields.<name>` or `ext.<plugin>` */
            columns: string[];
            /** @description Empty while everything that the view asks for is there */
            faults: components["schemas"]["FilterFault"][];
            /** @description The reader may change it */
            mayChange: boolean;
            /** @description Counts changes */
            version: number;
        };
        /** SavedViewList */
        SavedViewList: {
            /** @description In the caller’s own order */
            items: components["schemas"]["SavedView"][];
        };
        /** SearchItem */
        SearchItem: {
            /** @description `ticket`, `person`, `company`, or what plugins bring: `<plugin>_<kind>`. */
            kind: string;
            /** @description Of what was found */
            id: string;
            /** @description Subject or name */
            title: string;
            /** @description Where in the title it stands */
            titleMatches: components["schemas"]["MatchRange"][];
            /** @description A piece of its text; null: only the title fits */
            excerpt: components["schemas"]["Excerpt"] | null;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
            /** @description Of tickets: the ticket */
            ticket?: components["schemas"]["Ticket"];
        };
        /** SearchNote */
        SearchNote: {
            /** @description The filter, such as `type` */
            filter: string;
            /** @description What was asked for */
            value: string;
            /** @description Code of the error registry */
            code: string;
            /** @description Its sentence, in the reader’s language */
            message: string;
            /** @description What would do, as far as the reader may know */
            values: string[];
        };
        /** SearchPage */
        SearchPage: {
            /** @description What is on this page */
            items: components["schemas"]["SearchItem"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
            /** @description Values of filters that nothing is called by, with those that there are */
            notes: components["schemas"]["SearchNote"][];
        };
        /** SpecialDay */
        SpecialDay: {
            /** @description YYYY-MM-DD */
            date: string;
            /** @description Why it is not like the others */
            title?: string & unknown;
            /** @description Its windows; closed unless told */
            hours?: components["schemas"]["DayWindow"][];
        };
        /** SpecialDay */
        SpecialDay2: {
            /** @description YYYY-MM-DD */
            date: string;
            /** @description Why it is not like the others */
            title?: string & unknown;
            /** @description Its windows; closed unless told */
            hours?: components["schemas"]["DayWindow2"][];
        };
        /** StagedFile */
        StagedFile: {
            /** @description UUID, lower-case */
            id: string;
            /** @description As it is offered for saving */
            name: string;
            /** @description By its content; `application/octet-stream` where that is not known to be harmless. */
            contentType: string;
            /** @description Bytes */
            sizeBytes: number;
            /** @description Of an image, in pixels; null: not known */
            width: number | null;
            /** @description Of an image, in pixels; null: not known */
            height: number | null;
            /**
             * @description `unchecked`: the virus scanner has not seen it yet. Only what is `ready` can be downloaded.
             * @enum {string}
             */
            state: "ready" | "unchecked" | "quarantined";
            /** @description When it is gone, unless a command has named it */
            expiresAt: string;
        };
        /** Team */
        Team: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Short name for programs, which never changes */
            key: string;
            /** @description In the reader’s language, where it is there */
            title: string;
            /** @description False: it gets no more tickets and keeps those that it has */
            isActive: boolean;
            /** @description Counts changes */
            version: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
        };
        /** TeamMembers */
        TeamMembers: {
            /** @description Everybody with a role in it, by name */
            items: {
                /** @description The member */
                person: {
                    /** @description UUID, lower-case */
                    id: string;
                    /** @description As it is shown */
                    name: string;
                    /** @description False: deactivated, so that they can no longer do anything */
                    isActive: boolean;
                };
                /** @description Codes of the roles that they hold in it */
                roles: string[];
            }[];
        };
        /** TeamPage */
        TeamPage: {
            /** @description What is on this page */
            items: components["schemas"]["Team"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** TeamRef */
        TeamRef: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Short name for programs */
            key: string;
            /** @description In the reader’s language, where it is there */
            title: string;
        };
        TeamsCreateInput: {
            /** @description Short name for programs, which never changes */
            key: string;
            /** @description As it is shown */
            title: string & unknown;
        };
        TeamsUpdateInput: {
            /** @description As it is shown */
            title?: string & unknown;
            /** @description False: it gets no more tickets and keeps those that it has */
            isActive?: boolean;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        /** Texts */
        Texts: {
            /** @description In English: the last resort */
            en: string;
        } & {
            [key: string]: unknown;
        };
        /** Ticket */
        Ticket: {
            /** @description UUID, lower-case */
            id: string;
            /** @description The number that people say: short, never used again, and it opens nothing */
            number: number;
            /** @description Code of its type */
            type: string;
            /** @description Its type in the reader’s language */
            typeTitle: string;
            /** @description Internal name; customers get `statusTitle`, which does not move when the status moves inside the house */
            status?: string;
            /**
             * @description What the status means: programs go by this, and never by the status
             * @enum {string}
             */
            category: "new" | "open" | "waiting" | "resolved" | "closed";
            /** @description Its status in the reader’s words */
            statusTitle: string;
            /** @description One line */
            subject: string;
            /**
             * @description How urgent it is
             * @enum {string}
             */
            priority: "low" | "normal" | "high" | "urgent";
            /** @description Its priority in the reader’s language */
            priorityTitle: string;
            /** @description What impact and urgency give; the priority differs where somebody said why. Null: the type has no matrix */
            derivedPriority?: ("low" | "normal" | "high" | "urgent") | null;
            /** @description A level of its type; null: not said */
            impact?: string | null;
            /** @description A level of its type; null: not said */
            urgency?: string | null;
            /** @description Who asks */
            requester: components["schemas"]["PersonRef"];
            /** @description For which company; null: for none */
            company: components["schemas"]["CompanyRef"] | null;
            /** @description Whose queue it is in */
            team?: components["schemas"]["TeamRef"];
            /** @description Who has it; null: nobody */
            assignee?: components["schemas"]["PersonRef"] | null;
            /** @description Words of the house */
            tags?: string[];
            /** @description How it came in: `portal`, `mail`, `phone`, … */
            channel: string;
            /** @description In which to write to the requester (BCP 47): what was said, else theirs when it was opened; null: not known */
            language: string | null;
            /** @description Values of custom fields by name, those that the reader may see */
            fields: {
                [key: string]: unknown;
            };
            /** @description Names of fields whose value no longer fits the type: it changed, and the value stayed */
            unfitFields?: string[];
            /** @description How it ended: a code of its type; null: it has not */
            resolution: string | null;
            /** @description The same in the reader’s language; null: it has not ended */
            resolutionTitle: string | null;
            /** @description What was said of it; null: nothing */
            resolutionText: string | null;
            /** @description What it waits for: a code of its type; null: it does not wait */
            waitingOn: string | null;
            /** @description The same in the reader’s language; null: it does not wait */
            waitingOnTitle: string | null;
            /** @description Null: for no certain time */
            waitingUntil: string | null;
            /** @description When work began; null: not yet */
            startedAt?: string | null;
            /** @description First public message of staff; null: none yet */
            firstResponseAt: string | null;
            /** @description Null: it is not resolved */
            resolvedAt: string | null;
            /** @description Null: it is not closed */
            closedAt: string | null;
            /** @description The ticket that this one is part of now, if the reader may see it; null: of none */
            mergedInto: components["schemas"]["TicketRef"] | null;
            /** @description How often it was opened again */
            reopenCount?: number;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            createdAt: string;
            /** @description Last change that the reader’s audience may see */
            updatedAt: string;
            /** @description Counts the changes that the reader’s audience may see */
            version: number;
            /** @description Who is at it right now: asked for with `presence` by `get` */
            presence?: components["schemas"]["PresentPerson"][];
            /** @description What the installed plugins say of it, by plugin */
            ext: Record<string, unknown>;
        };
        /** TicketPage */
        TicketPage: {
            /** @description What is on this page */
            items: components["schemas"]["Ticket"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** TicketRef */
        TicketRef: {
            /** @description UUID, lower-case */
            id: string;
            /** @description The number that people say; it opens nothing */
            number: number;
        };
        /** TicketType */
        TicketType: {
            /** @description Code of the type */
            id: string;
            /** @description In the reader’s language */
            title: string;
            /** @description Those that the reader may know */
            statuses: {
                /** @description Internal name */
                id: string;
                /** @description In the reader’s words */
                title: string;
                /** @description What the status means: programs go by this */
                category: string;
            }[];
            /** @description What can be done with tickets of it */
            commands: {
                /** @description What `tickets.perform` takes */
                id: string;
                /** @description In the reader’s language */
                title: string;
                /** @description Statuses in which it can be done */
                from: string[];
                /** @description Status that it leads to */
                to: string;
                /** @description What it takes */
                permission: string;
                /** @description JSON Schema */
                input: {
                    [key: string]: unknown;
                };
            }[];
            /** @description From the lowest */
            priorities: {
                /** @description Code */
                id: string;
                /** @description In the reader’s language */
                title: string;
            }[];
            /** @description How a ticket can end */
            resolutions: {
                /** @description Code */
                id: string;
                /** @description In the reader’s language */
                title: string;
            }[];
            /** @description What a ticket can wait for */
            waitingFor: {
                /** @description Code */
                id: string;
                /** @description In the reader’s language */
                title: string;
            }[];
            /** @description Levels that give the priority; empty where the type has none */
            impacts: {
                /** @description Code */
                id: string;
                /** @description In the reader’s language */
                title: string;
            }[];
            /** @description Levels that give the priority; empty where the type has none */
            urgencies: {
                /** @description Code */
                id: string;
                /** @description In the reader’s language */
                title: string;
            }[];
            /** @description JSON Schema of the custom fields that the reader may see */
            fields: {
                [key: string]: unknown;
            };
            /** @description Its statuses and commands as a Mermaid picture */
            mermaid: string;
        };
        /** TicketTypeList */
        TicketTypeList: {
            /** @description All of them */
            items: {
                /** @description Code of the type */
                id: string;
                /** @description In the reader’s language */
                title: string;
            }[];
        };
        TicketsAddParticipantInput: {
            /** @description UUID, lower-case */
            personId: string;
            /**
             * @description `cc`: a contact who sees the public part; `follower`: staff
             * @enum {string}
             */
            kind: "cc" | "follower";
        };
        TicketsAssignInput: {
            /** @description Who gets it; null: nobody */
            assigneeId: string | null;
            /** @description Into which team; the ticket’s own unless told */
            teamId?: string;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        TicketsCreateInput: {
            /** @description Code of its type; owed unless a catalogue entry gives it or the desk has only one */
            type?: string;
            /** @description Entry of the request catalogue that the ticket is asked for by: it gives type, team and fields */
            catalogueEntryId?: string;
            /** @description One line */
            subject: string & unknown;
            /** @description The first public message */
            body?: string;
            /** @description Files of the first message, by id; in a form, the files themselves */
            attachments?: string[];
            /** @description A level of its type */
            urgency?: string;
            /** @description A level of its type */
            impact?: string;
            /**
             * @description What the type’s matrix gives unless told
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /** @description Why the priority differs from what impact and urgency give */
            priorityReason?: string & unknown;
            /** @description Who asks; owed by programs, the caller unless told */
            requesterId?: string;
            /** @description For which company; owed for contacts of several */
            companyId?: string;
            /** @description Whose queue; that of the type unless told */
            teamId?: string;
            /** @description Who gets it at once */
            assigneeId?: string;
            /** @description How it came in: `portal`, `mail`, `phone`, … */
            channel?: string;
            /** @description Words of the house */
            tags?: (string & unknown)[];
            /** @description Contacts in copy: they see the public part */
            ccIds?: string[];
            /** @description Staff who want to know of it */
            followerIds?: string[];
            /** @description In which to write to the requester (BCP 47); theirs unless told */
            language?: string;
            /** @description Values of custom fields by name; which there are is said by the type */
            fields?: {
                [key: string]: unknown;
            };
            /** @description What the installed plugins take, by plugin */
            ext?: Record<string, unknown>;
        };
        TicketsMergeInput: {
            /** @description Where it goes. If that one is merged itself, where that one went. */
            intoId: string;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        TicketsNoteInput: {
            /** @description Plain text: customers never see it */
            body: string;
            /** @description Ids of uploaded files; in a form, the files themselves */
            attachments?: string[];
            /** @description Colleagues who are to be told of it */
            mentionIds?: string[];
            /** @description How it came in: `portal`, `mail`, `phone`, … */
            channel?: string;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        TicketsPerformInput: {
            /** @description Checked by the command’s own schema */
            input?: {
                [key: string]: unknown;
            };
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
            /** @description Passes failed close gates, by right; the reason goes into the history */
            overrideReason?: string & unknown;
        };
        TicketsRateInput: {
            /** @description 1 (bad) to 5 (very good) */
            score: number;
            /** @description In one’s own words; null or left out: none */
            comment?: string | null;
        };
        TicketsReplyInput: {
            /** @description Plain text: the requester and those in copy see it */
            body: string;
            /** @description Ids of uploaded files; in a form, the files themselves */
            attachments?: string[];
            /** @description How it came in: `portal`, `mail`, `phone`, … */
            channel?: string;
            /** @description A command of the machine that travels with the reply, in the same transaction */
            perform?: {
                /** @description Name of a command of the ticket’s type */
                command: string;
                /** @description The command’s input */
                input?: {
                    [key: string]: unknown;
                };
            };
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        TicketsResolveWithIncidentsInput: {
            /** @description How the problem ends: a resolution of its type */
            resolution: string;
            /** @description What was found */
            text?: string;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
            /** @description Passes failed close gates of the problem, by right; the reason goes into the history */
            overrideReason?: string & unknown;
            /** @description What becomes of them */
            incidents: {
                /** @description Those to resolve; the others stay as they are */
                ticketIds: string[];
                /** @description How they end: a resolution of their type */
                resolution: string;
                /** @description What their requesters read */
                text?: string;
            };
        };
        TicketsSplitInput: {
            /** @description These messages, or `fromMessageId` */
            messageIds?: string[];
            /** @description This message and everything after it */
            fromMessageId?: string;
            /** @description Of the new ticket */
            subject: string & unknown;
            /** @description Of the new ticket; that of the old one unless told */
            type?: string;
            /** @description Of the new ticket; that of the old one unless told */
            requesterId?: string;
            /** @description Of the new ticket; that of the old one unless told */
            teamId?: string;
            /** @description Values of custom fields by name. A new ticket of the same type starts with those of the old one. */
            fields?: {
                [key: string]: unknown;
            };
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        TicketsTagInput: {
            /** @description Tags to add */
            add?: (string & unknown)[];
            /** @description Tags to take away */
            remove?: (string & unknown)[];
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        TicketsTakeInput: {
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        TicketsUpdateInput: {
            /** @description One line */
            subject?: string & unknown;
            /** @description A level of its type; null: not said */
            impact?: string | null;
            /** @description A level of its type; null: not said */
            urgency?: string | null;
            /**
             * @description Differs from what impact and urgency give only with `priorityReason`
             * @enum {string}
             */
            priority?: "low" | "normal" | "high" | "urgent";
            /** @description Why the priority differs from what impact and urgency give */
            priorityReason?: string & unknown;
            /** @description Who asks */
            requesterId?: string;
            /** @description For which company; null: for none */
            companyId?: string | null;
            /** @description Whose queue */
            teamId?: string;
            /** @description In which to write to the requester (BCP 47); null: in theirs */
            language?: string | null;
            /** @description Values of custom fields by name; null takes a value away */
            fields?: {
                [key: string]: unknown;
            };
            /** @description What the installed plugins take, by plugin */
            ext?: Record<string, unknown>;
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        /** Timeline */
        Timeline: {
            /** @description What is on this page */
            items: components["schemas"]["TimelineEntry"][];
            /** @description Where the next page begins; null: this is the last */
            nextCursor: string | null;
        };
        /** TimelineEntry */
        TimelineEntry: {
            /** @description UUID, lower-case */
            id: string;
            /** @description Its name, such as `ticket.replied` */
            event: string;
            /** @description In the reader’s language */
            title: string;
            /** @description Instant: ISO 8601, UTC, milliseconds */
            at: string;
            /** @description Who did it */
            actor: {
                /** @description `person`, `plugin` or `system` */
                kind: string;
                /** @description Of a person the id, of a plugin its id, of the system why it acted, as far as the reader may know */
                id: string;
                /** @description As the reader may know them */
                name: string;
            };
            /** @description Ids and codes, as the event declares them */
            payload: {
                [key: string]: unknown;
            };
            /** @description Old and new values */
            changes: components["schemas"]["Change"][];
            /** @description The message that came with it; null: none, or none that the reader may see */
            message: components["schemas"]["Message"] | null;
            /** @description On which ticket it happened, where that is another one than asked for and the reader may see it; else null */
            ticket: components["schemas"]["TicketRef"] | null;
            /** @description The other end of a link or a merge; null: none, or none that the reader may see */
            other: components["schemas"]["TicketRef"] | null;
        };
        /** UnreadCount */
        UnreadCount: {
            /** @description Counted up to a thousand */
            count: number;
        };
        /** ViewCounts */
        ViewCounts: {
            /** @description One for each view */
            items: {
                /** @description UUID, lower-case */
                viewId: string;
                /** @description Null where the filter has a fault */
                count: number | null;
                /** @description There are more than were counted */
                hasMore: boolean;
                /** @description What the filter asks for that is not there any more */
                faults: components["schemas"]["FilterFault"][];
            }[];
        };
        ViewsArrangeInput: {
            /** @description Views in the caller’s own order; those that are not named come after */
            viewIds: string[];
        };
        ViewsCreateInput: {
            /** @description By language */
            titles: {
                [key: string]: string & unknown;
            };
            /** @description As `tickets.list` takes it */
            filter: {
                /** @description True: at work, which is new, open or waiting; false: the others */
                open?: boolean;
                /** @description Any of these */
                category?: ("new" | "open" | "waiting" | "resolved" | "closed")[];
                /** @description Any of these types */
                type?: string[];
                /** @description Any of these */
                priority?: ("low" | "normal" | "high" | "urgent")[];
                /** @description Who asks; `me` is the caller */
                requesterId?: (string | "me") | (string | "me")[];
                /** @description Of these companies */
                companyId?: string | string[];
                /** @description What it waits for: codes of the type */
                waitingOn?: string | string[];
                /** @description Opened then or later: an instant, or such as `today-7d` */
                createdFrom?: string;
                /** @description Opened before then: an instant, or such as `today-7d` */
                createdBefore?: string;
                /** @description By the last change that the caller’s audience may see */
                updatedFrom?: string;
                /** @description By the last change that the caller’s audience may see */
                updatedBefore?: string;
                /** @description Resolved then or later */
                resolvedFrom?: string;
                /** @description Resolved before then */
                resolvedBefore?: string;
                /** @description Closed then or later */
                closedFrom?: string;
                /** @description Closed before then */
                closedBefore?: string;
                /** @description Until when it waits */
                waitingUntilFrom?: string;
                /** @description Until when it waits */
                waitingUntilBefore?: string;
                /** @description By fields that the types declare `filterable`, as far as the caller’s audience sees them */
                fields?: {
                    [key: string]: (string | number | boolean) | null | (string | number | boolean)[] | {
                        from?: string | number | boolean;
                        to?: string | number | boolean;
                    };
                };
                /** @description Internal names of statuses */
                status?: string[];
                /** @description Whose queue; `mine` are the teams of the caller */
                teamId?: (string | "mine") | (string | "mine")[];
                /** @description Who has it; `me` is the caller, `none` nobody */
                assigneeId?: (string | "me" | "none") | (string | "me" | "none")[];
                /** @description True: of nobody; false: of somebody */
                unassigned?: boolean;
                /** @description Has a public message of the customer that no staff has answered */
                unanswered?: boolean;
                /** @description The caller follows it */
                followed?: boolean;
                /** @description With any of these tags */
                tag?: (string & unknown) | (string & unknown)[];
                /** @description With none of these tags */
                withoutTag?: (string & unknown) | (string & unknown)[];
                /** @description How it came in: any of these */
                channel?: string | string[];
            };
            /** @description `fields.<name>` by a field that is `sortable` */
            sort?: "created" | "updated" | "priority" | string;
            /**
             * @description `newest` unless told
             * @enum {string}
             */
            order?: "newest" | "oldest";
            /** @description Properties of a ticket, `fields.<name>` or `ext.<plugin>`; a page draws those that it knows */
            columns?: string[];
            /**
             * @description With whom; `nobody` unless told
             * @enum {string}
             */
            shared?: "nobody" | "team" | "desk";
            /** @description The team that it is shared with */
            teamId?: string;
            /**
             * @description A view of the desk can be for customers: each of them sees by it what they may see
             * @enum {string}
             */
            audience?: "staff" | "customer";
        };
        ViewsUpdateInput: {
            /** @description By language */
            titles?: {
                [key: string]: string & unknown;
            };
            /** @description The whole of it */
            filter?: {
                /** @description True: at work, which is new, open or waiting; false: the others */
                open?: boolean;
                /** @description Any of these */
                category?: ("new" | "open" | "waiting" | "resolved" | "closed")[];
                /** @description Any of these types */
                type?: string[];
                /** @description Any of these */
                priority?: ("low" | "normal" | "high" | "urgent")[];
                /** @description Who asks; `me` is the caller */
                requesterId?: (string | "me") | (string | "me")[];
                /** @description Of these companies */
                companyId?: string | string[];
                /** @description What it waits for: codes of the type */
                waitingOn?: string | string[];
                /** @description Opened then or later: an instant, or such as `today-7d` */
                createdFrom?: string;
                /** @description Opened before then: an instant, or such as `today-7d` */
                createdBefore?: string;
                /** @description By the last change that the caller’s audience may see */
                updatedFrom?: string;
                /** @description By the last change that the caller’s audience may see */
                updatedBefore?: string;
                /** @description Resolved then or later */
                resolvedFrom?: string;
                /** @description Resolved before then */
                resolvedBefore?: string;
                /** @description Closed then or later */
                closedFrom?: string;
                /** @description Closed before then */
                closedBefore?: string;
                /** @description Until when it waits */
                waitingUntilFrom?: string;
                /** @description Until when it waits */
                waitingUntilBefore?: string;
                /** @description By fields that the types declare `filterable`, as far as the caller’s audience sees them */
                fields?: {
                    [key: string]: (string | number | boolean) | null | (string | number | boolean)[] | {
                        from?: string | number | boolean;
                        to?: string | number | boolean;
                    };
                };
                /** @description Internal names of statuses */
                status?: string[];
                /** @description Whose queue; `mine` are the teams of the caller */
                teamId?: (string | "mine") | (string | "mine")[];
                /** @description Who has it; `me` is the caller, `none` nobody */
                assigneeId?: (string | "me" | "none") | (string | "me" | "none")[];
                /** @description True: of nobody; false: of somebody */
                unassigned?: boolean;
                /** @description Has a public message of the customer that no staff has answered */
                unanswered?: boolean;
                /** @description The caller follows it */
                followed?: boolean;
                /** @description With any of these tags */
                tag?: (string & unknown) | (string & unknown)[];
                /** @description With none of these tags */
                withoutTag?: (string & unknown) | (string & unknown)[];
                /** @description How it came in: any of these */
                channel?: string | string[];
            };
            /** @description `fields.<name>` by a field that is `sortable` */
            sort?: "created" | "updated" | "priority" | string;
            /**
             * @description `newest` unless told
             * @enum {string}
             */
            order?: "newest" | "oldest";
            /** @description All of them */
            columns?: string[];
            /** @description `version` as the caller read it: if it is another one now, the command is refused as a conflict */
            expectedVersion?: number;
        };
        /** Why */
        Why: {
            /** @description It is allowed */
            isAllowed: boolean;
            /** @description The grants that allow it */
            grants: {
                /** @description Code of the role */
                roleId: string;
                /** @description Where the role counts: everywhere, in a team, for a company, or for what is one’s own */
                scope: string;
                /** @description The team or the company; null where the scope is neither */
                scopeId: string | null;
                /** @description Why it counts here, in the reader’s language */
                reason: string;
            }[];
            /** @description What refuses it: a code of the error registry and its sentence; null: nothing does */
            refusal: {
                /** @description Code of the error registry */
                code: string;
                /** @description Its sentence, in the reader’s language */
                message: string;
            } | null;
        };
        /** @description RFC 9457. `code` is stable; `type` leads to its page. */
        Problem: {
            /**
             * Format: uri-reference
             * @description Address of the page about this code.
             */
            type: string;
            /** @description What kind of problem it is, in the language of the answer. */
            title: string;
            /** @description That of the answer. */
            status: number;
            /** @description What is wrong here and what to do, for people, in the language of the answer. */
            detail: string;
            /** @description Such as `ticket.not_found`. */
            code: string;
            /**
             * Format: uri
             * @description Names the incident in the desk’s log; of problems of ours only.
             */
            instance?: string;
            /** @description The values that stand in `detail`. */
            params?: Record<string, unknown>;
            /** @description Of an input: everything that is wrong with it. */
            errors?: {
                /** @description JSON pointer into the input. */
                pointer: string;
                /** @description The keyword of JSON Schema that refused it, or `unknown_key`, `nul`, `half_character`. */
                code: string;
                /** @description What is wrong with it, for people; goes on after the name of the value. */
                detail: string;
            }[];
            /** @description What else the error has to say. */
            details?: unknown;
        };
        Operations: {
            /** @description Gives somebody a role in a scope; a grant that is there already is returned as it is. */
            "access.grant": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["AccessGrantInput"];
                output: components["schemas"]["Grant"];
            };
            /** @description Who holds which role in which scope, newest first, as far as the right to see it reaches. */
            "access.grants": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description Held by them */
                    personId?: string;
                    /** @description Of this role */
                    roleId?: string;
                    /**
                     * @description In scopes of this kind
                     * @enum {string}
                     */
                    scope?: "all" | "team" | "company" | "own";
                    /** @description In this team or company */
                    scopeId?: string;
                    /** @description `default`, `manual`, `admins`, or a rule */
                    source?: string;
                };
                output: components["schemas"]["GrantPage"];
            };
            /** @description Every permission that core and the installed plugins declare. */
            "access.permissions": {
                /** @constant */
                kind: "json";
                input: Record<string, unknown>;
                output: components["schemas"]["PermissionList"];
            };
            /** @description Takes a role back; open tickets that somebody may no longer have go back to their teams. */
            "access.revoke": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    grantId: string;
                };
                output: components["schemas"]["Grant"];
            };
            /** @description The roles of the desk; customers see those for customers. */
            "access.roles": {
                /** @constant */
                kind: "json";
                input: Record<string, unknown>;
                output: components["schemas"]["RoleList"];
            };
            /** @description Makes a role of this desk, or changes title and permissions of any. */
            "access.saveRole": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Code of the role */
                    roleId: string;
                } & components["schemas"]["AccessSaveRoleInput"];
                output: components["schemas"]["Role"];
            };
            /** @description Names the grants that allow something, or what refuses it. What a ticket’s state refuses is said by its commands. */
            "access.why": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description What is asked about, such as `ticket.resolve` */
                    permission: string;
                    /** @description On this ticket; anywhere unless told */
                    ticketId?: string;
                    /** @description Somebody else than the caller: with `access.read` only */
                    personId?: string;
                    /**
                     * @description In this capacity; that of the call unless told
                     * @enum {string}
                     */
                    acting?: "staff" | "customer";
                };
                output: components["schemas"]["Why"];
            };
            /** @description Asks the same people, or who holds the role now, about the ticket as it is now. */
            "approvals.askAgain": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    approvalId: string;
                };
                output: components["schemas"]["Approval"];
            };
            /** @description One approval, for who sees its ticket and for who is asked. */
            "approvals.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    approvalId: string;
                };
                output: components["schemas"]["Approval"];
            };
            /** @description The approvals of a ticket, oldest first; customers get those that are for them. */
            "approvals.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["ApprovalPage"];
            };
            /** @description What waits for the caller’s answer, oldest first; or what they have answered. */
            "approvals.mine": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /**
                     * @description `waiting` (unless told): for the caller’s answer. `answered`: by the caller.
                     * @enum {string}
                     */
                    show?: "waiting" | "answered";
                    /** @description Of tickets of this type alone */
                    type?: string;
                };
                output: components["schemas"]["ApprovalPage"];
            };
            /** @description Asks somebody else instead of one who has not answered. */
            "approvals.replaceApprover": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    approvalId: string;
                    /** @description Who was asked and has not answered */
                    personId: string;
                } & components["schemas"]["ApprovalsReplaceApproverInput"];
                output: components["schemas"]["Approval"];
            };
            /** @description Asks named people, or all who hold a role, to approve the ticket as it is now. */
            "approvals.request": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["ApprovalsRequestInput"];
                output: components["schemas"]["Approval"];
            };
            /** @description Accepts or refuses, once. The contentHash is that of the approval as it was read; a refusal needs a comment. */
            "approvals.vote": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    approvalId: string;
                } & components["schemas"]["ApprovalsVoteInput"];
                output: components["schemas"]["Approval"];
            };
            /** @description Takes back a question that nobody has refused; what was refused or has become void, by those who may override gates only. */
            "approvals.withdraw": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    approvalId: string;
                };
                output: components["schemas"]["Approval"];
            };
            /** @description A file of a message, for saving. */
            "attachments.download": {
                /** @constant */
                kind: "bytes";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description UUID, lower-case */
                    attachmentId: string;
                };
                output: null;
            };
            /** @description An address for five minutes that needs no session, for images in pages and mails. */
            "attachments.link": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description UUID, lower-case */
                    attachmentId: string;
                };
                output: components["schemas"]["AttachmentLink"];
            };
            /** @description The file that a link leads to. */
            "attachments.linked": {
                /** @constant */
                kind: "bytes";
                input: {
                    /** @description End of an address that `link` gave */
                    token: string;
                };
                output: null;
            };
            /** @description The files of a ticket, oldest first; customers get those of public messages. */
            "attachments.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["AttachmentPage"];
            };
            /** @description Refusals and audited reads of the whole desk, newest first. */
            "audit.denials": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["AuditPage"];
            };
            /** @description Every event of the desk after a position, in the order of commits. */
            "audit.events": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Events at most; 50 unless told */
                    limit?: number;
                    /** @description Position after which to go on; 0 is the beginning */
                    after?: number;
                };
                output: components["schemas"]["EventPage"];
            };
            /** @description Ends a bulk command where it is: for its caller. */
            "bulk.cancel": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    bulkId: string;
                };
                output: components["schemas"]["BulkResult"];
            };
            /** @description What became of a bulk command so far: for its caller. */
            "bulk.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    bulkId: string;
                };
                output: components["schemas"]["BulkResult"];
            };
            /** @description The caller’s bulk commands, newest first. */
            "bulk.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["BulkPage"];
            };
            /** @description One command over up to 1,000 tickets, with a result for each; all or nothing on request. */
            "bulk.run": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["BulkRunInput"];
                output: components["schemas"]["BulkResult"];
            };
            /** @description Makes a calendar: a time zone, windows for each weekday, and the days that are not like the others. */
            "calendars.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["CalendarsCreateInput"];
                output: components["schemas"]["Calendar"];
            };
            /** @description One calendar. */
            "calendars.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    calendarId: string;
                };
                output: components["schemas"]["Calendar"];
            };
            /** @description All calendars, in the order in which they were made. */
            "calendars.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["CalendarPage"];
            };
            /** @description Takes a calendar away that no ticket type counts by. */
            "calendars.remove": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    calendarId: string;
                };
                output: components["schemas"]["Removed"];
            };
            /** @description Changes a calendar. What is counted by it is counted anew, also what began before. */
            "calendars.update": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    calendarId: string;
                } & components["schemas"]["CalendarsUpdateInput"];
                output: components["schemas"]["Calendar"];
            };
            /** @description Adds a ready-made request to the catalogue. */
            "catalogue.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["CatalogueCreateInput"];
                output: components["schemas"]["CatalogueEntry"];
            };
            /** @description One entry with the form that it asks by; for staff also an earlier version. */
            "catalogue.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    catalogueEntryId: string;
                    /** @description An earlier version, unless it is left out */
                    version?: number;
                };
                output: components["schemas"]["CatalogueEntry"];
            };
            /** @description The ready-made requests that the caller may pick, in their order and the caller’s language. */
            "catalogue.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description Also entries that nobody can ask for now */
                    withInactive?: boolean;
                };
                output: components["schemas"]["CataloguePage"];
            };
            /** @description Asks for something by its entry in the catalogue: opens the ticket, filled in as the entry says. */
            "catalogue.request": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    catalogueEntryId: string;
                } & components["schemas"]["CatalogueRequestInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description By which entry of the catalogue, and which version of it, a ticket was asked for. */
            "catalogue.requestedBy": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                };
                output: components["schemas"]["RequestedBy"];
            };
            /** @description Changes an entry: a new version. What was asked for by an earlier one stays as it was asked. */
            "catalogue.update": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    catalogueEntryId: string;
                } & components["schemas"]["CatalogueUpdateInput"];
                output: components["schemas"]["CatalogueEntry"];
            };
            /** @description Adds an item, at the end or before another. */
            "checklists.addItem": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    checklistId: string;
                } & components["schemas"]["ChecklistsAddItemInput"];
                output: components["schemas"]["Checklist"];
            };
            /** @description Puts the items of a checklist into another order; all of them are named. */
            "checklists.arrangeItems": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    checklistId: string;
                } & components["schemas"]["ChecklistsArrangeItemsInput"];
                output: components["schemas"]["Checklist"];
            };
            /** @description Says that something is done. What is done already stays with who did it. */
            "checklists.check": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    checklistId: string;
                    /** @description UUID, lower-case */
                    itemId: string;
                };
                output: components["schemas"]["Checklist"];
            };
            /** @description Copies a template onto a ticket of its type and team. */
            "checklists.copyTemplate": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["ChecklistsCopyTemplateInput"];
                output: components["schemas"]["Checklist"];
            };
            /** @description Puts a checklist onto a ticket. */
            "checklists.create": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["ChecklistsCreateInput"];
                output: components["schemas"]["Checklist"];
            };
            /** @description Makes a template, for all tickets, those of a type, or those of a team. */
            "checklists.createTemplate": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["ChecklistsCreateTemplateInput"];
                output: components["schemas"]["ChecklistTemplate"];
            };
            /** @description Rewords an item that is not done yet. */
            "checklists.editItem": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    checklistId: string;
                    /** @description UUID, lower-case */
                    itemId: string;
                } & components["schemas"]["ChecklistsEditItemInput"];
                output: components["schemas"]["Checklist"];
            };
            /** @description The checklists of a ticket; customers get those that are for them. */
            "checklists.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                };
                output: components["schemas"]["ChecklistList"];
            };
            /** @description Removes a checklist with its items; the history says what stood there. */
            "checklists.remove": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    checklistId: string;
                };
                output: components["schemas"]["ChecklistList"];
            };
            /** @description Removes an item; the history says what stood there. */
            "checklists.removeItem": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    checklistId: string;
                    /** @description UUID, lower-case */
                    itemId: string;
                };
                output: components["schemas"]["Checklist"];
            };
            /** @description Gives a checklist another title. */
            "checklists.rename": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    checklistId: string;
                } & components["schemas"]["ChecklistsRenameInput"];
                output: components["schemas"]["Checklist"];
            };
            /** @description One template. */
            "checklists.template": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    templateId: string;
                };
                output: components["schemas"]["ChecklistTemplate"];
            };
            /** @description Templates of checklists, in the order in which they were made. */
            "checklists.templates": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description Those that fit a ticket of this type */
                    type?: string;
                    /** @description Those that fit a ticket of this team */
                    teamId?: string;
                    /** @description Also those that are no longer offered */
                    withInactive?: boolean;
                };
                output: components["schemas"]["ChecklistTemplatePage"];
            };
            /** @description Says that something is not done after all. */
            "checklists.uncheck": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    checklistId: string;
                    /** @description UUID, lower-case */
                    itemId: string;
                };
                output: components["schemas"]["Checklist"];
            };
            /** @description Changes a template, or takes it out of use. Copies on tickets stay as they are. */
            "checklists.updateTemplate": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    templateId: string;
                } & components["schemas"]["ChecklistsUpdateTemplateInput"];
                output: components["schemas"]["ChecklistTemplate"];
            };
            /** @description Adds a company. */
            "companies.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["CompaniesCreateInput"];
                output: components["schemas"]["Company"];
            };
            /** @description One company. */
            "companies.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    companyId: string;
                };
                output: components["schemas"]["Company"];
            };
            /** @description Companies that the caller may see, by name. */
            "companies.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description Beginning of the name, whatever the case */
                    query?: string & unknown;
                };
                output: components["schemas"]["CompanyPage"];
            };
            /** @description The contacts of a company with position and approval limit, by name. */
            "companies.members": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    companyId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["MemberPage"];
            };
            /** @description Ends a contact’s membership, their authority for the company, and their copies of its tickets, at once. */
            "companies.removeMember": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    companyId: string;
                    /** @description UUID, lower-case */
                    personId: string;
                };
                output: components["schemas"]["Company"];
            };
            /** @description Makes somebody a contact of the company, or changes position and approval limit. What is left out stays. */
            "companies.saveMember": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    companyId: string;
                    /** @description UUID, lower-case */
                    personId: string;
                } & components["schemas"]["CompaniesSaveMemberInput"];
                output: components["schemas"]["Member"];
            };
            /** @description Changes a company. While it is not active nobody can act for it, and its tickets stay. */
            "companies.update": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    companyId: string;
                } & components["schemas"]["CompaniesUpdateInput"];
                output: components["schemas"]["Company"];
            };
            /** @description Handlers of committed events, and how far each is behind. */
            "deliveries.handlers": {
                /** @constant */
                kind: "json";
                input: Record<string, unknown>;
                output: components["schemas"]["HandlerList"];
            };
            /** @description Deliveries that failed and are tried again, or were given up; newest event first. */
            "deliveries.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /**
                     * @description `retry`: tried again; `dead`: given up
                     * @enum {string}
                     */
                    state?: "retry" | "dead";
                    /** @description plugin/name, or host/name */
                    handler?: string;
                };
                output: components["schemas"]["DeliveryPage"];
            };
            /** @description Gives a handler an event once more. */
            "deliveries.replay": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["DeliveriesReplayInput"];
                output: components["schemas"]["Delivery"];
            };
            /** @description Takes back one of your own uploads that nothing names yet. */
            "files.discard": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    fileId: string;
                };
                output: components["schemas"]["Removed"];
            };
            /** @description One of your own uploads that nothing names yet. */
            "files.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    fileId: string;
                };
                output: components["schemas"]["StagedFile"];
            };
            /** @description What virus scanners hold back, oldest first. */
            "files.quarantine": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["QuarantinePage"];
            };
            /** @description Lets go of a file that the virus scanner was wrong about. */
            "files.release": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    fileId: string;
                } & components["schemas"]["FilesReleaseInput"];
                output: components["schemas"]["QuarantinedFile"];
            };
            /** @description Takes in a file, for a command to name soon. */
            "files.stage": {
                /** @constant */
                kind: "upload";
                input: {
                    /** @description Name of the file; in a form, that of the part counts */
                    name?: string;
                };
                output: components["schemas"]["StagedFile"];
            };
            /** @description Everything with a company that the caller may see, over all its contacts; newest first. */
            "history.ofCompany": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    companyId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["HistoryPage"];
            };
            /** @description Everything with somebody that the caller may see: tickets with their contacts, and what plugins add; newest first. */
            "history.ofPerson": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    personId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["HistoryPage"];
            };
            /** @description Makes a key for a service, with what the roles of the service allow. The key is shown this once. */
            "keys.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["KeysCreateInput"];
                output: components["schemas"]["NewKey"];
            };
            /** @description Keys of services, newest first, also those that have ended. None of them can be read again. */
            "keys.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description Of this service */
                    serviceId?: string;
                };
                output: components["schemas"]["KeyPage"];
            };
            /** @description Ends a key at once, in every process. */
            "keys.revoke": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    keyId: string;
                };
                output: components["schemas"]["Key"];
            };
            /** @description Makes another key in place of one, which goes on to count for a while. The new one is shown this once. */
            "keys.rotate": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    keyId: string;
                } & components["schemas"]["KeysRotateInput"];
                output: components["schemas"]["NewKey"];
            };
            /** @description Links a ticket to another one that the caller may see. */
            "links.add": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["LinksAddInput"];
                output: components["schemas"]["Link"];
            };
            /** @description The links of a ticket to others that the caller may see, newest first. */
            "links.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /**
                     * @description What the ticket is to the one at the other end
                     * @enum {string}
                     */
                    role?: "relates" | "duplicates" | "duplicated_by" | "blocks" | "blocked_by" | "causes" | "caused_by" | "parent_of" | "child_of" | "follow_up_of" | "followed_up_by" | "split_from" | "split_into" | "corrects" | "corrected_by" | "verifies" | "verified_by";
                    /** @description Only those whose other end is still at work */
                    open?: boolean;
                };
                output: components["schemas"]["LinkPage"];
            };
            /** @description Removes a link. */
            "links.remove": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description UUID, lower-case */
                    linkId: string;
                };
                output: components["schemas"]["LinkPage"];
            };
            /** @description Says that the caller looks at the ticket or writes on it. Counts for 45 and 20 seconds. */
            "live.announce": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["LiveAnnounceInput"];
                output: components["schemas"]["Presence"];
            };
            /** @description Says that the caller is no longer at the ticket, or that one of their windows is not. */
            "live.leave": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description Which window has left; all of the caller’s unless told */
                    tab?: string;
                };
                output: components["schemas"]["Presence"];
            };
            /** @description Who is at the ticket right now; for customers whether an agent is writing, where the desk allows it. */
            "live.presence": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                };
                output: components["schemas"]["Presence"];
            };
            /** @description What happens on the tickets in the caller’s scope, as server-sent events: `ticket`, `view`, `unread`, `presence`, `gone`, `gap`, `end`. Resumable by `Last-Event-ID` or `after`. */
            "live.stream": {
                /** @constant */
                kind: "events";
                input: {
                    /** @description Where to go on: the `id` of the last event, as `Last-Event-ID` says it */
                    after?: string;
                    /** @description These tickets */
                    ticketId?: string[];
                    /** @description True: those at work; false: the others */
                    open?: boolean;
                    /** @description Of any of these types */
                    type?: string[];
                    /** @description Asked for by them */
                    requesterId?: string;
                    /** @description Of this company */
                    companyId?: string;
                    /** @description Of this team */
                    teamId?: string;
                    /** @description Assigned to them */
                    assigneeId?: string;
                    /** @description True: of nobody; false: of somebody */
                    unassigned?: boolean;
                    /** @description With this tag */
                    tag?: string & unknown;
                    /** @description Who is at the tickets; with `ticketId` unless told otherwise */
                    presence?: boolean;
                    /** @description Saved views whose lists may have become others. With these or `unread` alone nothing else of tickets is told. */
                    viewId?: string[];
                    /** @description How many notifications the caller has not read: at once, and whenever it is another number */
                    unread?: boolean;
                };
                output: null;
            };
            /** @description Does everything that the macro says with one ticket, in one transaction and with the caller’s rights; or nothing. */
            "macros.apply": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    macroId: string;
                } & components["schemas"]["MacrosApplyInput"];
                output: components["schemas"]["AppliedMacro"];
            };
            /** @description Makes a macro: one’s own, or with the right to manage macros there a team’s or the desk’s. */
            "macros.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["MacrosCreateInput"];
                output: components["schemas"]["Macro"];
            };
            /** @description One macro, with its texts in every language. */
            "macros.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    macroId: string;
                };
                output: components["schemas"]["Macro"];
            };
            /** @description One’s own macros, those of one’s teams and those of the desk, in their order. */
            "macros.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description Also those that are not offered */
                    withInactive?: boolean;
                };
                output: components["schemas"]["MacroPage"];
            };
            /** @description What the texts of macros can name. */
            "macros.placeholders": {
                /** @constant */
                kind: "json";
                input: Record<string, unknown>;
                /** @description What a text can name: answers to the requester, and notes. */
                output: components["schemas"]["Placeholders"];
            };
            /** @description What the macro would do with a ticket now: each action, the texts as they would be sent, and what refuses it. Saves nothing. */
            "macros.preview": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    macroId: string;
                } & components["schemas"]["MacrosPreviewInput"];
                output: components["schemas"]["MacroPreview"];
            };
            /** @description Takes a macro away. What was done with it stays. */
            "macros.remove": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    macroId: string;
                };
                output: components["schemas"]["Removed"];
            };
            /** @description Changes titles, actions, order, or whether a macro is offered. */
            "macros.update": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    macroId: string;
                } & components["schemas"]["MacrosUpdateInput"];
                output: components["schemas"]["Macro"];
            };
            /** @description What the caller was told, newest first. */
            "notifications.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description True: only what is not read; false: only what is */
                    unread?: boolean;
                };
                output: components["schemas"]["NotificationPage"];
            };
            /** @description For which reasons, and of which events, the caller is told by which channels. */
            "notifications.preferences": {
                /** @constant */
                kind: "json";
                input: Record<string, unknown>;
                output: components["schemas"]["NotificationPreferences"];
            };
            /** @description Marks some, those of a ticket, or all as read. */
            "notifications.read": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["NotificationsReadInput"];
                output: components["schemas"]["UnreadCount"];
            };
            /** @description Whether the caller is told for a reason by a channel; of all events, or of one. */
            "notifications.savePreference": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["NotificationsSavePreferenceInput"];
                output: components["schemas"]["NotificationPreferences"];
            };
            /** @description How many the caller has not read, up to a thousand. */
            "notifications.unread": {
                /** @constant */
                kind: "json";
                input: Record<string, unknown>;
                output: components["schemas"]["UnreadCount"];
            };
            /** @description Adds somebody, who starts as a customer of their own tickets. */
            "people.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["PeopleCreateInput"];
                output: components["schemas"]["Person"];
            };
            /** @description Ends every access of somebody at once, takes back their roles and gives their tickets back to the teams. */
            "people.deactivate": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    personId: string;
                } & components["schemas"]["PeopleDeactivateInput"];
                output: components["schemas"]["Person"];
            };
            /** @description Takes who somebody was and what they wrote out of the desk and every plugin. It can’t be taken back. */
            "people.erase": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    personId: string;
                };
                output: components["schemas"]["ErasureReport"];
            };
            /** @description What is held of somebody, here and in every plugin, as NDJSON: a line for each row. */
            "people.export": {
                /** @constant */
                kind: "bytes";
                input: {
                    /** @description UUID, lower-case */
                    personId: string;
                };
                output: null;
            };
            /** @description One person. */
            "people.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    personId: string;
                };
                output: components["schemas"]["Person"];
            };
            /** @description People whom the caller may see, by name. */
            "people.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description Beginning of the name or of the address, whatever the case */
                    query?: string & unknown;
                    /** @description Contacts of this company */
                    companyId?: string;
                    /** @description Who has a role in this team */
                    teamId?: string;
                    /** @description True: only active people; false: only the others; all of them unless told */
                    isActive?: boolean;
                };
                output: components["schemas"]["PersonPage"];
            };
            /** @description Who the caller is, in which capacity, with which grants. */
            "people.me": {
                /** @constant */
                kind: "json";
                input: Record<string, unknown>;
                output: components["schemas"]["Me"];
            };
            /** @description Lets somebody in again, as a customer of their own tickets. Roles and assignments are given anew. */
            "people.reactivate": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    personId: string;
                };
                output: components["schemas"]["Person"];
            };
            /** @description Changes name, address and language of somebody. */
            "people.update": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    personId: string;
                } & components["schemas"]["PeopleUpdateInput"];
                output: components["schemas"]["Person"];
            };
            /** @description Changes the caller’s own name and language. What the host says of them at their next call comes before. */
            "people.updateMe": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["PeopleUpdateMeInput"];
                output: components["schemas"]["Person"];
            };
            /** @description Lets a draft give: at sign-in from now on, and to the people there are in the background. */
            "provisioning.activate": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ruleId: string;
                };
                output: components["schemas"]["ProvisioningRule"];
            };
            /** @description Drafts a rule that gives people a company or a role by what the host vouches for; it gives nothing before it is activated. */
            "provisioning.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["ProvisioningCreateInput"];
                output: components["schemas"]["ProvisioningRule"];
            };
            /** @description Ends a rule and takes back what it gave, in the background; what people were given by hand stays. */
            "provisioning.end": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ruleId: string;
                };
                output: components["schemas"]["ProvisioningRule"];
            };
            /** @description To whom a rule has given what. */
            "provisioning.given": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ruleId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["ProvisioningGiven"];
            };
            /** @description Whom a rule fits of the people there are, and what they would get. */
            "provisioning.preview": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ruleId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["ProvisioningPreview"];
            };
            /** @description Rules, newest first, also those that have ended. */
            "provisioning.rules": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["ProvisioningRulePage"];
            };
            /** @description Finds tickets, people, companies and plugins’ documents that the caller may see. */
            "search.find": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description Words, `"a phrase"`, `-without`, `#42`, and filters such as `status:open` (see docs/guide/search.md) */
                    query: string;
                    /** @description One kind of what can be found; all of them unless told */
                    kind?: string;
                };
                output: components["schemas"]["SearchPage"];
            };
            /** @description Makes a team. Who is in it is said by roles that are given in its scope. */
            "teams.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["TeamsCreateInput"];
                output: components["schemas"]["Team"];
            };
            /** @description One team. */
            "teams.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    teamId: string;
                };
                output: components["schemas"]["Team"];
            };
            /** @description All teams, in the order in which they were made. */
            "teams.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["TeamPage"];
            };
            /** @description Who is in the team: everybody with a role in its scope, by name. */
            "teams.members": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    teamId: string;
                };
                output: components["schemas"]["TeamMembers"];
            };
            /** @description Takes back every role in the team; open tickets go back to the team. */
            "teams.removeMember": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    teamId: string;
                    /** @description UUID, lower-case */
                    personId: string;
                };
                output: components["schemas"]["TeamMembers"];
            };
            /** @description Renames a team, or ends and resumes its service: an inactive team gets no more tickets and keeps those that it has. */
            "teams.update": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    teamId: string;
                } & components["schemas"]["TeamsUpdateInput"];
                output: components["schemas"]["Team"];
            };
            /** @description Adds a contact in copy (public messages only) or a follower from the staff. */
            "tickets.addParticipant": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsAddParticipantInput"];
                output: components["schemas"]["Participants"];
            };
            /** @description Ratings of the tickets that the caller sees, newest first. */
            "tickets.allRatings": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description First rated at this instant or later */
                    from?: string;
                    /** @description First rated before this instant */
                    before?: string;
                    /** @description Of tickets of this team */
                    teamId?: string;
                    /** @description Of tickets of this company */
                    companyId?: string;
                    /** @description Of tickets that are assigned to them */
                    assigneeId?: string;
                    /** @description With this score or a lower one */
                    atMost?: number;
                };
                output: components["schemas"]["RatingPage"];
            };
            /** @description Gives the ticket to somebody of its team, or to nobody; with a team, moves it there. */
            "tickets.assign": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsAssignInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description What the caller may do with the ticket now, and why not where not. */
            "tickets.commands": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                };
                output: components["schemas"]["AvailableCommands"];
            };
            /** @description Opens a ticket. */
            "tickets.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["TicketsCreateInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description One ticket. */
            "tickets.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description With who is at it right now */
                    presence?: boolean;
                };
                output: components["schemas"]["Ticket"];
            };
            /** @description The tickets in the caller’s scope, by keyset. */
            "tickets.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                    /** @description True: at work, which is new, open or waiting; false: the others */
                    open?: boolean;
                    /** @description Any of these */
                    category?: ("new" | "open" | "waiting" | "resolved" | "closed")[];
                    /** @description Any of these types */
                    type?: string[];
                    /** @description Any of these */
                    priority?: ("low" | "normal" | "high" | "urgent")[];
                    /** @description Who asks; `me` is the caller */
                    requesterId?: (string | "me") | (string | "me")[];
                    /** @description Of these companies */
                    companyId?: string | string[];
                    /** @description What it waits for: codes of the type */
                    waitingOn?: string | string[];
                    /** @description Opened then or later: an instant, or such as `today-7d` */
                    createdFrom?: string;
                    /** @description Opened before then: an instant, or such as `today-7d` */
                    createdBefore?: string;
                    /** @description By the last change that the caller’s audience may see */
                    updatedFrom?: string;
                    /** @description By the last change that the caller’s audience may see */
                    updatedBefore?: string;
                    /** @description Resolved then or later */
                    resolvedFrom?: string;
                    /** @description Resolved before then */
                    resolvedBefore?: string;
                    /** @description Closed then or later */
                    closedFrom?: string;
                    /** @description Closed before then */
                    closedBefore?: string;
                    /** @description Until when it waits */
                    waitingUntilFrom?: string;
                    /** @description Until when it waits */
                    waitingUntilBefore?: string;
                    /** @description By fields that the types declare `filterable`, as far as the caller’s audience sees them */
                    fields?: {
                        [key: string]: (string | number | boolean) | null | (string | number | boolean)[] | {
                            from?: string | number | boolean;
                            to?: string | number | boolean;
                        };
                    };
                    /** @description Internal names of statuses */
                    status?: string[];
                    /** @description Whose queue; `mine` are the teams of the caller */
                    teamId?: (string | "mine") | (string | "mine")[];
                    /** @description Who has it; `me` is the caller, `none` nobody */
                    assigneeId?: (string | "me" | "none") | (string | "me" | "none")[];
                    /** @description True: of nobody; false: of somebody */
                    unassigned?: boolean;
                    /** @description Has a public message of the customer that no staff has answered */
                    unanswered?: boolean;
                    /** @description The caller follows it */
                    followed?: boolean;
                    /** @description With any of these tags */
                    tag?: (string & unknown) | (string & unknown)[];
                    /** @description With none of these tags */
                    withoutTag?: (string & unknown) | (string & unknown)[];
                    /** @description How it came in: any of these */
                    channel?: string | string[];
                    /** @description `fields.<name>` by a field that is `sortable` */
                    sort?: "created" | "updated" | "priority" | string;
                    /**
                     * @description `newest` unless told
                     * @enum {string}
                     */
                    order?: "newest" | "oldest";
                };
                output: components["schemas"]["TicketPage"];
            };
            /** @description Makes the ticket part of another one. It can be undone. */
            "tickets.merge": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Becomes part of the other one */
                    ticketId: string;
                } & components["schemas"]["TicketsMergeInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description The tickets that are part of this one, as far as the caller may see them. */
            "tickets.merged": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                };
                output: components["schemas"]["MergedTickets"];
            };
            /** @description The conversation with what was merged into it, oldest first; customers get its public part. */
            "tickets.messages": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["MessagePage"];
            };
            /** @description Writes an internal message: customers never see it. */
            "tickets.note": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsNoteInput"];
                output: components["schemas"]["Reply"];
            };
            /** @description Who is in copy, and for staff who follows. */
            "tickets.participants": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                };
                output: components["schemas"]["Participants"];
            };
            /** @description Performs a command of the ticket’s type. */
            "tickets.perform": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description Name of a command of the ticket’s type */
                    command: string;
                } & components["schemas"]["TicketsPerformInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description Says how good the solution is: once for each solution, and changed as long as it can be rated. */
            "tickets.rate": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsRateInput"];
                output: components["schemas"]["Rating"];
            };
            /** @description Count, average and spread of the ratings of the tickets that the caller sees. */
            "tickets.ratingSummary": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description First rated at this instant or later */
                    from?: string;
                    /** @description First rated before this instant */
                    before?: string;
                    /** @description Of tickets of this team */
                    teamId?: string;
                    /** @description Of tickets of this company */
                    companyId?: string;
                    /** @description Of tickets that are assigned to them */
                    assigneeId?: string;
                };
                output: components["schemas"]["RatingSummary"];
            };
            /** @description What was said of a ticket’s solutions, and the one that the caller can rate now; customers get their own ratings. */
            "tickets.ratings": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                };
                output: components["schemas"]["RatingsOfTicket"];
            };
            /** @description Takes a copy or a follower away. */
            "tickets.removeParticipant": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /**
                     * @description `cc`: a contact who sees the public part; `follower`: staff
                     * @enum {string}
                     */
                    kind: "cc" | "follower";
                    /** @description UUID, lower-case */
                    personId: string;
                };
                output: components["schemas"]["Participants"];
            };
            /** @description Writes a public message: the requester and those in copy see it. */
            "tickets.reply": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsReplyInput"];
                output: components["schemas"]["Reply"];
            };
            /** @description Resolves a problem together with named incidents that it caused: all of them or none. */
            "tickets.resolveWithIncidents": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsResolveWithIncidentsInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description Opens a new ticket from some messages of this one. They stay where they are and are shown with both. */
            "tickets.split": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsSplitInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description Adds and removes tags. */
            "tickets.tag": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsTagInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description Takes a ticket that nobody has; of many at once one gets it. */
            "tickets.take": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsTakeInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description What happened, oldest first, with messages and old and new values; what was merged into the ticket is part of it. */
            "tickets.timeline": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["Timeline"];
            };
            /** @description Takes the ticket out of the one that it was merged into, as it was before. What came in meanwhile stays there. */
            "tickets.unmerge": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsTakeInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description Changes subject, priority, requester, company, team, language, fields and the plugins’ part. */
            "tickets.update": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    ticketId: string;
                } & components["schemas"]["TicketsUpdateInput"];
                output: components["schemas"]["Ticket"];
            };
            /** @description The form for opening or changing a ticket of a type, or for one of its commands, as JSON Schema in the caller’s words. */
            "types.form": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Code of the type */
                    typeId: string;
                    /**
                     * @description Opening a ticket, changing one, or giving it a command
                     * @enum {string}
                     */
                    purpose: "create" | "update" | "command";
                    /** @description Which one, for the purpose `command` */
                    command?: string;
                };
                output: components["schemas"]["Form"];
            };
            /** @description One ticket type: statuses, commands, fields, and its picture as Mermaid. */
            "types.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description Code of the type */
                    typeId: string;
                };
                output: components["schemas"]["TicketType"];
            };
            /** @description The ticket types that the caller may open or meet. */
            "types.list": {
                /** @constant */
                kind: "json";
                input: Record<string, unknown>;
                output: components["schemas"]["TicketTypeList"];
            };
            /** @description Puts views into an order of the caller’s own. Others keep theirs. */
            "views.arrange": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["ViewsArrangeInput"];
                output: components["schemas"]["SavedViewList"];
            };
            /** @description How many tickets each of the caller’s views has, for this caller. */
            "views.counts": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description These; all of the caller’s unless told */
                    viewIds?: string[];
                };
                output: components["schemas"]["ViewCounts"];
            };
            /** @description Saves a filter with its order and columns: for oneself, for a team, or for the desk. */
            "views.create": {
                /** @constant */
                kind: "json";
                input: components["schemas"]["ViewsCreateInput"];
                output: components["schemas"]["SavedView"];
            };
            /** @description One view, with what is wrong with its filter, if anything is. */
            "views.get": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    viewId: string;
                };
                output: components["schemas"]["SavedView"];
            };
            /** @description The caller’s own views, those of their teams, and those of the desk, in the caller’s order. */
            "views.list": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description The views of this team; the caller’s own, those of their teams and the desk’s unless told */
                    teamId?: string;
                };
                output: components["schemas"]["SavedViewList"];
            };
            /** @description Removes a view; the tickets stay. */
            "views.remove": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    viewId: string;
                };
                output: components["schemas"]["Removed"];
            };
            /** @description The tickets of a view, by keyset. */
            "views.tickets": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    viewId: string;
                    /** @description Items of a page at most; 50 unless told */
                    limit?: number;
                    /** @description Where to go on: `nextCursor` of the page before, by the same caller and filter */
                    cursor?: string;
                };
                output: components["schemas"]["TicketPage"];
            };
            /** @description Changes titles, filter, order or columns of a view. */
            "views.update": {
                /** @constant */
                kind: "json";
                input: {
                    /** @description UUID, lower-case */
                    viewId: string;
                } & components["schemas"]["ViewsUpdateInput"];
                output: components["schemas"]["SavedView"];
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
