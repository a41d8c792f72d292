package dev.crossfade.core.spec;

import dev.crossfade.core.problem.Location;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each part of a specification was written. A path is the chain of keys from the
 * specification's value, for example {@code entities/contact/from/0/map/email}; {@link #path}
 * builds it. Parts that were not read from a file have no place.
 */
public final class Locations {

  /** Nothing was read from files. */
  public static final Locations NONE = new Locations(Map.of());

  private final Map<String, Place> places;

  public Locations(Map<String, Place> places) {
    this.places = Map.copyOf(places);
  }

  /**
   * Start of a value in a file.
   *
   * @param location first character of the value's content
   * @param nextColumn column at which further lines of the content start (block text), 1-based
   */
  public record Place(Location location, int nextColumn) {}

  /** These and more places. */
  public Locations and(Map<String, Place> more) {
    Map<String, Place> all = new HashMap<>(places);
    all.putAll(more);
    return new Locations(all);
  }

  /** Joins keys to a path; a slash inside a key is kept apart. */
  public static String path(Object... keys) {
    return String.join(
        "/", List.of(keys).stream().map(key -> key.toString().replace("/", "~1")).toList());
  }

  /** The place of a part, or of its nearest enclosing part that has one. */
  public @Nullable Location at(String path) {
    Place place = nearest(path);
    return place == null ? null : place.location();
  }

  /** The place of a character inside the text of a part, both numbers 1-based. */
  public @Nullable Location within(String path, int line, int column) {
    Place place = nearest(path);
    if (place == null) {
      return null;
    }
    Location start = place.location();
    return line <= 1
        ? new Location(start.file(), start.line(), start.column() + Math.max(0, column - 1))
        : new Location(start.file(), start.line() + line - 1, place.nextColumn() + column - 1);
  }

  private @Nullable Place nearest(String path) {
    String current = path;
    while (true) {
      Place place = places.get(current);
      int slash = current.lastIndexOf('/');
      if (place != null || slash < 0) {
        return place;
      }
      current = current.substring(0, slash);
    }
  }
}
