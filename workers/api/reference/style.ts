/** The look of the reference page and of the page of errors: quiet, dense, light and dark by the reader's system. */

export const STYLE = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1b1d22, #e7e8ea); --muted: light-dark(#5c616b, #9ea3ad); --line: light-dark(#e3e5e9, #2c2f36);
  --page: light-dark(#fff, #131519); --raised: light-dark(#f6f7f9, #1b1e24); --accent: light-dark(#3247c5, #9aa8ff);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; color: var(--text); background: var(--page); font: 15px/1.55 system-ui, sans-serif; display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem; z-index: 1; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.25rem 1rem; border-right: 1px solid var(--line); font-size: 13px; }
nav .brand { font-weight: 650; margin: 0 0 1rem; font-size: 15px; }
nav summary { cursor: pointer; font-weight: 600; padding: .25rem 0; }
nav ul { list-style: none; margin: 0 0 .75rem; padding: 0; }
nav li a { display: flex; gap: .5rem; color: var(--text); padding: .2rem 0; }
main { padding: 2rem clamp(1rem, 4vw, 4rem) 6rem; max-width: 64rem; }
h1 small { font-size: 1rem; color: var(--muted); font-weight: 400; }
h2 { margin: 3.5rem 0 .25rem; }
h3 { margin: 0 0 .25rem; } h3 a { color: inherit; }
h4 { margin: 1.25rem 0 .5rem; font-size: 14px; }
section { margin-top: 2rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
p code, td code { background: var(--raised); padding: .1em .3em; border-radius: 4px; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; overflow: auto; max-height: 26rem; margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--muted); font-weight: 500; }
.mark { color: var(--muted); font-size: 12px; }
.method { font: 600 11px/1.9 ui-monospace, monospace; min-width: 3.2rem; color: var(--muted); }
.method.get { color: light-dark(#0b6b4f, #6fd3ad); } .method.delete { color: light-dark(#b3261e, #ff9d94); }
.method.post, .method.put, .method.patch { color: var(--accent); }
.refusals { color: var(--muted); font-size: 13px; }
@media (max-width: 52rem) { body { display: block; } nav { position: static; height: auto; border: 0; border-bottom: 1px solid var(--line); } }
`;
