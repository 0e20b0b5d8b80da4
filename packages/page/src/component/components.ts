import type { Html } from '@deskwright/core'
import { attributes, html, type Part } from '../html.ts'

export type Tone = 'plain' | 'info' | 'good' | 'wait' | 'bad'

/** Drawn by the site's style sheet, in one colour; without a word of their own. */
export type IconName =
  | 'home'
  | 'requests'
  | 'new'
  | 'articles'
  | 'equipment'
  | 'settings'
  | 'people'
  | 'search'
  | 'file'
  | 'next'
  | 'back'
  | 'check'
  | 'clock'
  | 'bell'
  | 'star'
  | 'lock'
export const icon = (name: IconName): Html => html`<span class="dw-icon dw-icon-${name}" aria-hidden="true"></span>`

export const badge = (text: string, tone: Tone = 'plain'): Html => html`<span class="dw-badge dw-${tone}">${text}</span>`

/** A link that looks like a button. */
export const buttonLink = (address: string, text: string, kind: 'first' | 'second' | 'quiet' = 'first'): Html =>
  html`<a class="dw-button dw-${kind}" href="${address}">${text}</a>`

export const link = (address: string, text: Part): Html => html`<a href="${address}">${text}</a>`

export interface Button {
  readonly text: string
  readonly kind?: 'first' | 'second' | 'quiet' | 'bad'
  readonly name?: string
  readonly value?: string
}
export const button = ({ text, kind = 'first', name, value }: Button): Html =>
  html`<button class="dw-button dw-${kind}" ${attributes({ type: 'submit', name, value })}>${text}</button>`

/** Told at the top of a page: what was done, or what is wrong. What is wrong is read out at once. */
export const banner = (text: Part, tone: Tone = 'info', title?: string): Html =>
  html`<div class="dw-banner dw-${tone}" ${attributes({ role: tone === 'bad' ? 'alert' : 'status' })}>${title !== undefined && html`<strong>${title}</strong> `}${text}</div>`

/** In place of a list with nothing in it: what would be here, and what one can do. */
export const emptyState = ({ title, text, action }: { readonly title: string; readonly text?: string; readonly action?: Html }): Html =>
  html`<div class="dw-empty"><p class="dw-empty-title">${title}</p>${text !== undefined && html`<p>${text}</p>`}${action}</div>`

/** A part of a page under its own heading. */
export const section = ({
  title,
  more,
  body,
  id,
}: {
  readonly title: string
  readonly more?: Html
  readonly body: Part
  readonly id?: string
}): Html => html`<section class="dw-section" ${attributes({ id })}><header><h2>${title}</h2>${more}</header>${body}</section>`

export interface Row {
  readonly href: string
  /** Somebody's words: isolated. */
  readonly title: string
  readonly badge?: Html
  /** Short facts under the title. */
  readonly facts?: readonly Part[]
}
/** Things that one can open. */
export const list = (rows: readonly Row[]): Html =>
  html`<ul class="dw-list">${rows.map(
    (row) =>
      html`<li><a href="${row.href}"><span class="dw-list-title" dir="auto">${row.title}</span>${row.badge}<span class="dw-facts">${facts(row.facts ?? [])}</span></a></li>`,
  )}</ul>`

/** Short facts in a line; what is nothing is left out. */
export const facts = (parts: readonly Part[]): Html =>
  html`${parts.filter((part) => part !== null && part !== undefined && part !== false && part !== '').map((part) => html`<span>${part}</span>`)}`

export interface Table {
  /** Read out before it. */
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Part[])[]
}
/** On narrow screens each row is a block in which every value stands beside the name of its column. */
export const table = ({ caption, columns, rows }: Table): Html => html`<table class="dw-table"><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td data-name="${columns[index] ?? ''}"><div>${cell}</div></td>`)}</tr>`)}</tbody></table>`

/** Name and value, one under the other. */
export const definitions = (pairs: readonly (readonly [string, Part])[]): Html =>
  html`<dl class="dw-facts-list">${pairs.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`

