// The syntax of the language as one text, written from its reference manual and not from the parser. Expressions need no precedence
// here: it decides how a chain of operators is read, not which token may follow which. A name in capitals stands for a class of
// tokens; `simple` expressions are those of constraints, where `>` closes the bounds.

import { readGrammar } from "./ebnf.ts";

export const reference = readGrammar(`
program = functions? data? tdata? parameters? tparameters? model? quantities?
functionsFile = fundef*

functions = 'functions' '{' fundef* '}'
data = 'data' '{' (inputDecl | ';')* '}'
parameters = 'parameters' '{' (inputDecl | ';')* '}'
tdata = 'transformed data' '{' (topDecl | stmt)* '}'
tparameters = 'transformed parameters' '{' (topDecl | stmt)* '}'
quantities = 'generated quantities' '{' (topDecl | stmt)* '}'
model = 'model' '{' (localDecl | stmt)* '}'

fundef = ('void' | unsized) ID '(' (argument % ',')? ')' (';' | block)
argument = 'data'? unsized ID
unsized = basic | 'array' '[' ','* ']' (basic | utuple) | utuple
utuple = 'tuple' '(' unsized ',' (unsized % ',')? ')'
basic = 'int' | 'real' | 'complex' | VECTOR | MATRIX

inputDecl = topHigher (ID % ',') ';'
topDecl = topHigher (declarator % ',') ';'
localDecl = localHigher (declarator % ',') ';'
declarator = ID ('=' expr)?
topHigher = topType | 'array' '[' (expr % ',') ']' (topType | topTuple) | topTuple
topTuple = 'tuple' '(' topHigher ',' (topHigher % ',')? ')'
localHigher = localType | 'array' '[' (expr % ',') ']' (localType | localTuple) | localTuple
localTuple = 'tuple' '(' localHigher ',' (localHigher % ',')? ')'
localType = 'int' | 'real' | 'complex' | VECTOR one | MATRIX two
topType = 'int' range? | ('real' | 'complex') constraint? | VECTOR constraint? one | MATRIX constraint? two
  | ONESIZE one | 'cholesky_factor_cov' '[' expr (',' expr)? ']' | TWOSIZE two
one = '[' expr ']'
two = '[' expr ',' expr ']'
range = '<' bounds '>'
constraint = '<' (bounds | affine) '>'
bounds = 'lower' '=' simple (',' 'upper' '=' simple)? | 'upper' '=' simple (',' 'lower' '=' simple)?
affine = 'offset' '=' simple (',' 'multiplier' '=' simple)? | 'multiplier' '=' simple (',' 'offset' '=' simple)?

stmt = primary ASSIGN expr ';' | tuple ASSIGN expr ';'
  | call ';'
  | expr '~' ID '(' (expr % ',')? ')' ('T' '[' expr? ',' expr? ']')? ';'
  | 'target' '+=' expr ';' | 'jacobian' '+=' expr ';'
  | 'break' ';' | 'continue' ';' | 'return' expr? ';' | ';'
  | PRINT '(' ((STRING | expr) % ',') ')' ';'
  | 'if' '(' expr ')' body ('else' body)? | 'while' '(' expr ')' body
  | 'for' '(' ID 'in' expr (':' expr)? ')' body
  | 'profile' '(' STRING ')' block | block
body = stmt | localDecl
block = '{' (localDecl | stmt)* '}'
call = ID '(' (expr % ',')? ')'

expr = chain ('?' expr ':' expr)?
chain = operand % BINARY
simple = operand % ARITHMETIC
operand = PREFIX* primary QUOTE* (POWER operand)?
primary = ID | INT | REAL | DOTNUM | IMAGINARY | '{' (expr % ',') '}' | '[' (expr % ',')? ']' | tuple | '(' expr ')'
  | call | ID '(' expr '|' (expr % ',')? ')' | 'target' '(' ')' | primary '[' (index % ',') ']' | primary DOTNUM
tuple = '(' expr ',' (expr % ',')? ')'
index = expr? (':' expr?)?
`);
