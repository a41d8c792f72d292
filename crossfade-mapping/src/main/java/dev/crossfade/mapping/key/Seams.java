package dev.crossfade.mapping.key;

import java.util.List;

/** Where in joined text one part certainly ends and the next begins, for any values. */
final class Seams {

  private Seams() {}

  static boolean endIsCertain(List<Part> parts, int i) {
    return lengthIsCertain(parts.get(i))
        || (i + 1 < parts.size()
            && parts.get(i) instanceof Part.Value value
            && parts.get(i + 1) instanceof Part.Literal next
            && !next.text().isEmpty()
            && !value.letters().may(next.text().charAt(0)));
  }

  static boolean startIsCertain(List<Part> parts, int i) {
    return lengthIsCertain(parts.get(i))
        || (i > 0
            && parts.get(i) instanceof Part.Value value
            && parts.get(i - 1) instanceof Part.Literal last
            && !last.text().isEmpty()
            && !value.letters().may(last.text().charAt(last.text().length() - 1)));
  }

  private static boolean lengthIsCertain(Part part) {
    return !(part instanceof Part.Value value) || value.letters().length() > 0;
  }
}