/** Steps of something in time, oldest first. */
export const timeline = (entries: readonly Html[], label: string): Html =>
  html`<ol class="dw-timeline" ${attributes({ 'aria-label': label })}>${entries.map((entry) => html`<li>${entry}</li>`)}</ol>`

export interface Message {
  readonly author: string
  readonly isOwn: boolean
  /** Of the house. */
  readonly isStaff: boolean
  readonly staffWord?: string
  /** ISO 8601, and as the reader reads it. */
  readonly at: string
  readonly atText: string
  readonly body: Html
  readonly files?: Html | null
  readonly id?: string
}
export const message = ({ author, isOwn, isStaff, staffWord, at, atText, body, files, id }: Message): Html =>
  html`<article class="dw-message ${isStaff ? 'dw-theirs' : isOwn ? 'dw-own' : 'dw-other'}" ${attributes({ id })}><header><span class="dw-author"><bdi>${author}</bdi></span>${isStaff && staffWord !== undefined && badge(staffWord, 'info')}<time datetime="${at}">${atText}</time></header><div class="dw-body">${body}</div>${files}</article>`

/** Something that happened, in a line. */
export const occurrence = (text: Part, at: string, atText: string): Html =>
  html`<p class="dw-occurrence"><span>${text}</span> <time datetime="${at}">${atText}</time></p>`

export interface Tab {
  readonly href: string
  readonly text: string
  readonly isCurrent: boolean
}
/** Views of one thing, each with an address of its own: links, so that they work without a script and by keyboard. */
export const tabs = (items: readonly Tab[], label: string): Html =>
  html`<nav class="dw-tabs" ${attributes({ 'aria-label': label })}>${items.map((item) => html`<a href="${item.href}" ${attributes({ 'aria-current': item.isCurrent && 'page' })}>${item.text}</a>`)}</nav>`

export interface NavItem extends Tab {
  readonly icon?: IconName
  readonly count?: string
}
export const nav = (items: readonly NavItem[], label: string): Html =>
  html`<nav class="dw-nav" ${attributes({ 'aria-label': label })}><ul>${items.map(
    (item) =>
      html`<li><a href="${item.href}" ${attributes({ 'aria-current': item.isCurrent && 'page' })}>${item.icon && icon(item.icon)}<span>${item.text}</span>${item.count !== undefined && html` <span class="dw-count">${item.count}</span>`}</a></li>`,
  )}</ul></nav>`

/** The way to the next page of a list, and back to its beginning. Lists have no numbered pages: nobody counts them. */
export const pagination = ({
  first,
  next,
  words,
}: {
  readonly first: string | null
  readonly next: string | null
  readonly words: { readonly label: string; readonly first: string; readonly next: string }
}): Html | null =>
  first === null && next === null
    ? null
    : html`<nav class="dw-pages" ${attributes({ 'aria-label': words.label })}>${first !== null && buttonLink(first, words.first, 'second')}${next !== null && buttonLink(next, words.next, 'second')}</nav>`

/** Asks before something is done, without a window and without a script: what is to be done opens below the button. */
export const confirm = ({ text, body, isOpen = false }: { readonly text: string; readonly body: Html; readonly isOpen?: boolean }): Html =>
  html`<details class="dw-confirm" ${attributes({ open: isOpen })}><summary class="dw-button dw-second">${text}</summary><div class="dw-confirm-body">${body}</div></details>`

/** A picture of where something stands, with its words beside it: for progress by steps. */
export const steps = (
  items: readonly { readonly text: string; readonly isDone: boolean; readonly isCurrent: boolean }[],
  label: string,
): Html =>
  html`<ol class="dw-steps" ${attributes({ 'aria-label': label })}>${items.map((item) => html`<li class="${item.isCurrent ? 'dw-now' : item.isDone ? 'dw-done' : 'dw-later'}" ${attributes({ 'aria-current': item.isCurrent && 'step' })}><span>${item.text}</span></li>`)}</ol>`
