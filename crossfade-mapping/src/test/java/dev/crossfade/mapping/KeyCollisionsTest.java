package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.mapping.problem.MappingProblem;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that are refused, each with two rows that really collide, and keys that are taken. */
class KeyCollisionsTest {

  /**
   * A rule for the key column.
   *
   * @param source type of the only column of the source key, {@code x}
   * @param target type of the only column of the target key
   * @param one two values of {@code x} that differ in the source
   */
  record Folding(String source, String target, String rule, Object one, Object other) {}

  private static Folding folding(
      String source, String target, String rule, Object one, Object other) {
    return new Folding(source, target, rule, one, other);
  }

  private static final long HOUR = 3_600_000_000L;

  /** 2024-10-27T02:30 of Berlin's clocks, which then showed two o'clock twice. */
  private static final long TWICE = 1_729_996_200_000_000L;

  /** 2024-03-31T02:30 of Berlin's clocks, which then went from two to three. */
  private static final long NEVER = 1_711_852_200_000_000L;

  static List<Folding> foldings() {
    return List.of(
        folding("text", "text", "lower(x)", "a", "A"),
        folding("text", "text", "upper(x)", "straße", "STRASSE"),
        folding("text", "text", "trim(x)", "a", " a"),
        folding("text", "text", "substring(x, 1)", "ab", "bb"),
        folding("text", "text", "truncate(x, 1)", "ab", "ac"),
        folding("text", "text", "replace(x, 'a', 'b')", "a", "b"),
        folding("text", "text", "removeNul(x)", "a", "a\0"),
        folding("text", "text", "fixLatin1(x)", "Ã¼", "ü"),
        folding("text", "text", "digits(x)", "1a", "1b"),
        folding("text", "text", "taxonomy('region', x)", "europe", "EMEA"),
        folding("text", "text", "orElse(country(x), 'none')", "Germany", "DE"),
        folding("text", "text", "'crm:' + lower(x)", "a", "A"),
        folding("text", "text", "x == 'a' ? 'b' : x", "a", "b"),
        folding("text", "char(3)", "x", "a", "a "),
        folding("text", "char(3)", "'b' + x", "a", "a "),
        folding("text", "uuid", "uuid(x)", U.toString(), U.toString().toUpperCase()),
        folding("text", "int64", "toInt(x)", "1", "01"),
        folding("text", "uint64", "uint64(x)", "1", "+1"),
        folding("text", "decimal", "decimal(x)", "1", "1.0"),
        folding("text", "date", "date(x)", "2024-01-01", " 2024-01-01"),
        folding("int64", "int64", "x / 2", 2L, 3L),
        folding("int64", "int64", "x % 10", 1L, 11L),
        folding("int64", "int64", "abs(x)", 1L, -1L),
        folding("int64", "int64", "x * 0", 1L, 2L),
        folding("int64", "text", "'crm'", 1L, 2L),
        folding("int64", "float64", "toDouble(x)", 9007199254740993L, 9007199254740992L),
        folding("decimal(9,4)", "decimal(9,2)", "round(x, 2)", dec("1.0010"), dec("1.0020")),
        folding("float64", "float32", "x", 1.0, 1.0000000001),
        folding("timestamp", "date", "date(x)", 0L, HOUR),
        folding("timestamp", "timestamptz", "at(x, 'Europe/Berlin')", NEVER, NEVER + HOUR),
        folding(
            "timestamptz",
            "timestamp",
            "local(x, 'Europe/Berlin')",
            TWICE - HOUR,
            TWICE - 2 * HOUR));
  }

  private static final UUID U = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

  private static BigDecimal dec(String text) {
    return new BigDecimal(text);
  }

  @ParameterizedTest
  @MethodSource("foldings")
  void areRefusedBecauseTheyDoCollide(Folding f) {
    Tables asKey = new Tables().sourceKey("x").source("x " + f.source + "!").targetKey("k");
    assertRefused(asKey.target("k " + f.target + "!", f.rule), MappingProblem.KEY_MAY_COLLIDE);

    CompiledMapping data =
        new Tables()
            .sourceKey("id")
            .source("id int64!")
            .source("x " + f.source + "!")
            .target("id int64!", "id")
            .target("k " + f.target + "!", f.rule)
            .compile();
    Object one = Equality.target(value(data, f.one));
    assertThat(one).isEqualTo(Equality.target(value(data, f.other)));
    assertThat(Equality.target(f.one)).isNotEqualTo(Equality.target(f.other));
  }

  private static Object value(CompiledMapping mapping, Object x) {
    Object[] target = new Object[2];
    assertThat(mapping.apply(new Object[] {1L, x}, target)).isEqualTo(RowResult.MAPPED);
    return target[1];
  }

  private static void assertRefused(Tables tables, MappingProblem code) {
    assertThatThrownBy(tables::compileAll)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems()).extracting(p -> p.code()).containsOnly(code));
  }

  /** Keys of two columns. */
  @Nested
  class Pairs {

    record Joined(String a, String b, String rule, List<Object> one, List<Object> other) {}

    static List<Joined> joined() {
      return List.of(
          new Joined("text", "text", "a + b", List.of("x", "y"), List.of("xy", "")),
          new Joined("text", "text", "a + '-' + b", List.of("x", "-y"), List.of("x-", "y")),
          new Joined("text", "int64", "a + '-' + toText(b)", List.of("x", -1L), List.of("x-", 1L)),
          new Joined("int64", "int64", "toText(a) + toText(b)", List.of(1L, 11L), List.of(11L, 1L)),
          new Joined(
              "decimal",
              "text",
              "toText(a) + b",
              List.of(dec("1.0"), "0"),
              List.of(dec("1"), ".00")),
          new Joined("int64", "int64", "toText(a + b)", List.of(1L, 2L), List.of(2L, 1L)),
          new Joined("text", "text", "join([a, b], '-')", List.of("x", "-"), List.of("x-", "")),
          new Joined("int64", "text", "toText(a)", List.of(1L, "a"), List.of(1L, "b")));
    }

    @ParameterizedTest
    @MethodSource("joined")
    void areRefusedBecauseTheyDoCollide(Joined j) {
      Tables key =
          new Tables().sourceKey("a", "b").source("a " + j.a + "!").source("b " + j.b + "!");
      assertRefused(key.targetKey("k").target("k text!", j.rule), MappingProblem.KEY_MAY_COLLIDE);
      CompiledMapping data =
          new Tables()
              .source("id int64!")
              .source("a " + j.a + "!")
              .source("b " + j.b + "!")
              .target("id int64!", "id")
              .target("k text!", j.rule)
              .compile();
      assertThat(text(data, j.one)).isEqualTo(text(data, j.other));
    }

    private static Object text(CompiledMapping mapping, List<Object> ab) {
      Object[] target = new Object[2];
      assertThat(mapping.apply(new Object[] {1L, ab.get(0), ab.get(1)}, target))
          .isEqualTo(RowResult.MAPPED);
      return target[1];
    }
  }
}
