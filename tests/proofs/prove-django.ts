import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provePeople } from '@/tests/proofs/django/people';
import { measureImport, proveScale } from '@/tests/proofs/django/scale';

/**
 * Runs the proofs; needs a real Django: apt-get install python3-django python3-bcrypt
 * python3-argon2.
 */
async function prove(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-django-'));
  try {
    await provePeople(folder);
    await proveScale(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [mode, from, to] = process.argv.slice(2);
// In a process of its own, or earlier work would hide the growth of its memory.
if (mode === 'measure' && from && to) await measureImport(from, to);
else await prove();
