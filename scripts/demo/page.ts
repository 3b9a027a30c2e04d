import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import escapeHtml from 'escape-html';
import type { Persona } from '@/scripts/demo/personas';

const STYLE = `
:root { color-scheme: light dark; --canvas: #f5f3ff; --surface: #fff; --line: #ddd6fe; --ink: #1e1b2e; --muted: #5b5675; --accent: #6d28d9; }
@media (prefers-color-scheme: dark) {
  :root { --canvas: #12101c; --surface: #1c192b; --line: #3b3556; --ink: #f3f1fb; --muted: #b1abc9; --accent: #c4b5fd; }
}
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--canvas); color: var(--ink); font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; }
.from { color: var(--accent); font-size: .875rem; font-weight: 600; }
h1 { margin: .25rem 0 .5rem; font-size: 1.625rem; line-height: 1.25; }
p { color: var(--muted); }
ul { list-style: none; padding: 0; margin: 1.5rem 0 1rem; display: grid; gap: .75rem; }
button { font: inherit; color: inherit; cursor: pointer; border-radius: .75rem; }
.persona { width: 100%; padding: .875rem 1rem; display: grid; grid-template-columns: 2.5rem 1fr; gap: 0 .875rem; align-items: center; text-align: left; background: var(--surface); border: 1px solid var(--line); }
.persona:hover, .cancel:hover { border-color: var(--accent); }
.mark { grid-row: span 2; width: 2.5rem; height: 2.5rem; display: grid; place-items: center; border-radius: 50%; background: var(--accent); color: var(--surface); font-weight: 600; }
.name { font-weight: 600; }
.about { color: var(--muted); font-size: .875rem; overflow-wrap: anywhere; }
.cancel { width: 100%; padding: .625rem; background: none; border: 1px solid transparent; color: var(--accent); font-weight: 500; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

function describeAddress({ email, email_verified }: Persona): string {
  if (!email) return 'Tells no e-mail address';
  return `${email}, ${email_verified ? 'confirmed' : 'not confirmed'}`;
}

function personaButton(persona: Persona): string {
  const { id, given_name, family_name } = persona;
  return `<li><button class="persona" name="persona" value="${escapeHtml(id)}">
<span class="mark" aria-hidden="true">${escapeHtml(given_name.slice(0, 1))}</span>
<span class="name">${escapeHtml(`${given_name} ${family_name}`)}</span>
<span class="about">${escapeHtml(describeAddress(persona))}</span>
</button></li>`;
}

/** The page of personas: a form that posts `persona`, or `cancel`, to its own address. */
export function choicePage(personas: readonly Persona[]): string {
  return layout(
    'Who would you like to be?',
    `<p>These people are made up, for trying a sign-in. Nothing leaves this machine.</p>
<form method="post">
<ul>${personas.map(personaButton).join('\n')}</ul>
<button class="cancel" name="cancel" value="yes">Cancel</button>
</form>`,
  );
}

/** The page for a visitor who did not come from a sign-in that is under way. */
export function errorPage(message: string): string {
  return layout('This did not work', `<p>${escapeHtml(message)}</p>`);
}

function layout(heading: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} · Demo account provider</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<div class="from">Demo account provider</div>
<h1>${heading}</h1>
${content}
</main>
</body>
</html>
`;
}

/**
 * Headers of a page. `formTargets` are origins that its form may end at: Chromium holds a form to
 * them through every redirect.
 */
export function setPageHeaders(response: ServerResponse, formTargets: readonly string[] = []) {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('content-security-policy', policy.join('; '));
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
}
