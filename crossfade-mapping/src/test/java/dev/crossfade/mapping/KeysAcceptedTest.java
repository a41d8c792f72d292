package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.problem.MappingProblem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that are proven, and what the proof needs beside the rule. */
class KeysAcceptedTest {

  private static Tables key(String source, String target, String rule) {
    return new Tables()
        .sourceKey("x")
        .source("x " + source + "!")
        .targetKey("k")
        .target("k " + target + "!", rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int64|int64|x",
        "int64|int16|x",
        "int64|uint64|x",
        "int64|decimal(9,2)|x",
        "uint64|int64|x",
        "decimal(9,4)|decimal(9,2)|x",
        "decimal|decimal|x",
        "float64|float64|x",
        "text|text(3)|x",
        "char(3)|char(2)|x",
        "text|enum:a;b|x",
        "enum:a;b|text|x",
        "bytes|bytes|x",
        "json|json|x",
        "interval|interval|x",
        "timestamp|timestamptz|at(x, 'UTC')",
        "timestamptz|timestamp|local(x, 'UTC')",
        "int64|text|'crm:' + toText(x) + '/'",
        "text|text|x + '@crm'",
        "uuid|text|toText(x)",
        "decimal(9,2)|text|toText(x)",
        "int64|timestamptz|epochMillis(x)",
        "int64|text|toText(decimal(require(x)))",
      })
  void oneColumnIsEnoughWhereItIsKept(String source, String target, String rule) {
    Tables tables = key(source.replace(';', '|'), target.replace(';', '|'), rule);
    assertThatCode(tables::compile).doesNotThrowAnyException();
  }

  @Test
  void aComputedColumnMayStandBesideACopy() {
    Tables tables = key("text", "text", "lower(x)").target("copy text!", "x");
    refused(tables, MappingProblem.KEY_MAY_COLLIDE);
    assertThat(tables.targetKey("k", "copy").compile()).isNotNull();
  }

  @Test
  void aFilterProvesNothing() {
    refused(key("text", "text", "lower(x)").where("x == lower(x)"), MappingProblem.KEY_MAY_COLLIDE);
  }

  @Test
  void theZoneOfTheSourceHasToBeUtc() {
    assertThat(key("timestamp", "timestamptz", "x").zone("UTC").compile()).isNotNull();
    refused(
        key("timestamp", "timestamptz", "x").zone("Europe/Berlin"), MappingProblem.KEY_MAY_COLLIDE);
  }

  @Test
  void aDayThatMayBeAZeroDateIsNoKey() {
    CompiledMapping epoch =
        key("date", "date", "x").from(SystemType.MARIADB, ZeroDates.EPOCH).compile();
    Object[] target = new Object[1];
    assertThat(epoch.applyKey(new Object[] {1L}, target)).isEqualTo(RowResult.MAPPED);
    Refusal refusal =
        new Refusal(
            "key",
            MappingProblem.UNREADABLE_VALUE,
            "'x' is 1970-01-01 or a zero date, and which of the two cannot be told");
    assertThat(epoch.applyKey(new Object[] {0L}, target)).isEqualTo(refusal);
    assertThat(epoch.apply(new Object[] {0L}, target)).isEqualTo(refusal);
    CompiledMapping decided =
        key("date", "date", "x").from(SystemType.MARIADB, ZeroDates.REFUSE).compile();
    assertThat(decided.applyKey(new Object[] {0L}, target)).isEqualTo(RowResult.MAPPED);
  }

  @Test
  void enumerationsOfMysqlHaveAValueBesideTheirLabels() {
    assertThat(key("enum:a|", "text", "x").compile()).isNotNull();
    assertThat(key("enum:a|b", "text", "x").from(SystemType.MYSQL, ZeroDates.REFUSE).compile())
        .isNotNull();
    refused(
        key("enum:|a", "text", "x").from(SystemType.MYSQL, ZeroDates.REFUSE),
        MappingProblem.KEY_MAY_COLLIDE);
  }

  @Test
  void arraysAreNoKey() {
    refused(key("array<text>", "array<text>", "x"), MappingProblem.KEY_MAY_COLLIDE);
  }

  @Test
  void twoMappingsNeedAColumnThatKeepsThemApart() {
    Tables same = key("int64", "int64", "x").alsoFrom("ads", "public.things", Map.of());
    refused(same, MappingProblem.KEYS_MAY_MEET);
    Tables shards = key("int64", "int64", "x").alsoFrom("crm", "public.others", Map.of());
    refused(shards, MappingProblem.KEYS_MAY_MEET);
    Tables named =
        key("int64", "int64", "x")
            .target("origin text!", "'crm'")
            .targetKey("origin", "k")
            .alsoFrom("ads", "public.things", Map.of("origin", "'ads'"));
    assertThat(named.compileAll()).hasSize(2);
    Tables prefixed =
        key("int64", "text", "'crm:' + toText(x)")
            .alsoFrom("ads", "public.things", Map.of("k", "'ads:' + toText(x)"));
    assertThat(prefixed.compileAll()).hasSize(2);
  }

  @Test
  void ofThreeMappingsEachPairCounts() {
    Tables three =
        key("int64", "text", "'crm:' + toText(x)")
            .alsoFrom("ads", "public.things", Map.of("k", "'ads:' + toText(x)"))
            .alsoFrom("ads", "public.others", Map.of("k", "'ads:1' + toText(x)"));
    refused(three, MappingProblem.KEYS_MAY_MEET);
  }

  @Test
  void appendOnlyEntitiesHaveNoKeyToProve() {
    Tables events = Tables.keyless().source("a text").target("a text", "lower(a)");
    assertThat(events.alsoFrom("ads", "public.things", Map.of()).compileAll()).hasSize(2);
  }

  private static void refused(Tables tables, MappingProblem code) {
    assertThatThrownBy(tables::compileAll)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems()).extracting(p -> p.code()).containsExactly(code));
  }
}
