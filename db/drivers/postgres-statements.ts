import { createHash } from 'node:crypto';
import type pg from 'pg';
import { causesOf, codeOf } from '@/db/database/root-cause';

/**
 * The most statements that are named, and the longest text of one: the server keeps each for as long as
 * its connection lasts, and an import's are not seen twice.
 */
const MAX_NAMED = 256;
const MAX_NAMED_LENGTH = 4000;

/**
 * Codes of a server that has no statement of this name, has it already, or has it for a table that has
 * changed since. None of these statements was run.
 */
const LOST = /^(?:26000|42P05|0A000)$/;

/** The names under which the server keeps statements, so that it parses each text once a connection. */
interface StatementNames {
  /** The same query under the name of its text; as it is if the server is to keep none. */
  addTo(query: pg.QueryConfig): pg.QueryConfig;
  /**
   * True if an error means that the server does not know the statement, so that it may be tried again.
   * Behind a pooler that hands each transaction another connection of the server, and does not follow
   * names, that would go on: from then on no statement has one.
   */
  areLost(error: unknown): boolean;
}

/**
 * Creates names that follow from the text: processes that share a connection of the server, through a
 * pooler, mean the same statement by the same name.
 */
export function createStatementNames(): StatementNames {
  const names = new Map<string, string>();
  let isOff = false;

  function nameOf(text: string): string | undefined {
    const known = names.get(text);
    if (known || names.size === MAX_NAMED || text.length > MAX_NAMED_LENGTH) return known;
    const name = createHash('sha256').update(text).digest('base64url');
    names.set(text, name);
    return name;
  }

  return {
    addTo(query) {
      const name = isOff ? undefined : nameOf(query.text);
      return name === undefined ? query : { ...query, name };
    },
    areLost(error) {
      const isLost = causesOf(error).some((cause) => LOST.test(codeOf(cause)));
      isOff ||= isLost;
      return isLost;
    },
  };
}
