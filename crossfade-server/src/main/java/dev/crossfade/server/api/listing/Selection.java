package dev.crossfade.server.api.listing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  /** Rows that are looked at for one page, whether they fit or not. */
  private static final int MOST_LOOKS = 5_000;

  /** Rows that can be put into another order than their own. */
  private static final int MOST_ORDERED = 10_000;

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

    /** What is shown; null when it has gone meanwhile. */
    @Nullable T item(R row);

    /**
     * What is known of an item without the effort of making it: some of its fields. It is filtered
     * by these first.
     */
    default Object known(R row) {
      return Map.of();
    }

    /** Rows that are fetched at once when many are looked at. */
    default int atOnce() {
      return 500;
    }

    /** Items that are made for one page; twice as many when they are put into another order. */
    default int mostMade() {
      return MOST_LOOKS;
    }
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
    int made = 0;
    int most = filter == null ? size + 1 : Math.max(size + 1, source.atOnce());
    while (true) {
      List<R> next = source.after(place, most);
      for (R row : next) {
        boolean may = early(source, row) != Condition.Truth.NO;
        if (looks == MOST_LOOKS || (may && made == Math.max(size + 1, source.mostMade()))) {
          return new Found<>(found, place);
        }
        looks++;
        T item = null;
        if (may) {
          made++;
          item = fitting(source, row);
        }
        if (item != null && found.size() == size) {
          return new Found<>(found, place);
        }
        place = source.cursor(row);
        if (item != null) {
          found.add(item);
        }
      }
      if (next.size() < most) {
        return new Found<>(found, null);
      }
    }
  }

  /** What can be said of a row before its item is made. */
  private <R> Condition.Truth early(Source<R, ?> source, R row) {
    if (filter == null) {
      return Condition.Truth.YES;
    }
    JsonNode known = JSON.valueToTree(source.known(row));
    return filter.early(known, Set.copyOf(known.propertyNames()));
  }

  /** The item, unless it has gone or is not what is wanted. */
  private <R, T> @Nullable T fitting(Source<R, T> source, R row) {
    T item = source.item(row);
    return item == null || filter == null || filter.holds(JSON.valueToTree(item)) ? item : null;
  }

  private record Place(String key, String id) {}

  /**
   * An item that has its place.
   *
   * @param item null as long as it was not made
   */
  private record Placed<R, T>(Place place, R row, @Nullable T item) {}

  private <R, T> Found<T> ordered(Source<R, T> source, Order by) {
    Comparator<Place> places = Comparator.comparing(Place::key, by.keys()).thenComparing(Place::id);
    List<Placed<R, T>> all = all(source, by);
    all.sort(Comparator.comparing(Placed::place, places));
    Optional<Place> after = after(by);
    List<Placed<R, T>> behind =
        all.stream()
            .filter(one -> after.isEmpty() || places.compare(one.place(), after.get()) > 0)
            .limit(size + 1L)
            .toList();
    List<Placed<R, T>> shown = behind.subList(0, Math.min(size, behind.size()));
    String next = behind.size() > size ? text(by, shown.get(shown.size() - 1).place()) : null;
    return new Found<>(shown.stream().flatMap(one -> made(source, one)).toList(), next);
  }

  private static <R, T> Stream<T> made(Source<R, T> source, Placed<R, T> one) {
    T item = one.item();
    return Stream.ofNullable(item == null ? source.item(one.row()) : item);
  }

  private <R, T> List<Placed<R, T>> all(Source<R, T> source, Order by) {
    List<Placed<R, T>> all = new ArrayList<>();
    String id = "";
    int made = 0;
    List<R> next;
    do {
      next = source.after(id, source.atOnce());
      for (R row : next) {
        id = source.cursor(row);
        Condition.Truth early = early(source, row);
        JsonNode known = JSON.valueToTree(source.known(row));
        if (early == Condition.Truth.YES && known.has(by.field().path().get(0))) {
          all.add(new Placed<>(new Place(by.key(known), id), row, null));
        } else if (early != Condition.Truth.NO) {
          bounded(++made, 2 * source.mostMade());
          T item = fitting(source, row);
          if (item != null) {
            all.add(new Placed<>(new Place(by.key(JSON.valueToTree(item)), id), row, item));
          }
        }
      }
      bounded(all.size(), MOST_ORDERED);
    } while (next.size() == source.atOnce());
    return all;
  }

  private static void bounded(int items, int most) {
    if (items > most) {
      throw new Malformed("order_by", "They are more than " + most + "; take a narrower filter.");
    }
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
    Set<String> names = names(fields);
    if (!known.containsAll(names)) {
      throw new Malformed(
          "fields", "These items have " + String.join(", ", known) + ", separated by commas.");
    }
    return names;
  }

  /** The names that a list of names has, each once. */
  public static Set<String> names(String fields) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : fields.split(",", -1)) {
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
