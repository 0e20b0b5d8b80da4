/** The portal's one style sheet: logical properties only, so that right-to-left is the same sheet. Colours and sizes are tokens. */
export const style = `
*,*::before,*::after{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}*{animation:none!important;transition:none!important}}
body{margin:0;background:var(--dw-ground);color:var(--dw-ink);font-family:var(--dw-font);font-size:1rem;line-height:1.6;overflow-wrap:anywhere}
:lang(ja){line-height:1.75;word-break:normal;line-break:strict}:lang(fa){line-height:1.85;font-family:Vazirmatn,"Noto Sans Arabic","Noto Naskh Arabic",Tahoma,var(--dw-font)}:lang(he){font-family:"Noto Sans Hebrew","Segoe UI",Arial,var(--dw-font)}:lang(ja){font-family:"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Yu Gothic",var(--dw-font)}
h1,h2,h3{line-height:1.3;font-weight:650;text-wrap:balance;margin:0}
:lang(fa) :is(h1,h2,h3),h1:lang(fa),h2:lang(fa){line-height:1.6}
h1{font-size:clamp(1.5rem,1.2rem + 1.4vw,2rem);letter-spacing:-.015em}:lang(he) h1,:lang(fa) h1,:lang(ja) h1{letter-spacing:0}
h2{font-size:1.125rem}h3{font-size:1rem}
p{margin:0 0 .75em}p:last-child{margin-block-end:0}
a{color:var(--dw-accent);text-decoration-thickness:.06em;text-underline-offset:.18em}
a:hover{text-decoration-thickness:.12em}
:focus-visible{outline:3px solid var(--dw-accent);outline-offset:2px;border-radius:4px}
ul,ol{padding:0;margin:0;list-style:none}
bdi{unicode-bidi:isolate}
.dw-skip{position:absolute;inset-inline-start:1rem;inset-block-start:-6rem;background:var(--dw-sheet);padding:.6rem 1rem;border-radius:var(--dw-radius);z-index:2}
.dw-skip:focus{inset-block-start:1rem}
.dw-head{border-block-end:1px solid var(--dw-line);background:var(--dw-sheet)}
.dw-head-in{max-inline-size:64rem;margin-inline:auto;padding:.75rem clamp(1rem,4vw,2rem);display:flex;align-items:center;gap:.5rem 2rem;flex-wrap:wrap}
.dw-brand{font-weight:700;font-size:1.0625rem;color:var(--dw-ink);text-decoration:none;margin-inline-end:auto;padding-block:.35rem;letter-spacing:-.01em}
.dw-nav ul{display:flex;gap:.25rem;flex-wrap:wrap}
.dw-nav a{display:inline-flex;align-items:center;gap:.45rem;min-block-size:2.75rem;padding:.35rem .8rem;border-radius:var(--dw-radius);color:var(--dw-soft);text-decoration:none;font-size:.9375rem;white-space:nowrap}
.dw-nav a:hover{background:var(--dw-sunk);color:var(--dw-ink)}
.dw-nav a[aria-current]{background:var(--dw-tint);color:var(--dw-accent);font-weight:600}
.dw-menu{display:none}
.dw-places{display:block;position:static;inset:auto;margin:0;padding:0;border:0;background:none;color:inherit;inline-size:auto;block-size:auto;overflow:visible}
.dw-count{background:var(--dw-accent);color:var(--dw-on-accent);border-radius:1rem;padding-inline:.5em;font-size:.75rem;font-variant-numeric:tabular-nums}
main{max-inline-size:64rem;margin-inline:auto;padding:clamp(1.5rem,4vw,3rem) clamp(1rem,4vw,2rem) 5rem;display:grid;gap:clamp(1.5rem,3vw,2.25rem)}
main>*{min-inline-size:0}
.dw-narrow{max-inline-size:42rem;inline-size:100%;display:grid;gap:1.5rem}
.dw-title{display:grid;gap:.5rem}
.dw-lead{color:var(--dw-soft);font-size:1.0625rem;max-inline-size:38rem;text-wrap:pretty}
.dw-over{color:var(--dw-soft);font-size:.875rem;display:flex;gap:.25rem .75rem;flex-wrap:wrap;align-items:center}
.dw-two{display:grid;gap:clamp(1.5rem,4vw,3rem);grid-template-columns:minmax(0,1fr);align-items:start}
@media(min-width:58rem){.dw-two{grid-template-columns:minmax(0,1fr) 17rem}}
.dw-side{display:grid;gap:1.5rem}
.dw-main{display:grid;gap:1.75rem;min-inline-size:0}
.dw-section{display:grid;gap:.75rem}
.dw-section>header{display:flex;align-items:baseline;justify-content:space-between;gap:1rem;flex-wrap:wrap}
.dw-side h2{font-size:.9375rem}
.dw-list{background:var(--dw-sheet);border:1px solid var(--dw-line);border-radius:var(--dw-radius);overflow:hidden;box-shadow:var(--dw-shadow)}
.dw-list li+li{border-block-start:1px solid var(--dw-line)}
.dw-list a{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.15rem 1rem;padding:.95rem 1.15rem;color:inherit;text-decoration:none;align-items:start}
.dw-list a:hover{background:var(--dw-tint)}
.dw-list a:focus-visible{outline-offset:-3px}
.dw-list-title{font-weight:550;text-align:start;unicode-bidi:isolate}
.dw-list .dw-badge{grid-row:1;grid-column:2;margin-block-start:.1rem}
.dw-facts{grid-column:1/-1;color:var(--dw-soft);font-size:.875rem;display:flex;flex-wrap:wrap;gap:0 .4rem}
.dw-facts>span+span::before{content:"·";margin-inline-end:.4rem;opacity:.7}
.dw-badge{display:inline-flex;align-items:center;border-radius:2rem;padding:.1rem .65rem;font-size:.8125rem;font-weight:550;white-space:nowrap;background:var(--dw-sunk);color:var(--dw-soft)}
.dw-badge.dw-info{background:var(--dw-info-ground);color:var(--dw-info)}.dw-badge.dw-good{background:var(--dw-good-ground);color:var(--dw-good)}.dw-badge.dw-wait{background:var(--dw-wait-ground);color:var(--dw-wait)}.dw-badge.dw-bad{background:var(--dw-bad-ground);color:var(--dw-bad)}
.dw-button{display:inline-flex;align-items:center;justify-content:center;gap:.5rem;min-block-size:2.75rem;padding:.5rem 1.2rem;border:1px solid transparent;border-radius:var(--dw-radius);font:inherit;font-weight:600;font-size:.9375rem;cursor:pointer;text-decoration:none;transition:background-color .12s,border-color .12s}
.dw-first{background:var(--dw-accent);color:var(--dw-on-accent)}.dw-first:hover{background:color-mix(in oklab,var(--dw-accent) 88%,var(--dw-ink))}
.dw-second{background:var(--dw-sheet);color:var(--dw-ink);border-color:var(--dw-edge)}.dw-second:hover{background:var(--dw-sunk)}
.dw-quiet{background:transparent;color:var(--dw-accent);padding-inline:.5rem}.dw-quiet:hover{text-decoration:underline}
.dw-button.dw-bad{background:var(--dw-bad);color:var(--dw-sheet)}
.dw-button[aria-busy]{opacity:.6;cursor:progress}
.dw-actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
.dw-banner{padding:.9rem 1.15rem;border-radius:var(--dw-radius);background:var(--dw-info-ground);color:var(--dw-info)}
.dw-banner.dw-good{background:var(--dw-good-ground);color:var(--dw-good)}.dw-banner.dw-wait{background:var(--dw-wait-ground);color:var(--dw-wait)}.dw-banner.dw-bad{background:var(--dw-bad-ground);color:var(--dw-bad)}.dw-banner.dw-plain{background:var(--dw-sunk);color:var(--dw-ink)}
.dw-banner a{color:inherit}
.dw-empty{border:1px dashed var(--dw-line);border-radius:var(--dw-radius);padding:2rem 1.5rem;text-align:center;color:var(--dw-soft);display:grid;gap:.35rem;justify-items:center}
.dw-empty .dw-button{margin-block-start:.75rem}
.dw-empty-title{color:var(--dw-ink);font-weight:600;margin:0}
.dw-card{background:var(--dw-sheet);border:1px solid var(--dw-line);border-radius:var(--dw-radius);padding:1.25rem clamp(1rem,3vw,1.5rem);display:grid;gap:1rem;box-shadow:var(--dw-shadow)}
.dw-card.dw-good{border-color:color-mix(in oklab,var(--dw-good) 35%,var(--dw-line))}
#suggestions:empty{display:none}#suggestions{display:grid;gap:1rem}
.dw-choices{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr))}
.dw-choices a{display:grid;gap:.2rem;align-content:center;block-size:100%;min-block-size:3.75rem;position:relative;padding-inline-end:2.5rem!important;background:var(--dw-sheet);border:1px solid var(--dw-line);border-radius:var(--dw-radius);padding:1rem 1.15rem;text-decoration:none;color:var(--dw-ink);box-shadow:var(--dw-shadow);transition:border-color .12s}
.dw-choices a:hover{border-color:var(--dw-accent)}
.dw-choices a::after{content:"";position:absolute;inset-inline-end:1.15rem;inset-block-start:calc(50% - .25rem);inline-size:.5rem;block-size:.5rem;border-block-start:2px solid var(--dw-edge);border-inline-end:2px solid var(--dw-edge);rotate:45deg}
[dir=rtl] .dw-choices a::after{rotate:-45deg}
.dw-choices strong{font-weight:600}.dw-choices span{color:var(--dw-soft);font-size:.9375rem}
.dw-form{display:grid;gap:1.35rem}
.dw-field{display:grid;gap:.35rem;border:0;padding:0;margin:0;min-inline-size:0}
.dw-field>label:first-child,.dw-field>legend{font-weight:600;font-size:.9375rem;padding:0}
.dw-optional{color:var(--dw-soft);font-weight:400}
.dw-hint{color:var(--dw-soft);font-size:.875rem;margin:0}
.dw-fault{color:var(--dw-bad);font-size:.9375rem;font-weight:550;margin:0}
input,select,textarea{font:inherit;color:inherit;background:var(--dw-sheet);border:1px solid var(--dw-edge);border-radius:calc(var(--dw-radius) * .8);padding:.6rem .8rem;inline-size:100%;min-block-size:2.75rem}
textarea{resize:vertical;line-height:inherit;field-sizing:content;min-block-size:8rem;max-block-size:32rem}
.dw-reply textarea{min-block-size:6rem}
select{appearance:auto}
input[type=checkbox],input[type=radio]{inline-size:1.25rem;block-size:1.25rem;min-block-size:0;margin:0;accent-color:var(--dw-accent);flex:none}
input[type=file]{padding:.5rem;background:var(--dw-sunk);border-style:dashed}
input[type=date],input[type=number]{max-inline-size:14rem}
[aria-invalid]{border-color:var(--dw-bad)}
.dw-check label,.dw-options label{display:flex;align-items:flex-start;gap:.65rem;padding-block:.35rem;cursor:pointer}
.dw-check input,.dw-options input{margin-block-start:.2rem}
.dw-title h1,.dw-list-title,dd p{text-align:-webkit-match-parent;text-align:match-parent}
.dw-log{display:grid;background:var(--dw-sheet);border:1px solid var(--dw-line);border-radius:var(--dw-radius);box-shadow:var(--dw-shadow)}.dw-log li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;padding:.7rem 1.15rem}.dw-log li+li{border-block-start:1px solid var(--dw-line)}
.dw-bars{display:grid;gap:1rem}.dw-bars .dw-card{gap:.5rem}.dw-bar-name{display:flex;justify-content:space-between;gap:.25rem 1rem;flex-wrap:wrap;margin:0}.dw-bar-name span{color:var(--dw-soft);font-size:.9375rem}
meter{appearance:none;display:block;inline-size:100%;block-size:.6rem;border:0;border-radius:1rem;overflow:hidden;background:var(--dw-sunk)}meter::-webkit-meter-bar{background:var(--dw-sunk);border:0;border-radius:1rem;block-size:.6rem}meter::-webkit-meter-optimum-value{background:var(--dw-accent);border-radius:1rem}meter::-moz-meter-bar{background:var(--dw-accent);border-radius:1rem}
.dw-total{display:flex;justify-content:space-between;gap:1rem;margin:0;padding:.75rem .9rem 0;font-size:1.0625rem}.dw-card>.dw-table caption,.dw-side .dw-table caption{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}.dw-card>.dw-table tr:last-child td{border-block-end:0}
.dw-scale{gap:.6rem}.dw-scale-row{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));gap:.5rem}
.dw-scale-row label{position:relative;display:flex;align-items:center;justify-content:center;text-align:center;min-block-size:3rem;padding:.4rem .5rem;border:1px solid var(--dw-edge);border-radius:var(--dw-radius);background:var(--dw-sheet);cursor:pointer;font-size:.9375rem;line-height:1.3;transition:background-color .12s,border-color .12s}
.dw-scale-row label:hover{background:var(--dw-sunk)}.dw-scale-row input{position:absolute;inset:0;inline-size:100%;block-size:100%;opacity:0;cursor:pointer}
.dw-scale-row label:has(:checked){background:var(--dw-accent);border-color:var(--dw-accent);color:var(--dw-on-accent);font-weight:600}.dw-scale-row label:has(:focus-visible){outline:2px solid var(--dw-accent);outline-offset:2px}
@media(max-width:34rem){.dw-scale-row{grid-template-columns:1fr}.dw-scale-row label{min-block-size:2.75rem}}
.dw-dots{display:inline-flex;gap:.3rem}.dw-dots>span{inline-size:.6rem;block-size:.6rem;border-radius:50%;border:1.5px solid var(--dw-accent)}.dw-dots>.dw-full{background:var(--dw-accent)}
.dw-with-unit{display:flex;align-items:center;gap:.6rem}.dw-unit{color:var(--dw-soft)}
.dw-search{display:flex;gap:.6rem}.dw-search input{flex:1;min-inline-size:0}
.dw-tabs{display:flex;gap:.25rem;border-block-end:1px solid var(--dw-line);overflow-x:auto}
.dw-tabs a{padding:.65rem .9rem;color:var(--dw-soft);text-decoration:none;border-block-end:2px solid transparent;margin-block-end:-1px;white-space:nowrap;min-block-size:2.75rem}
.dw-tabs a[aria-current]{color:var(--dw-ink);font-weight:600;border-block-end-color:var(--dw-accent)}
.dw-tabs a:focus-visible{outline-offset:-3px}
.dw-timeline{display:grid;gap:1rem}
.dw-message{background:var(--dw-sheet);border:1px solid var(--dw-line);border-radius:calc(var(--dw-radius) * 1.3);padding:1rem 1.15rem;display:grid;gap:.5rem;max-inline-size:40rem;inline-size:fit-content;min-inline-size:min(100%,18rem)}
.dw-own{background:var(--dw-tint);border-color:transparent;margin-inline-start:auto;border-end-end-radius:4px}
.dw-theirs,.dw-other{border-end-start-radius:4px}
.dw-message header{display:flex;gap:.15rem .6rem;align-items:center;flex-wrap:wrap;font-size:.875rem}
.dw-author{font-weight:600}
time{color:var(--dw-soft);font-size:.8125rem}
.dw-body p{text-align:start}
.dw-occurrence{color:var(--dw-soft);font-size:.875rem;text-align:center;margin:0;padding-inline:1rem}
.dw-files{display:flex;flex-wrap:wrap;gap:.5rem}
.dw-files a{display:inline-flex;gap:.4rem;align-items:center;border:1px solid var(--dw-line);border-radius:var(--dw-radius);padding:.35rem .7rem;font-size:.875rem;text-decoration:none;background:var(--dw-sheet);min-block-size:2.25rem}
.dw-files small{color:var(--dw-soft)}
.dw-confirm>summary{list-style:none;inline-size:fit-content}.dw-confirm>summary::-webkit-details-marker{display:none}
.dw-confirm[open]>summary{margin-block-end:1rem}
.dw-confirm-body{display:grid;gap:1rem;padding:1.15rem;background:var(--dw-sunk);border-radius:var(--dw-radius)}
.dw-facts-list{display:grid;gap:.7rem;margin:0}
.dw-facts-list dt{color:var(--dw-soft);font-size:.8125rem}.dw-facts-list dd{margin:0}
.dw-tasks li{display:flex;gap:.6rem;align-items:baseline;padding-block:.25rem}
.dw-tasks li::before{content:"○";color:var(--dw-soft)}.dw-tasks li.dw-done::before{content:"✓";color:var(--dw-good)}.dw-tasks li.dw-done{color:var(--dw-soft)}
.dw-people{display:grid;gap:1rem}.dw-person{display:grid;gap:.15rem}.dw-person .dw-over:empty{display:none}
.dw-table{inline-size:100%;border-collapse:collapse;background:var(--dw-sheet)}.dw-table caption{text-align:start;font-weight:600;padding-block-end:.5rem}
.dw-table th,.dw-table td{text-align:start;padding:.65rem .9rem;border-block-end:1px solid var(--dw-line);vertical-align:top}.dw-table th{color:var(--dw-soft);font-size:.875rem;font-weight:500}
.dw-table th,.dw-table td:not(:first-child){overflow-wrap:break-word}
.dw-table input[type=checkbox]{display:block}
@media(max-width:34rem){.dw-table thead{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}.dw-table tr{display:grid;padding-block:.6rem;border-block-end:1px solid var(--dw-line)}.dw-table td{border:0;padding:.2rem 0;display:grid;grid-template-columns:9rem minmax(0,1fr);gap:.75rem}.dw-table td::before{content:attr(data-name);color:var(--dw-soft);font-size:.875rem}}
.dw-pages{display:flex;gap:.75rem;justify-content:center;flex-wrap:wrap}
.dw-article{line-height:1.75;font-size:1.0625rem;max-inline-size:42rem}.dw-article img{max-inline-size:100%;block-size:auto;border-radius:var(--dw-radius)}.dw-article :is(h1,h2,h3,h4){margin-block:1.6em .5em}.dw-article :is(ul,ol){padding-inline-start:1.5rem;list-style:revert;margin-block-end:.75em}.dw-article pre{background:var(--dw-sunk);padding:1rem;border-radius:var(--dw-radius);overflow:auto}.dw-article :is(code,kbd){font-family:ui-monospace,monospace;font-size:.92em}.dw-article blockquote{margin:0;padding-inline-start:1rem;border-inline-start:3px solid var(--dw-line);color:var(--dw-soft)}.dw-article table{border-collapse:collapse;display:block;overflow-x:auto}.dw-article :is(td,th){border:1px solid var(--dw-line);padding:.4rem .7rem;text-align:start}
mark{background:var(--dw-wait-ground);color:inherit;border-radius:3px;padding-inline:.1em}
.dw-foot{max-inline-size:64rem;margin-inline:auto;padding:0 clamp(1rem,4vw,2rem) 2rem;color:var(--dw-soft);font-size:.875rem;display:flex;gap:.5rem 1.5rem;flex-wrap:wrap;align-items:center;justify-content:space-between}
.dw-languages{display:flex;flex-wrap:wrap;gap:0 .25rem}.dw-languages button{background:none;border:0;font:inherit;color:inherit;padding:.35rem .5rem;min-block-size:2.25rem;cursor:pointer;border-radius:6px}.dw-languages button:hover{text-decoration:underline;color:var(--dw-ink)}.dw-languages [aria-current]{color:var(--dw-ink);font-weight:600}
.dw-live:empty{display:none}.dw-live{color:var(--dw-soft);font-size:.9375rem}
@media(max-width:40rem){.dw-head-in{padding-block:.5rem;gap:.15rem}.dw-nav{margin-inline:-.5rem}.dw-nav a{padding-inline:.65rem}.dw-wide-button .dw-button{inline-size:100%}.dw-list a{padding-inline:1rem}.dw-message{max-inline-size:calc(100% - 1rem)}}
@supports selector(:popover-open){@media(max-width:40rem){.dw-head-in{padding-block:.6rem;flex-wrap:nowrap}
.dw-menu{display:inline-flex;align-items:center;gap:.6rem;min-block-size:2.75rem;padding:.4rem .9rem;border:1px solid var(--dw-edge);border-radius:var(--dw-radius);background:var(--dw-sheet);color:var(--dw-ink);font:inherit;font-weight:600;font-size:.9375rem;cursor:pointer;flex:none}
.dw-menu::before{content:"";inline-size:1rem;block-size:.65rem;border-block:2px solid;background:linear-gradient(currentcolor,currentcolor) center/100% 2px no-repeat}
.dw-places:not(:popover-open){display:none}
.dw-places:popover-open{position:fixed;inset-block:4.25rem auto;inset-inline:.75rem;inline-size:auto;max-block-size:calc(100dvh - 5rem);overflow-y:auto;padding:.75rem;background:var(--dw-sheet);color:var(--dw-ink);border:1px solid var(--dw-line);border-radius:var(--dw-radius);box-shadow:0 8px 40px rgb(0 0 0/.25)}
.dw-places::backdrop{background:rgb(0 0 0/.35)}
.dw-places .dw-nav{margin:0}.dw-places .dw-nav ul{display:grid}.dw-places .dw-nav a{display:flex;inline-size:100%;padding-inline:1rem}}}
@media print{.dw-head,.dw-foot,.dw-reply,.dw-confirm{display:none}}
@media(forced-colors:active){.dw-badge,.dw-banner,.dw-own{border:1px solid}}
`
