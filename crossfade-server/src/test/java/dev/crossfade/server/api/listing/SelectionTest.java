package dev.crossfade.server.api.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  record Inner(String name) {}

  record Thing(
      String id, long size, boolean live, String at, List<String> tags, @Nullable Inner owner) {}

  /** A list that others change while somebody goes through its pages. */
  private static final class Store implements Selection.Source<Thing, Thing> {
    private final TreeMap<String, Thing> things = new TreeMap<>();
    private int fetched;
    private int made;

    Store with(Thing thing) {
      things.put(thing.id(), thing);
      return this;
    }

    @Override
    public List<Thing> after(String cursor, int most) {
      fetched++;
      return things.tailMap(cursor, false).values().stream().limit(most).toList();
    }

    @Override
    public String cursor(Thing row) {
      return row.id();
    }

    @Override
    public Thing item(Thing row) {
      made++;
      return row;
    }

    @Override
    public Object known(Thing row) {
      return new Known(row.id(), row.live());
    }

    @Override
    public int mostMade() {
      return 100;
    }
  }

  /** What costs nothing. */
  record Known(String id, boolean live) {}

  private static Thing thing(String id, long size) {
    return new Thing(
        id,
        size,
        size % 2 == 0,
        "2026-01-01T00:00:0" + size % 10 + (size > 4 ? ".5Z" : "Z"),
        List.of("t" + size),
        size == 3 ? null : new Inner("o" + size));
  }

  private static Store store() {
    Store store = new Store();
    for (int i = 0; i < 10; i++) {
      store.with(thing("" + (char) ('a' + i), i));
    }
    return store;
  }

  private static Selection selection(
      int size, String cursor, @Nullable String filter, @Nullable String order) {
    return Selection.of(size, cursor, filter, order, Selection.fields(Thing.class));
  }

  private static String all(
      Store store, int size, @Nullable String filter, @Nullable String order) {
    StringBuilder ids = new StringBuilder();
    String cursor = "";
    while (cursor != null) {
      Selection.Found<Thing> found = selection(size, cursor, filter, order).from(store);
      assertThat(found.items().size()).isLessThanOrEqualTo(size);
      found.items().forEach(thing -> ids.append(thing.id()));
      cursor = found.next();
    }
    return ids.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "size > 6; hij",
        "size >= 6.5 || id == 'a'; ahij",
        "!(size < 8); ij",
        "live == true && size != 4; acgi",
        "id.startsWith(\"b\") || id.contains(\"c\") || id.endsWith('d'); bcd",
        "'t5' in tags; f",
        "owner == null; d",
        "owner.name == \"o7\"; h",
        "owner.name < \"o2\" && size >= 0; ab",
        "at > \"2026-01-01T00:00:07Z\"; hij",
        "size == 'x'; ''",
        "at.startsWith('01-01') || at.endsWith('2026'); ''",
        "id == \"\\\"\"; ''",
      })
  void aFilterLetsThroughWhatFitsHoweverSmallThePages(String filter, String ids) {
    for (int size : new int[] {1, 3, 50}) {
      assertThat(all(store(), size, filter, null)).as(filter).isEqualTo(ids);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "size desc; jihgfedcba",
        "live; bdfhjacegi",
        "at; abcdefghij",
        "owner.name desc; jihgfecbad"
      })
  void anOrderHoldsOverAllPages(String order, String ids) {
    for (int size : new int[] {1, 3, 50}) {
      assertThat(all(store(), size, null, order)).as(order).isEqualTo(ids);
    }
  }

  @Test
  void numbersAreOrderedByValue() {
    Store store = new Store().with(thing("a", 100)).with(thing("b", 20)).with(thing("c", 3));

    assertThat(all(store, 2, null, "size")).isEqualTo("cba");
  }

  @Test
  void anyThreeValuesHaveOneOrder() {
    List<String> values = List.of("", "-3", "20", "100", "1x", "2026-01-01T00:00:00Z", "9", "a");
    java.util.Comparator<String> keys = Order.parse("id", Selection.fields(Thing.class)).keys();

    for (String a : values) {
      for (String b : values) {
        assertThat(keys.compare(a, b)).isEqualTo(-keys.compare(b, a));
        for (String c : values) {
          if (keys.compare(a, b) <= 0 && keys.compare(b, c) <= 0) {
            assertThat(keys.compare(a, c)).as(a + " " + b + " " + c).isLessThanOrEqualTo(0);
          }
        }
      }
    }
  }

  private static Store many() {
    Store store = new Store();
    for (int i = 0; i < 2_000; i++) {
      store.with(thing("t" + (10_000 + i), i));
    }
    return store;
  }

  @Test
  void whatCanBeSeenFromRowsAloneMakesNoItems() {
    Store store = many();

    Selection.Found<Thing> found = selection(1, "", "id == 't11999' && size > 0", null).from(store);

    assertThat(found.items()).hasSize(1);
    assertThat(store.made).isEqualTo(1);
    assertThat(store.fetched).as("not a row at a time").isLessThan(6);
  }

  @Test
  void anOrderOfWhatRowsHaveMakesOnlyWhatIsShown() {
    Store store = many();

    Selection.Found<Thing> found = selection(3, "", "live == true", "id desc").from(store);

    assertThat(found.items()).extracting(Thing::id).containsExactly("t11998", "t11996", "t11994");
    assertThat(store.made).isEqualTo(3);
  }

  @Test
  void whatIsMadeForOnePageHasABound() {
    Store store = many();

    Selection.Found<Thing> found = selection(5, "", "size == 150", null).from(store);
    assertThat(found.items()).isEmpty();
    assertThat(store.made).isEqualTo(100);
    assertThat(selection(5, found.next(), "size == 150", null).from(store).items()).hasSize(1);

    assertThatThrownBy(() -> selection(5, "", null, "size").from(store))
        .isInstanceOf(Selection.Malformed.class)
        .hasMessageContaining("200");
  }

  @Test
  void whatComesAndGoesHidesNothingElse() {
    Store store = store();
    Selection.Found<Thing> first = selection(4, "", null, "size desc").from(store);
    store.things.remove("g");
    store.things.remove("i");
    store.with(thing("x", 42));

    List<String> rest = new ArrayList<>();
    selection(20, first.next(), null, "size desc")
        .from(store)
        .items()
        .forEach(t -> rest.add(t.id()));

    assertThat(rest).containsExactly("f", "e", "d", "c", "b", "a");
  }

  @Test
  void aPlaceIsOneOfItsOwnOrderOnly() {
    String place = selection(2, "", null, "size desc").from(store()).next();

    assertThatThrownBy(() -> selection(2, place, null, "size").from(store()))
        .isInstanceOf(Selection.Malformed.class)
        .hasMessageContaining("order");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing == 1",
        "size",
        "size = 1",
        "size == ",
        "size == 1 &&",
        "(size == 1",
        "size == 1)",
        "size == \"a",
        "id.startsWith(1)",
        "id.matches(\"a\")",
        "1 == size",
        "size == 1 # x",
      })
  void whatIsNoFilterIsRefusedWithItsPlace(String filter) {
    assertThatThrownBy(() -> selection(5, "", filter, null))
        .isInstanceOf(Selection.Malformed.class)
        .hasMessageMatching("At character [0-9]+ it .*");
  }

  @Test
  void nestingHasABound() {
    assertThatThrownBy(() -> selection(5, "", "(".repeat(500), null))
        .isInstanceOf(Selection.Malformed.class);
    assertThatThrownBy(() -> selection(5, "", "!".repeat(500) + "live == true", null))
        .isInstanceOf(Selection.Malformed.class);
  }

  @Test
  void onlyFieldsThatAreThereCanBeAskedFor() {
    assertThat(
            Selection.only(
                thing("a", 1), Selection.names("size, id", Selection.fields(Thing.class))))
        .hasToString("{\"id\":\"a\",\"size\":1}");
    assertThatThrownBy(() -> Selection.names("size,nothing", Selection.fields(Thing.class)))
        .isInstanceOf(Selection.Malformed.class);
  }
}
