package dev.crossfade.mapping.key;

import java.util.ArrayList;
import java.util.List;

/** What the value of a target column still says about the source columns it is computed from. */
public sealed interface Origin {

  /** The same in every row: a row value whose Java class says when two of them differ. */
  record Fixed(Object value) implements Origin {}

  /** A value of a column, or text joined from several and from literals. */
  record Kept(List<Part> parts) implements Origin {
    public Kept {
      parts = List.copyOf(parts);
    }

    public static Kept of(int column, Letters letters) {
      return new Kept(List.of(new Part.Value(column, letters)));
    }

    /** The text of this one, followed by that of another. */
    public Kept then(Kept other) {
      List<Part> all = new ArrayList<>(parts);
      all.addAll(other.parts);
      return new Kept(all);
    }

    /** The text every value starts with. */
    String prefix() {
      StringBuilder text = new StringBuilder();
      for (Part part : parts) {
        if (!(part instanceof Part.Literal literal)) {
          break;
        }
        text.append(literal.text());
      }
      return text.toString();
    }

    /** The text every value ends with. */
    String suffix() {
      StringBuilder text = new StringBuilder();
      for (int i = parts.size() - 1; i >= 0; i--) {
        if (!(parts.get(i) instanceof Part.Literal literal)) {
          break;
        }
        text.insert(0, literal.text());
      }
      return text.toString();
    }
  }

  /**
   * Nothing that can be relied on.
   *
   * @param why a sentence's beginning, such as {@code lower() can give different values one result}
   */
  record Folded(String why) implements Origin {}
}
