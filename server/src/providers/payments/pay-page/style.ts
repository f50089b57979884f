/** The style sheet of every payment page: one column for a phone, light and dark by tokens, no font or picture to load. */
export const payPageCss = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --surface: #ffffff; --sunken: #f3f1ec;
  --ink: #14211d; --ink-2: #4a5a54; --line: #e4e1d9;
  --leaf: #0b6b4f; --leaf-ink: #ffffff; --leaf-wash: #e7f2ed;
  --turmeric: #7d5200; --turmeric-wash: #fff3d6; --brick: #b3361b; --brick-wash: #fce9e4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0e1513; --surface: #151e1b; --sunken: #0a100e;
    --ink: #eaf1ee; --ink-2: #a9b8b2; --line: #24302c;
    --leaf: #3fbf95; --leaf-ink: #06130e; --leaf-wash: #12281f;
    --turmeric: #f2b93b; --turmeric-wash: #2e2510; --brick: #f08a72; --brick-wash: #331611;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 26rem; margin: 0 auto; padding: 24px 16px 32px; }
h1, h2, p { margin: 0; }
h1 { font-size: 20px; line-height: 1.25; overflow-wrap: anywhere; }
h2 { font-size: 20px; line-height: 1.25; }
small { display: block; font-size: 13px; font-weight: 400; color: var(--ink-2); }
a { color: var(--leaf); }
header { display: flex; align-items: center; gap: 12px; }
.mark { flex: none; width: 48px; height: 48px; border-radius: 12px; display: grid; place-items: center; background: var(--leaf); color: var(--leaf-ink); font-size: 20px; font-weight: 600; }
.quiet { color: var(--ink-2); font-size: 14px; }
.sum { padding: 24px 0; overflow-wrap: anywhere; }
.amount { font-size: 34px; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
.notice, .state { border-radius: 12px; padding: 16px; margin-bottom: 16px; background: var(--turmeric-wash); color: var(--ink); }
.notice b { color: var(--turmeric); }
.notice.failed { background: var(--brick-wash); }
.notice.failed b { color: var(--brick); }
.notice.lost, .state.paid { background: var(--leaf-wash); }
.notice.lost b, .state.paid h2 { color: var(--leaf); }
.state { background: var(--sunken); display: grid; gap: 8px; }
fieldset { margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); overflow: hidden; }
legend { float: left; width: 100%; padding: 12px 16px 4px; font-size: 14px; color: var(--ink-2); }
.method { clear: both; display: flex; align-items: center; gap: 12px; min-height: 60px; padding: 8px 16px; cursor: pointer; }
.method + .method { border-top: 1px solid var(--line); }
.method b { font-weight: 600; }
.method:has(:checked) { background: var(--leaf-wash); }
.method:focus-within { outline: 2px solid var(--leaf); outline-offset: -2px; }
input[type="radio"] { flex: none; width: 20px; height: 20px; margin: 0; accent-color: var(--leaf); }
button { width: 100%; font: inherit; cursor: pointer; border-radius: 12px; padding: 12px 16px; min-height: 48px; }
button:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--leaf); outline-offset: 2px; }
.primary { margin-top: 16px; min-height: 56px; border: 0; background: var(--leaf); color: var(--leaf-ink); font-weight: 600; font-variant-numeric: tabular-nums; }
.primary:active { filter: brightness(0.92); }
.until { margin-top: 8px; text-align: center; font-size: 13px; }
details { margin-top: 24px; border-top: 1px solid var(--line); padding-top: 8px; }
summary { min-height: 44px; display: flex; align-items: center; cursor: pointer; font-size: 14px; color: var(--ink-2); }
summary::before { content: "+"; width: 20px; font-size: 20px; line-height: 1; }
details[open] summary::before { content: "–"; }
.others { display: grid; gap: 8px; padding-bottom: 8px; }
.others button { text-align: left; background: var(--surface); color: var(--ink); border: 1px solid var(--line); font-weight: 600; }
footer { margin-top: 24px; text-align: center; }
footer .quiet { font-size: 13px; }
`;
