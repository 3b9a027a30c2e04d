import ts from 'typescript';

/** The names that a sentence of the API has in the client. */
const SENTENCE_NAMES = new Set(['detail', 'message', 'text']);

/** The methods that take a text apart, or look for one in another. */
const TEXT_METHODS = new Set([
  'endsWith',
  'exec',
  'includes',
  'indexOf',
  'match',
  'matchAll',
  'replace',
  'search',
  'slice',
  'split',
  'startsWith',
  'test',
]);

const EQUALITY = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/**
 * Returns the places in a file whose behaviour depends on a sentence: one that is compared, looked
 * for or taken apart, as a literal or under one of the names of sentences, or that is a key.
 */
export function findComparedSentences(code: string): string[] {
  const file = ts.createSourceFile('file.tsx', code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (comparesSentence(node)) found.push(node.getText(file).slice(0, 100));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function comparesSentence(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node) && EQUALITY.has(node.operatorToken.kind)) {
    const sides = [node.left, node.right];
    return sides.some(isSentence) || (sides.some(isNamedSentence) && !sides.some(isNothing));
  }
  if (ts.isCaseClause(node)) return isSentence(node.expression);
  if (ts.isSwitchStatement(node)) return isNamedSentence(node.expression);
  if (ts.isPropertyAssignment(node)) return isSentence(node.name);
  if (ts.isElementAccessExpression(node)) {
    return isSentence(node.argumentExpression) || isNamedSentence(node.argumentExpression);
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression: object, name } = node.expression;
  // The text of a replacement does not matter.
  const parts = [object, ...node.arguments.slice(0, 1)];
  return (
    TEXT_METHODS.has(name.text) && parts.some((part) => isSentence(part) || isNamedSentence(part))
  );
}

/** True for a literal, or a pattern, of two words or more, or of one with a full stop. */
function isSentence(node: ts.Node): boolean {
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
  if (!isText && !ts.isRegularExpressionLiteral(node)) return false;
  return /[A-Za-z]{2,}(?: |\\s[+*]?)[A-Za-z]{2,}|^.?[A-Z][a-z]+\\?\./.test(node.getText());
}

function isNamedSentence(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node)) return isNamedSentence(node.expression);
  // `message ?? ''`
  if (ts.isBinaryExpression(node)) return isNamedSentence(node.left);
  if (ts.isPropertyAccessExpression(node)) return SENTENCE_NAMES.has(node.name.text);
  return ts.isIdentifier(node) && SENTENCE_NAMES.has(node.text);
}

function isNothing(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined')
  );
}
