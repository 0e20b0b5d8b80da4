/** Of the start page: plain, light and dark, from a phone's width up. */
export const startPageStyle = `:root { color-scheme: light dark; --line: light-dark(#d5d9e0, #3a4048); --soft: light-dark(#f4f6f8, #1d2126); --quiet: light-dark(#57606a, #9aa4b0) }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #14171a); color: light-dark(#1b1f24, #e6e9ec); overflow-wrap: break-word }
main { max-inline-size: 60rem; margin-inline: auto; padding: 1rem 1rem 4rem }
h1 { margin-block: .5rem; font-size: 1.75rem }
h2 { margin-block: 2rem .5rem; font-size: 1.25rem }
h3 { margin-block: 0 .25rem; font-size: 1rem }
p { margin-block: 0 .75rem }
a { color: light-dark(#0b57d0, #8ab4f8) }
nav ul { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 0; padding: 0; list-style: none }
nav a { display: inline-block; padding-block: .5rem }
section { margin-block: 1rem; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem }
section p, .company, .more, dt { color: var(--quiet) }
section p { margin-block-end: .5rem }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .75rem; margin: 0; padding: 0; list-style: none }
.people li { display: flex; flex-direction: column; align-items: flex-start; gap: .125rem; min-inline-size: 0 }
.people li > * { max-inline-size: 100% }
.name { font-weight: 600 }
.more { margin-block: .75rem 0 }
code { font: .875em/1.4 ui-monospace, Consolas, monospace; background: var(--soft); border-radius: .25rem; padding: .1em .3em }
.people code { overflow-wrap: anywhere }
pre { margin: 0; padding: .75rem; background: var(--soft); border-radius: .25rem; overflow-x: auto }
pre code { padding: 0; white-space: pre-wrap; overflow-wrap: anywhere }
dl { margin: 0 }
dt { margin-block: .75rem .25rem }
dd { margin: 0 }
`
