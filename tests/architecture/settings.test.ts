import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingsShape } from '@/lib/server/settings/settings';
import { sourceFiles } from '@/tests/support/source-files';

const example = readFileSync('.env.local.example', 'utf8');
const lines = [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=(.*)$/gm)];
const values = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));

describe('.env.local.example', () => {
  it('has every setting, and no other', () => {
    expect(Object.keys(values).sort()).toEqual(Object.keys(settingsShape).sort());
  });

  it('shows the defaults', () => {
    for (const [name, { def }] of Object.entries(settingsShape)) {
      const fallback = 'defaultValue' in def ? String(def.defaultValue) : '';
      if (fallback) expect(values[name]).toBe(fallback);
    }
  });

  it('holds no secret that a production server would start with', () => {
    const secrets = [
      'JWT_SECRET',
      'JWT_PREVIOUS_SECRETS',
      'JWT_PRIVATE_KEY',
      'DJANGO_SECRET_KEY',
      'AWS_SES_ACCESS_KEY_ID',
      'AWS_SES_SECRET_ACCESS_KEY',
      'OIDC_CLIENT_SECRET',
      ...Object.keys(settingsShape).filter((name) => /_AUTH_.*(?:KEY|SECRET)$/.test(name)),
    ];
    for (const name of secrets) {
      expect(values[name]).toBe('');
    }
  });
});

describe('process.env', () => {
  it('is read where settings are parsed, and nowhere else but for what the platform and `npm start` say', () => {
    const allowed = ['NODE_ENV', 'NEXT_RUNTIME', 'PORT', 'GATE_PORT'];
    const readers = sourceFiles(/^(?:app|components|lib|db|middleware|instrumentation)/).flatMap(
      ({ path, text }) =>
        [...text.matchAll(/process\.env(?:\.(\w+))?/g)]
          .filter(([, name]) => !name || !allowed.includes(name))
          .map(([match]) => `${path}: ${match}`),
    );
    expect(readers).toEqual([
      // A process of its own: its settings are the same, and so is what each flag stands for.
      'lib/cli/django-commands.ts: process.env.DJANGO_DATABASE_URL',
      'lib/cli/doctor.ts: process.env',
      'lib/cli/environment.ts: process.env',
      'lib/cli/failure.ts: process.env.DEBUG',
      'lib/edge/settings.ts: process.env',
      'lib/server/runtime/boot.ts: process.env',
      'lib/server/runtime/boot.ts: process.env.JWT_SECRET',
      'lib/server/runtime/boot.ts: process.env.JWT_SECRET',
      'lib/server/runtime/compose.ts: process.env',
      'lib/shared/platform.ts: process.env',
    ]);
  });
});
