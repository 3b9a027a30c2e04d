import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { line, print, printLines } from '@/lib/cli/output';
import { PAIR_ALGORITHMS, type PairAlgorithm } from '@/lib/edge/token-keys';

const SECRET_BYTES = 48;

/** Adds the commands that make secrets and keys. */
export function addKeyCommands(program: Command): void {
  program
    .command('generate-secret')
    .description('print a new JWT_SECRET')
    .action(() => {
      printLines(line`${randomBytes(SECRET_BYTES).toString('base64url')}`);
    });

  program
    .command('generate-key')
    .description('print a new JWT_PRIVATE_KEY, and its public half for JWT_PREVIOUS_PUBLIC_KEYS')
    .addOption(
      new Option('--alg <algorithm>', 'the algorithm to sign with')
        .choices(PAIR_ALGORITHMS)
        .default('EdDSA'),
    )
    .option('--json', 'print JSON')
    .action(generateKey);
}

async function generateKey({ alg, json }: { alg: PairAlgorithm; json?: boolean }): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const settings = {
    JWT_PRIVATE_KEY: inOneLine(await exportPKCS8(privateKey)),
    JWT_PREVIOUS_PUBLIC_KEYS: inOneLine(await exportSPKI(publicKey)),
  };
  const lines = Object.entries(settings).map(([name, value]) => line`${name}=${value}`);
  print(json, settings, lines);
}

/** Returns a PEM as a dotenv file and platforms' settings take it, without quotes. */
function inOneLine(pem: string): string {
  return pem.trim().replaceAll('\n', '\\n');
}
