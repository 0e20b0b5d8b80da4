/** The style of the pages that the HTTP layer brings by itself. */
export const style = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0; color: light-dark(#1b1f24, #e6e8eb); background: light-dark(#fff, #16191d) }
main { max-width: 60rem; margin-inline: auto; padding: 1.5rem }
a { color: light-dark(#0a55c2, #8ab8ff) }
h2 { margin-block-start: 2.5rem; border-block-end: 1px solid light-dark(#d5d9de, #3a4048) }
code, pre { font: 0.9em ui-monospace, monospace }
details { margin-block: 0.5rem; border: 1px solid light-dark(#d5d9de, #3a4048); border-radius: 0.375rem }
summary { padding: 0.5rem 0.75rem; cursor: pointer; overflow-wrap: anywhere }
summary b { display: inline-block; min-inline-size: 4.5em }
details > div { padding: 0 0.75rem 0.75rem; overflow-x: auto }
table { border-collapse: collapse; inline-size: 100% }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; text-align: start; vertical-align: top; border-block-end: 1px solid light-dark(#e6e9ec, #2b3037) }
small, .quiet { color: light-dark(#57606a, #9aa4af) }
nav ul, ul.plain { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; padding: 0; list-style: none }
button { font: inherit; padding: 0.375rem 0.75rem }
button[aria-current] { font-weight: 700 }
`
