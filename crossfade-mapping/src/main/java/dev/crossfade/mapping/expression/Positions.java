package dev.crossfade.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import java.util.Map;

/** Where the nodes of a syntax tree were written, as offsets in code points. */
final class Positions {

  private final Map<Long, Integer> offsets;
  private final String text;

  Positions(CelAbstractSyntaxTree tree, String text) {
    this.offsets = tree.getSource().getPositionsMap();
    this.text = text;
  }

  boolean known(long node) {
    return offsets.containsKey(node);
  }

  /** Where a node starts; for a call the position of its name rather than of its bracket. */
  int start(long node) {
    Integer known = offsets.get(node);
    int offset = known == null ? 0 : known;
    int index = text.offsetByCodePoints(0, Math.min(offset, text.codePointCount(0, text.length())));
    if (index >= text.length() || text.charAt(index) != '(') {
      return offset;
    }
    int start = index;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return offset - (index - start);
  }
}
