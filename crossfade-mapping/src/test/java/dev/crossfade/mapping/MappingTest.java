package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.Reversibility;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MappingTest {

  private static Object mapped(CompiledMapping mapping, Object... row) {
    Object[] target = new Object[mapping.entity().columns().size()];
    assertThat(mapping.apply(row, target)).isEqualTo(RowResult.MAPPED);
    return target[target.length - 1];
  }

  @Nested
  class Values {

    @Test
    void aContactIsStandardised() {
      CompiledMapping mapping =
          Tables.withId()
              .source("mail text")
              .source("region_text text")
              .target("email text(320)", "email(mail)")
              .target("region text", "taxonomy('region', region_text)")
              .compile();
      Object[] target = new Object[3];
      assertThat(mapping.apply(new Object[] {7L, " Ada@X.ORG", "EUROPE "}, target))
          .isEqualTo(RowResult.MAPPED);
      assertThat(target).containsExactly(7L, "ada@x.org", "EMEA");
      assertThat(mapping.targetKey(target)).isEqualTo(Key.of(7L));
    }

    @Test
    void literalsNextToADecimalKeepEveryDigit() {
      CompiledMapping mapping =
          Tables.withId()
              .source("score decimal")
              .target("v decimal", "score + 0.12345678901234567890123456789")
              .compile();
      assertThat(mapped(mapping, 1L, new BigDecimal("1")))
          .isEqualTo(new BigDecimal("1.12345678901234567890123456789"));
    }

    @Test
    void aLiteralForADecimalColumnIsADecimal() {
      CompiledMapping mapping =
          Tables.withId().source("b bool!").target("v decimal(9,2)", "b ? 0.1 : -2").compile();
      assertThat(mapped(mapping, 1L, true)).isEqualTo(new BigDecimal("0.10"));
      assertThat(mapped(mapping, 1L, false)).isEqualTo(new BigDecimal("-2.00"));
    }

    @Test
    void nullPassesThroughFunctionsAndOrElseEndsIt() {
      CompiledMapping mapping =
          Tables.withId()
              .source("t text")
              .target("v text!", "orElse(lower(trim(t)), 'none')")
              .compile();
      assertThat(mapped(mapping, 1L, null)).isEqualTo("none");
    }

    @Test
    void aChoiceMayGiveNull() {
      CompiledMapping mapping =
          Tables.withId().source("n int64!").target("v text", "n > 3 ? 'big' : null").compile();
      assertThat(mapped(mapping, 1L, 4L)).isEqualTo("big");
      assertThat(mapped(mapping, 1L, 3L)).isNull();
    }

    @Test
    void aChoiceMayGiveNullOrTheColumnItself() {
      CompiledMapping mapping =
          Tables.withId().source("n int64").target("v int64", "n == 1 ? null : n").compile();
      assertThat(mapped(mapping, 1L, 1L)).isNull();
      assertThat(mapped(mapping, 1L, 2L)).isEqualTo(2L);
    }

    @Test
    void columnsWithAnyNameCanBeUsed() {
      CompiledMapping mapping =
          Tables.withId()
              .source("lead score int64")
              .source("type text")
              .source("in text")
              .targetFromColumn("a int64", "lead score")
              .target("b text", "upper(type)")
              .target("v text", "upper(col('in'))")
              .compile();
      assertThat(mapped(mapping, 1L, 5L, "x", "y")).isEqualTo("Y");
      assertThat(mapping.directCopy(1)).isTrue();
      assertThat(mapping.dependencies(2)).containsExactly("type");
    }

    @Test
    void theZoneOfTheSourceMakesLocalTimestampsInstants() {
      CompiledMapping mapping =
          Tables.withId()
              .zone("Europe/Berlin")
              .source("t timestamp")
              .target("v timestamptz", "t")
              .compile();
      assertThat(mapped(mapping, 1L, 0L)).isEqualTo(-3_600_000_000L);
    }

    @Test
    void comprehensionsAreBounded() {
      CompiledMapping mapping =
          Tables.withId()
              .source("tags array<text>")
              .target("v bool", "tags.exists(t, t == 'vip')")
              .compile();
      assertThat(mapped(mapping, 1L, java.util.List.of("a", "vip"))).isEqualTo(true);
      Object[] row = {1L, java.util.Collections.nCopies(10_001, "x")};
      assertThat(mapping.apply(row, new Object[2]))
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.code()).isEqualTo(MappingProblem.TOO_MUCH_WORK));
    }

    @Test
    void arithmeticOnNaNIsRefused() {
      CompiledMapping mapping =
          Tables.withId().source("d decimal").target("v decimal", "d * 2").compile();
      assertThat(mapping.apply(new Object[] {1L, SpecialNumber.NAN}, new Object[2]))
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.code()).isEqualTo(MappingProblem.SPECIAL_NUMBER));
    }
  }

  @Nested
  class Conditions {

    private final CompiledMapping mapping =
        Tables.withId()
            .source("n int64")
            .target("n int64", "n")
            .where("n == null || n > 3")
            .check("small", "n == null || n < 10")
            .compile();

    @Test
    void decideMembership() {
      assertThat(mapping.accepts(new Object[] {1L, 4L})).isEqualTo(Membership.IN);
      assertThat(mapping.accepts(new Object[] {1L, 3L})).isEqualTo(Membership.OUT);
      assertThat(mapping.accepts(new Object[] {1L, null})).isEqualTo(Membership.IN);
      assertThat(mapping.accepts(new Object[] {1L, Unavailable.VALUE}))
          .isEqualTo(Membership.NEEDS_RESELECT);
      assertThat(mapping.whereDependencies()).containsExactly("n");
    }

    @Test
    void thatFailRefuseTheRow() {
      CompiledMapping failing =
          Tables.withId().source("n int64").target("n int64", "n").where("n > 3").compile();
      Object[] row = {1L, null};
      assertThat(failing.accepts(row)).isEqualTo(Membership.REFUSED);
      assertThat(failing.whereRefusal(row).code()).isEqualTo(MappingProblem.NULL_OPERAND);
    }

    @Test
    void checksRefuseByName() {
      assertThat(mapping.apply(new Object[] {1L, 10L}, new Object[2]))
          .isEqualTo(
              new Refusal(
                  "check:small", MappingProblem.CHECK_FAILED, "check 'small' is not fulfilled"));
    }
  }

  @Nested
  class MissingValues {

    private final CompiledMapping mapping =
        Tables.withId()
            .source("a text")
            .source("b text")
            .target("one text", "upper(a)")
            .target("copy text", "b")
            .target("mix text", "coalesce(a, b)")
            .check("a", "one == null || one != 'X'")
            .compile();

    @Test
    void stayMissingAlone() {
      CompiledMapping alone =
          Tables.withId()
              .source("a text")
              .target("v text", "upper(a)")
              .check("c", "v == 'Q'")
              .compile();
      assertThat(mapped(alone, 1L, Unavailable.VALUE)).isEqualTo(Unavailable.VALUE);
    }

    @Test
    void needTheRowWhenMixed() {
      assertThat(mapping.apply(new Object[] {1L, Unavailable.VALUE, "b"}, new Object[4]))
          .isEqualTo(RowResult.NEEDS_RESELECT);
    }
  }

  @Nested
  class Keys {

    @Test
    void needOnlyTheSourceKey() {
      CompiledMapping mapping =
          new Tables()
              .sourceKey("id")
              .targetKey("origin", "ref")
              .source("id int64!")
              .source("name text!")
              .target("origin text!", "'crm'")
              .target("ref text!", "toText(id)")
              .target("name text!", "name")
              .compile();
      Object[] target = new Object[3];
      assertThat(mapping.applyKey(new Object[] {9L, null}, target)).isEqualTo(RowResult.MAPPED);
      assertThat(mapping.targetKey(target)).isEqualTo(Key.of("crm", "9"));
    }

    @Test
    void fromDataAreRefused() {
      Tables tables =
          new Tables()
              .sourceKey("id")
              .targetKey("mail")
              .source("id int64!")
              .source("mail text!")
              .target("mail text!", "lower(mail)");
      assertThatThrownBy(tables::compile)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(MappingProblem.KEY_DEPENDS_ON_DATA));
    }

    @Test
    void absentOnOneSideOnlyAreRefused() {
      Tables tables =
          Tables.keyless().targetKey("id").source("id int64!").target("id int64!", "id");
      assertThatThrownBy(tables::compile)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(MappingProblem.KEYED_FROM_KEYLESS));
      assertThat(
              Tables.keyless().source("a text").target("a text", "a").compile().entity().keyless())
          .isTrue();
    }
  }

  @Test
  void theVersionChangesWithContentOnly() {
    String version = Tables.withId().source("a text").target("v text", "a").compile().version();
    assertThat(Tables.withId().source("a text").target("v text", "a").compile().version())
        .isEqualTo(version)
        .hasSize(64);
    assertThat(Tables.withId().source("a text").target("v text", "lower(a)").compile().version())
        .isNotEqualTo(version);
  }

  @Test
  void columnsSayWhatTheyKeep() {
    CompiledMapping mapping =
        Tables.withId()
            .source("a text")
            .source("b text")
            .target("copy text", "a")
            .target("text text", "toText(id)")
            .target("lossy text", "lower(a)")
            .target("hash text", "sha256(a)")
            .target("both text", "coalesce(a, b)")
            .compile();
    assertThat(mapping.reversibility(1)).isEqualTo(Reversibility.INVERTIBLE);
    assertThat(mapping.reversibility(2)).isEqualTo(Reversibility.INVERTIBLE);
    assertThat(mapping.reversibility(3)).isEqualTo(Reversibility.LOSSY);
    assertThat(mapping.reversibility(4)).isEqualTo(Reversibility.ONE_WAY);
    assertThat(mapping.reversibility(5)).isEqualTo(Reversibility.ONE_WAY);
    String entity = mapping.entitySpec().name();
    assertThat(WayBack.lost(new CompiledMigration(List.of(mapping, mapping), "v")))
        .containsExactly(entity + ".hash", entity + ".both");
  }
}
