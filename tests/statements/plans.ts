import type BetterSqlite from 'better-sqlite3';
import type pg from 'pg';

/** Rows that may be sorted for one request: those of an account, or of a page. */
const FEW = 1000;

/**
 * What of a statement on SQLite reads or sorts more rows the more there are, in the words of its plan:
 * all of a table or index, or a range of it without a limit.
 */
export function growingOnSqlite(connection: BetterSqlite.Database, sql: string): string[] {
  const plan = connection.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`);
  const details = plan.all(...Array.from(sql.matchAll(/\?/g), () => null)).map((row) => row.detail);
  const reads = details.filter((detail) => /^(?:SCAN|SEARCH)/.test(detail));
  // An equality finds one row, or those of one account.
  const isNarrow = reads.every((detail) => /\(\w+=\?/.test(detail));
  const isLimited = / limit \?/.test(sql);
  const isSorted = details.some((detail) => detail.startsWith('USE TEMP B-TREE'));
  // The first rows, as they lie there.
  if (isLimited && !isSorted && !/ where /.test(sql)) return [];
  return details.filter((detail) => {
    if (detail.startsWith('USE TEMP B-TREE')) return !isNarrow;
    if (detail.startsWith('SEARCH')) return /\(\w+[<>]\?/.test(detail) && !isLimited;
    // The rows that a statement brings, and a common table expression, which ends in a limit of its own.
    return detail.startsWith('SCAN') && !/^SCAN (?:CONSTANT ROW|\d+-ROW VALUES|due)\b/.test(detail);
  });
}

/** A node of a plan, as PostgreSQL describes it. */
interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Filter?: string;
  'Plan Rows': number;
  Plans?: PlanNode[];
}

/**
 * The same of a statement on PostgreSQL, by its plan for any values: a statement that stays prepared
 * gets that one after a few runs.
 */
export async function growingOnPostgres(client: pg.Client, sql: string): Promise<string[]> {
  const { rows } = await client.query(`explain (generic_plan, format json) ${sql}`);
  return growingIn(rows[0]['QUERY PLAN'][0].Plan, false);
}

function growingIn(node: PlanNode, isLimited: boolean): string[] {
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index, Plans = [] } = node;
  const isWholeIndex =
    type.startsWith('Index') && !node['Index Cond'] && (!isLimited || node.Filter !== undefined);
  // What comes in the order of an index is sorted by what it has not in groups, up to the limit.
  const isLargeSort = type === 'Sort' && node['Plan Rows'] > FEW;
  const isGrowing = type === 'Seq Scan' || isWholeIndex || isLargeSort;
  const isLimitedBelow = type !== 'Sort' && (isLimited || type === 'Limit');
  const here = isGrowing ? [[type, table, index].filter(Boolean).join(' ')] : [];
  return [...here, ...Plans.flatMap((child) => growingIn(child, isLimitedBelow))];
}
