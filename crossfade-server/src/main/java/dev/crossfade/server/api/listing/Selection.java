package dev.crossfade.server.api.listing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Some of a list, page by page. A page is found behind the last item of the one before, by its
 * place in the order and not by counting, so what comes and goes meanwhile neither repeats nor
 * hides anything else.
 *
 * @param size most items of a page
 * @param cursor what stands behind the last item that was shown; empty for the first page
 * @param filter what is wanted; null for all
 * @param order in which; null for the list's own
 */
public record Selection(
    int size, String cursor, @Nullable Condition filter, @Nullable Order order) {

  /** Items that are looked at for one page, whether they fit or not. */
  private static final int MOST_LOOKS = 5_000;

  /** Items that can be put into another order than their own. */
  private static final int MOST_ORDERED = 10_000;

  private static final int MOST_AT_ONCE = 500;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final char PART = '\u001f';

  /**
   * A selection.
   *
   * @param fields outermost fields that items have
   * @throws IllegalArgumentException with what is wrong, for people, and before a colon in what
   */
  public static Selection of(
      int size,
      String cursor,
      @Nullable String filter,
      @Nullable String order,
      Set<String> fields) {
    Condition wanted =
        filter == null || filter.isBlank()
            ? null
            : told("filter", () -> FilterParser.parse(filter, fields));
    Order by =
        order == null || order.isBlank()
            ? null
            : told("order_by", () -> Order.parse(order, fields));
    return new Selection(size, cursor, wanted, by);
  }

  private static <T> T told(String parameter, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw new Malformed(parameter, String.valueOf(e.getMessage()));
    }
  }

  /** A part of the request that cannot be understood. */
  public static final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String parameter;

    Malformed(String parameter, String why) {
      super(why);
      this.parameter = parameter;
    }

    public String parameter() {
      return parameter;
    }
  }

  /**
   * Where items come from.
   *
   * @param <R> what the store has
   * @param <T> what is shown of it
   */
  public interface Source<R, T> {

    /** The next ones behind a cursor, in the list's own order. */
    List<R> after(String cursor, int most);

    /** What names the place of one. */
    String cursor(R row);

    /** What is shown. */
    T item(R row);
  }

  /**
   * One page.
   *
   * @param next what names the place behind it; null when there is nothing
   */
  public record Found<T>(List<T> items, @Nullable String next) {}

  /** Finds the items of the page. */
  public <R, T> Found<T> from(Source<R, T> source) {
    return order == null ? inOwnOrder(source) : ordered(source, order);
  }

  private <R, T> Found<T> inOwnOrder(Source<R, T> source) {
    List<T> found = new ArrayList<>();
    String place = cursor;
    int looks = 0;
    while (true) {
      List<R> next = source.after(place, size + 1);
      for (R row : next) {
        T item = source.item(row);
        boolean fits = fits(item);
        if (looks == MOST_LOOKS || (fits && found.size() == size)) {
          return new Found<>(found, place);
        }
        looks++;
        place = source.cursor(row);
        if (fits) {
          found.add(item);
        }
      }
      if (next.size() <= size) {
        return new Found<>(found, null);
      }
    }
  }

  private boolean fits(Object item) {
    return filter == null || filter.holds(JSON.valueToTree(item));
  }

  private record Place(String key, String id) {}

  private record Placed<T>(Place place, T item) {}

  private <R, T> Found<T> ordered(Source<R, T> source, Order by) {
    Comparator<Place> places = Comparator.comparing(Place::key, by.keys()).thenComparing(Place::id);
    List<Placed<T>> all = all(source, by);
    all.sort(Comparator.comparing(Placed::place, places));
    Optional<Place> after = after(by);
    List<Placed<T>> behind =
        all.stream()
            .filter(one -> after.isEmpty() || places.compare(one.place(), after.get()) > 0)
            .limit(size + 1L)
            .toList();
    List<Placed<T>> shown = behind.subList(0, Math.min(size, behind.size()));
    String next = behind.size() > size ? text(by, shown.get(shown.size() - 1).place()) : null;
    return new Found<>(shown.stream().map(Placed::item).toList(), next);
  }

  private <R, T> List<Placed<T>> all(Source<R, T> source, Order by) {
    List<Placed<T>> all = new ArrayList<>();
    String id = "";
    List<R> next;
    do {
      next = source.after(id, MOST_AT_ONCE);
      for (R row : next) {
        id = source.cursor(row);
        T item = source.item(row);
        JsonNode tree = JSON.valueToTree(item);
        if (filter == null || filter.holds(tree)) {
          all.add(new Placed<>(new Place(by.key(tree), id), item));
        }
      }
      if (all.size() > MOST_ORDERED) {
        throw new Malformed("order_by", "They are more than " + MOST_ORDERED + ".");
      }
    } while (next.size() == MOST_AT_ONCE);
    return all;
  }

  private static String text(Order by, Place place) {
    return by.text() + PART + place.key() + PART + place.id();
  }

  /** A place in another order is none in this one. */
  private Optional<Place> after(Order by) {
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = cursor.split(String.valueOf(PART), -1);
    if (parts.length != 3 || !parts[0].equals(by.text())) {
      throw new Malformed("page_token", "It is not a token of this list in this order.");
    }
    return Optional.of(new Place(parts[1], parts[2]));
  }

  /** The names of a record's components that are asked for. */
  public static Set<String> names(String fields, Set<String> known) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : fields.split(",", -1)) {
      if (!known.contains(name.strip())) {
        throw new Malformed(
            "fields", "These items have " + String.join(", ", known) + ", separated by commas.");
      }
      names.add(name.strip());
    }
    return names;
  }

  /** What of an item is wanted. */
  public static JsonNode only(Object item, Set<String> names) {
    ObjectNode all = JSON.valueToTree(item);
    return all.retain(names);
  }

  /** What items of a record have, as JSON names it. */
  public static Set<String> fields(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
      names.add(renamed == null ? component.getName() : renamed.value());
    }
    return names;
  }
}
