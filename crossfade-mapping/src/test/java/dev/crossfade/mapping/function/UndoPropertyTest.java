package dev.crossfade.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.CelType;
import dev.crossfade.mapping.value.DateValue;
import dev.crossfade.mapping.value.Instants;
import dev.crossfade.mapping.value.LocalTimestamp;
import dev.crossfade.mapping.value.Reversibility;
import dev.crossfade.mapping.value.RowFailure;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * For every function that says an argument can be found again, and for thousands of values: what it
 * makes of the argument found is what it made of the one that was there. Where it says that it is
 * exact, the two are the same.
 */
class UndoPropertyTest {

  private static final int TRIES = Integer.getInteger("crossfade.undo.tries", 4_000);

  /** Arguments that have to be literals, or that have few sensible values. */
  private static final Map<String, List<List<Object>>> CONSTANTS =
      Map.ofEntries(
          Map.entry("at", List.of(List.of("Europe/Berlin"), List.of("UTC"))),
          Map.entry("local", List.of(List.of("America/New_York"), List.of("UTC"))),
          Map.entry("date", List.of(List.of("Asia/Tokyo"), List.of("Europe/Berlin"))),
          Map.entry("parseDate", List.of(List.of("dd.MM.yyyy"), List.of("yyyyMMdd"))),
          Map.entry("parseTimestamp", List.of(List.of("yyyy-MM-dd HH:mm", "Europe/Berlin"))),
          Map.entry("fromMinor", List.of(List.of("EUR"), List.of("JPY"))),
          Map.entry("phone", List.of(List.of("DE"), List.of("US"))),
          Map.entry("phoneOrRefuse", List.of(List.of("DE"), List.of("US"))),
          Map.entry("taxonomy", List.of(List.of("region"))),
          Map.entry("taxonomyOr", List.of(List.of("region", "OTHER"))),
          Map.entry("round", List.of(List.of(0L), List.of(2L))),
          Map.entry("amount", List.of(List.of(0L), List.of(2L))),
          Map.entry("truncate", List.of(List.of(0L), List.of(5L))),
          Map.entry("split", List.of(List.of(";"), List.of("--"), List.of(""))),
          Map.entry("join", List.of(List.of(";"), List.of(", "))));

  private final Random random = new Random(Long.getLong("crossfade.seed", 20_261_126L));
  private final UndoValues values = new UndoValues(random);
  private final Map<String, String> wrong = new TreeMap<>();

  @Test
  void whatIsFoundGivesTheSameResult() {
    Map<String, Integer> tried = new TreeMap<>();
    for (LibraryFunction function :
        FunctionLibrary.of(List.of(FunctionManual.exampleTaxonomy())).functions().values()) {
      for (Overload overload : function.overloads()) {
        for (Undo undo : overload.undos()) {
          tried.put(function.name() + overload.signature(), tries(function, overload, undo));
        }
      }
    }
    System.out.printf(
        "undone: %d signatures, %d values%n",
        tried.size(), tried.values().stream().mapToInt(Integer::intValue).sum());
    assertThat(wrong).isEmpty();
    assertThat(tried).hasSizeGreaterThan(80);
    assertThat(tried.entrySet().stream().filter(each -> each.getValue() < 50)).isEmpty();
  }

  @Test
  void whatCannotBeFoundSaysSo() {
    FunctionLibrary library = FunctionLibrary.of(List.of(FunctionManual.exampleTaxonomy()));
    TreeSet<String> none = new TreeSet<>();
    library.functions().values().stream()
        .filter(each -> each.overloads().stream().allMatch(one -> one.undos().isEmpty()))
        .forEach(each -> none.add(each.name()));
    assertThat(none)
        .contains("sha256", "uuidFrom", "urlHost", "utm", "emailDomain", "isNull", "minorUnits")
        .doesNotContain("lower", "email", "taxonomy", "at", "decimal", "toText");
  }

  private int tries(LibraryFunction function, Overload overload, Undo undo) {
    int held = 0;
    for (int i = 0; i < TRIES; i++) {
      held += once(function, overload, undo) ? 1 : 0;
    }
    return held;
  }

  private boolean once(LibraryFunction function, Overload overload, Undo undo) {
    Object[] arguments = arguments(function, overload, undo);
    Object result;
    try {
      result = overload.body().apply(arguments);
    } catch (RowFailure refused) {
      return false;
    }
    if (result == null) {
      return false;
    }
    Object[] constants = arguments.clone();
    constants[undo.argument()] = null;
    Object[] again = arguments.clone();
    again[undo.argument()] = undo.body().argument(result, constants);
    boolean exact = undo.keeps() == Reversibility.INVERTIBLE;
    if (!Objects.equals(again(overload, again), result)
        || (exact && !Objects.equals(again[undo.argument()], arguments[undo.argument()]))) {
      wrong.putIfAbsent(
          function.name() + overload.signature(),
          List.of(arguments) + " gave " + result + ", undone " + again[undo.argument()]);
    }
    return true;
  }

  private static Object again(Overload overload, Object[] arguments) {
    try {
      return overload.body().apply(arguments);
    } catch (RowFailure e) {
      return e.text();
    }
  }

  private Object[] arguments(LibraryFunction function, Overload overload, Undo undo) {
    List<List<Object>> choices = CONSTANTS.getOrDefault(function.name(), List.of());
    List<Object> constants =
        new ArrayList<>(
            choices.isEmpty() ? List.of() : choices.get(random.nextInt(choices.size())));
    Object[] arguments = new Object[overload.parameters().size()];
    for (int i = 0; i < arguments.length; i++) {
      CelType type = overload.parameters().get(i);
      boolean given = i != undo.argument() && !constants.isEmpty();
      arguments[i] = given ? constants.remove(0) : value(function.name(), type);
    }
    return arguments;
  }

  private Object value(String function, CelType type) {
    if (type.equals(ValueTypes.TEXT)) {
      return values.text(function);
    }
    if (type.equals(ValueTypes.LOCAL)) {
      return new LocalTimestamp(values.micros());
    }
    if (type.equals(ValueTypes.INSTANT)) {
      return Instants.of(values.micros());
    }
    return type.equals(ValueTypes.DATE)
        ? new DateValue(random.nextLong(-200_000, 200_000))
        : values.value(type);
  }
}
