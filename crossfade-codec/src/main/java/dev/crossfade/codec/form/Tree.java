package dev.crossfade.codec.form;

import dev.crossfade.core.problem.Location;
import dev.crossfade.core.spec.Locations.Place;
import java.util.List;
import java.util.Map;

/** A parsed YAML value that knows where it was written. */
public sealed interface Tree {

  /** Where its content starts. */
  Place place();

  default Location location() {
    return place().location();
  }

  /** For messages: what kind of value it is. */
  String kind();

  /**
   * Text, number, boolean or null.
   *
   * @param text as written
   * @param style how YAML reads it
   */
  record Scalar(String text, Style style, Place place) implements Tree {
    @Override
    public String kind() {
      return switch (style) {
        case NULL -> "nothing";
        case TEXT -> "text";
        case WHOLE -> "a whole number";
        case NUMBER -> "a number";
        case FLAG -> "true or false";
      };
    }
  }

  /** How YAML reads a scalar. */
  enum Style {
    NULL,
    TEXT,
    WHOLE,
    NUMBER,
    FLAG
  }

  /** A list. */
  record Items(List<Tree> items, Place place) implements Tree {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A map; keys in the order written. */
  record Fields(Map<String, Tree> values, Map<String, Location> keys, Place place) implements Tree {
    @Override
    public String kind() {
      return "a map";
    }
  }
}
