package dev.crossfade.mapping.expression;

import dev.crossfade.mapping.problem.MappingProblem;

/**
 * Something wrong inside one expression.
 *
 * @param code which kind
 * @param line 1-based within the expression
 * @param column 1-based within the line, in code points
 * @param what one sentence
 * @param why the cause
 * @param fix what to write instead
 */
public record Complaint(
    MappingProblem code, int line, int column, String what, String why, String fix) {

  /** A complaint about the code point at an offset of the expression's text. */
  static Complaint at(
      String text, int offset, MappingProblem code, String what, String why, String fix) {
    int line = 1;
    int column = 1;
    int end = Math.min(offset, text.codePointCount(0, text.length()));
    for (int i = 0, index = 0; i < end; i++) {
      int c = text.codePointAt(index);
      index += Character.charCount(c);
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 1 : column + 1;
    }
    return new Complaint(code, line, column, what, why, fix);
  }
}
