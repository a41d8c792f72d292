package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.mapping.bytecode.RowCode;
import dev.crossfade.mapping.value.RowFailure;
import dev.crossfade.mapping.value.ValueTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generated code gives the values of CEL's interpreter, and refuses the rows it refuses for the
 * same reason: every signature of every function, every operator, on random rows with markers and
 * values that cause trouble. A failure names its seed.
 */
class GeneratedCodeTest {

  private static final List<RandomExpressions.Signature> SIGNATURES =
      expressions(new Random(0)).signatures();
  private static final int TOGETHER = 30;

  private int plain;
  private int refused;

  private static RandomExpressions expressions(Random random) {
    return new RandomExpressions(Tables.withId().spec().taxonomies(), random);
  }

  static Stream<Integer> everySignature() {
    return IntStream.iterate(0, i -> i < SIGNATURES.size(), i -> i + TOGETHER).boxed();
  }

  @ParameterizedTest
  @MethodSource("everySignature")
  void functionsAgree(int first) {
    Random random = new Random(first);
    RandomExpressions expressions = expressions(random);
    List<String[]> columns = new ArrayList<>();
    for (int i = first; i < Math.min(SIGNATURES.size(), first + TOGETHER); i++) {
      RandomExpressions.Signature signature = SIGNATURES.get(i);
      String type = RandomExpressions.kind(resultOf(signature));
      columns.add(new String[] {type, expressions.call(signature, 1)});
      columns.add(new String[] {type, expressions.call(signature, 2)});
    }
    agree(first, columns, random, 25);
    assertThat(plain).as("seed %d", first).isGreaterThan(100);
  }

  private static String resultOf(RandomExpressions.Signature signature) {
    return ValueTypes.name(signature.overload().result());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void expressionsAgree(int seed) {
    Random random = new Random(seed);
    RandomExpressions expressions = expressions(random);
    List<String[]> columns = new ArrayList<>();
    String[] types = {"int", "text", "bool", "decimal", "double", "date", "timestamptz", "json"};
    for (int i = 0; i < 60; i++) {
      String type = types[random.nextInt(types.length)];
      columns.add(new String[] {type, expressions.of(type, 1 + random.nextInt(4))});
    }
    agree(seed, columns, random, 25);
    assertThat(plain).as("seed %d", seed).isGreaterThan(200);
    assertThat(refused).as("seed %d", seed).isGreaterThan(100);
  }

  private void agree(int seed, List<String[]> expressions, Random random, int rows) {
    MappingProgram program = compiled(expressions);
    RandomRows source = new RandomRows(random);
    for (TargetColumn column : program.columns()) {
      RowCode code = MappingCode.of(null, List.of(column), List.of());
      for (int i = 0; i < rows; i++) {
        Object[] row = source.row();
        Object[] target = {"untouched"};
        boolean done = code.fill(row, target, 0) == 1;
        assertThat(done && marked(column, row, Unreadable.class)).as("a marker is plain").isFalse();
        if (marked(column, row, Unreadable.class)) {
          continue;
        }
        String actual = done ? text(target[0]) : outcome(() -> column.value(row));
        String name = column.column().name();
        String written =
            name.equals("id") ? name : expressions.get(Integer.parseInt(name.substring(1)))[1];
        assertThat(actual)
            .as("seed %d, %s over %s", seed, written, Arrays.toString(row))
            .isEqualTo(outcome(() -> column.interpreted().value(row)));
        plain += done ? 1 : 0;
        refused += actual.startsWith("refused") ? 1 : 0;
      }
    }
  }

  private static boolean marked(TargetColumn column, Object[] row, Class<?> by) {
    return Arrays.stream(column.sources())
        .mapToObj(source -> row[source])
        .filter(value -> value == Unavailable.VALUE || value instanceof Unreadable)
        .anyMatch(by::isInstance);
  }

  /** Those that the checker accepts; nearly all have to be. */
  private static MappingProgram compiled(List<String[]> expressions) {
    List<Integer> accepted =
        IntStream.range(0, expressions.size()).boxed().collect(Collectors.toList());
    while (true) {
      Tables tables = RandomRows.tables();
      for (int i : accepted) {
        tables.target("v" + i + " " + column(expressions.get(i)[0], i), expressions.get(i)[1]);
      }
      try {
        MappingProgram program = (MappingProgram) tables.compile();
        assertThat(accepted).hasSizeGreaterThan(expressions.size() * 2 / 3);
        return program;
      } catch (ProblemException e) {
        List<Integer> wrong =
            e.problems().stream()
                .map(
                    problem ->
                        String.valueOf(problem.context().get("path"))
                            .replaceAll(".*/map/v(\\d+).*", "$1"))
                .map(Integer::valueOf)
                .toList();
        assertThat(accepted.removeAll(wrong)).as("%s", e.problems()).isTrue();
      }
    }
  }

  /** Some columns are narrower than the expression. */
  private static String column(String type, int i) {
    return switch (type) {
      case "int" -> i % 3 == 0 ? "int32!" : "int64";
      case "double" -> i % 3 == 0 ? "float32" : "float64";
      case "text" -> i % 3 == 0 ? "text(5)" : "text";
      case "decimal" -> i % 3 == 0 ? "decimal(8,2)!" : "decimal";
      case "list<text>" -> "array<text>";
      default -> i % 3 == 0 ? type + "!" : type;
    };
  }

  private static String outcome(Supplier<Object> value) {
    try {
      return text(value.get());
    } catch (RowFailure e) {
      return "refused " + e.code() + " " + e.text();
    }
  }

  private static String text(Object value) {
    if (value == TargetColumn.RESELECT) {
      return "reselect";
    }
    return value == null
        ? "null"
        : value.getClass().getSimpleName()
            + " "
            + (value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
  }
}
