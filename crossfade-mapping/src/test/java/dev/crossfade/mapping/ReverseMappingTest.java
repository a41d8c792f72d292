package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.SourceColumn.Way;
import dev.crossfade.mapping.problem.MappingProblem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReverseMappingTest {

  private static final Object LEFT = Unavailable.VALUE;

  private static Object[] restored(ReverseMapping reverse, Object[] present, Object... target) {
    Object[] source = new Object[reverse.columns().size()];
    assertThat(reverse.restore(target, present, source)).isEqualTo(RowResult.MAPPED);
    return source;
  }

  private static void refused(
      ReverseMapping reverse, Object[] present, String column, Object... target) {
    assertThat(reverse.restore(target, present, new Object[reverse.columns().size()]))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.column()).isEqualTo(column));
  }

  private static Tables contacts() {
    return Tables.withId()
        .source("mail text")
        .source("region_text text")
        .source("score decimal(12,4)")
        .source("notes text")
        .target("email text(320)", "email(mail)")
        .target("region text", "taxonomy('region', region_text)")
        .target("score decimal(9,2)", "score")
        .target("host text", "sha256(mail)");
  }

  @Nested
  class Rows {

    private final ReverseMapping contacts = contacts().compile().reverse();

    @Test
    void aNewRowGetsWhatGivesTheSame() {
      assertThat(
              restored(
                  contacts, null, 7L, "ada@x.org", "EMEA", new BigDecimal("1.50"), "no matter"))
          .containsExactly(7L, "ada@x.org", "EMEA", new BigDecimal("1.5000"), LEFT);
    }

    @Test
    void whatDidNotChangeKeepsItsSpelling() {
      Object[] present = {7L, " Ada@X.ORG", "Europe ", new BigDecimal("1.0000"), "private"};
      assertThat(
              restored(contacts, present, 7L, "ada@x.org", "APAC", new BigDecimal("1.0"), "other"))
          .containsExactly(LEFT, LEFT, "APAC", LEFT, LEFT);
    }

    @Test
    void asIfAllHadChangedAllIsSpelledAnewThatCanBe() {
      Object[] present = {7L, " Ada@X.ORG", "Europe ", null, "private"};
      Object[] source = new Object[5];
      Object[] target = {7L, "ada@x.org", "EMEA", null, "no matter"};
      assertThat(contacts.restoreAnew(target, present, source)).isEqualTo(RowResult.MAPPED);
      assertThat(source).containsExactly(7L, "ada@x.org", "EMEA", null, LEFT);
      assertThat(restored(contacts, present, target)).containsOnly(LEFT);
    }

    @Test
    void asIfAllHadChangedAWrongWayBackShows() {
      ReverseMapping wrong =
          Tables.withId()
              .source("cents int64")
              .target("euros int64", "cents / 100")
              .reverse("cents", "euros")
              .compile()
              .reverse();
      assertThat(wrong.restoreAnew(new Object[] {7L, 3L}, new Object[] {7L, 350L}, new Object[2]))
          .isInstanceOfSatisfying(
              Refusal.class, r -> assertThat(r.code()).isEqualTo(MappingProblem.NOT_RESTORED));
    }

    @Test
    void whatTheLogDidNotCarryIsLeftAlone() {
      Object[] present = {7L, "a@x.org", "europe", null, null};
      assertThat(restored(contacts, present, 7L, LEFT, "EMEA", null, LEFT)).containsOnly(LEFT);
    }

    @Test
    void aValueThatNothingBecomesIsRefused() {
      refused(contacts, null, "email", 7L, "Ada@X.org", "EMEA", null, null);
      refused(contacts, null, "region", 7L, "ada@x.org", "MOON", null, null);
      refused(
          contacts,
          new Object[] {7L, "ada@x.org", "europe", null, null},
          "email",
          7L,
          "no address",
          "EMEA",
          null,
          null);
    }

    @Test
    void narrowerColumnsOfTheSourceRefuseWhatTheyCannotHold() {
      ReverseMapping narrow =
          Tables.withId().source("n int16").target("n int64", "n").compile().reverse();
      assertThat(restored(narrow, null, 1L, 9L)).containsExactly(1L, 9L);
      refused(narrow, null, "n", 1L, 99_999L);
    }

    @Test
    void rowsOutsideTheFilterAreRefused() {
      ReverseMapping open =
          Tables.withId()
              .source("n int64!")
              .target("n int64", "n")
              .where("n > 3")
              .compile()
              .reverse();
      assertThat(restored(open, null, 1L, 4L)).containsExactly(1L, 4L);
      refused(open, null, "where", 1L, 3L);
    }

    @Test
    void whatDependsOnAnotherColumnIsSpelledOutWhenThatChanges() {
      ReverseMapping reverse =
          Tables.withId()
              .source("number text")
              .source("land text")
              .target("number text", "phone(number, land)")
              .target("land text", "land")
              .compile()
              .reverse();
      Object[] present = {1L, "030 901820", "DE"};
      assertThat(restored(reverse, present, 1L, "+4930901820", "DE")).containsOnly(LEFT);
      assertThat(restored(reverse, present, 1L, "+4930901820", "US"))
          .containsExactly(LEFT, "+4930901820", "US");
    }

    @Test
    void fewValuesAreTriedOut() {
      ReverseMapping reverse =
          Tables.withId()
              .source("region enum:Europe|EU|ASIA!")
              .source("on bool!")
              .target("region text", "taxonomy('region', region == 'EU' ? 'europe' : region)")
              .target("state text", "on ? 'active' : 'paused'")
              .compile()
              .reverse();
      assertThat(restored(reverse, null, 1L, "APAC", "paused")).containsExactly(1L, "ASIA", false);
      assertThat(restored(reverse, null, 1L, "EMEA", "active")).containsExactly(1L, "Europe", true);
      assertThat(restored(reverse, new Object[] {1L, "EU", true}, 1L, "EMEA", "active"))
          .containsOnly(LEFT);
      refused(reverse, null, "state", 1L, "EMEA", "unknown");
      assertThat(reverse.columns())
          .extracting(SourceColumn::way)
          .containsExactly(Way.EXACT, Way.SAME_RESULT, Way.EXACT);
    }

    @Test
    void emptyTextStandsForNullWhereTheSourceKnowsNone() {
      ReverseMapping reverse =
          Tables.withId()
              .source("site text!")
              .source("name text!")
              .target("site text", "emptyToNull(site)")
              .target("name text", "name")
              .compile()
              .reverse();
      assertThat(restored(reverse, null, 1L, null, "x")).containsExactly(1L, "", "x");
      refused(reverse, null, "name", 1L, "s", null);
    }

    @Test
    void zeroDatesComeBackByTheirDefault() {
      ReverseMapping reverse =
          Tables.withId()
              .source("day date!")
              .target("day date", "day")
              .from(SystemType.MARIADB, ZeroDates.NULL)
              .compile()
              .reverse();
      assertThat(restored(reverse, null, 1L, null)).containsExactly(1L, LEFT);
      assertThat(restored(reverse, new Object[] {1L, null}, 1L, null)).containsOnly(LEFT);
      refused(reverse, new Object[] {1L, 5L}, "day", 1L, null);
      assertThat(reverse.needDefaults()).containsExactly("day");
    }
  }

  @Nested
  class Keys {

    @Test
    void areFoundInJoinedText() {
      ReverseMapping reverse =
          new Tables()
              .sourceKey("a", "b")
              .source("a int64!")
              .source("b text!")
              .targetKey("k")
              .target("k text!", "'crm:' + toText(a) + '/' + b")
              .compile()
              .reverse();
      assertThat(reverse.sourceKey(new Object[] {"crm:-12/x/y"})).contains(Key.of(-12L, "x/y"));
      assertThat(reverse.sourceKey(new Object[] {"ads:12/x"})).isEmpty();
      assertThat(reverse.sourceKey(new Object[] {"crm:012/x"})).isEmpty();
      assertThat(reverse.sourceKey(new Object[] {"crm:x"})).isEmpty();
    }

    @Test
    void tellWhichSourceARowBelongsTo() {
      List<CompiledMapping> both =
          new Tables()
              .sourceKey("x")
              .source("x int64!")
              .targetKey("origin", "k")
              .target("origin text!", "'crm'")
              .target("k int64!", "x")
              .alsoFrom("ads", "public.things", Map.of("origin", "'ads'"))
              .compileAll();
      Object[] row = {"ads", 5L};
      assertThat(both.get(0).reverse().sourceKey(row)).isEmpty();
      assertThat(both.get(1).reverse().sourceKey(row)).contains(Key.of(5L));
    }
  }

  @Nested
  class Declarations {

    @Test
    void comeBeforeTheInverse() {
      ReverseMapping reverse =
          contacts()
              .reverse("region_text", "region == 'EMEA' ? 'europe' : region")
              .reverse("notes", "'from the new stack'")
              .compile()
              .reverse();
      assertThat(restored(reverse, null, 7L, null, "EMEA", null, null))
          .containsExactly(7L, null, "europe", null, "from the new stack");
      Object[] present = {7L, null, " EMEA", null, "private"};
      assertThat(restored(reverse, present, 7L, null, "EMEA", null, null))
          .containsExactly(LEFT, LEFT, LEFT, LEFT, "from the new stack");
      assertThat(reverse.columns())
          .extracting(SourceColumn::way)
          .containsExactly(Way.EXACT, Way.SAME_RESULT, Way.DECLARED, Way.EXACT, Way.DECLARED);
    }

    @Test
    void thatGiveAnotherRowAreRefused() {
      ReverseMapping reverse = contacts().reverse("region_text", "'asia'").compile().reverse();
      refused(reverse, null, "region", 7L, null, "EMEA", null, null);
    }

    @Test
    void areCheckedWhenSaved() {
      wrong(contacts().reverse("nots", "email"), MappingProblem.REVERSE_COLUMN);
      wrong(contacts().reverse("id", "id"), MappingProblem.REVERSE_COLUMN);
      wrong(contacts().reverse("notes", "mail"), MappingProblem.UNKNOWN_COLUMN);
      wrong(contacts().reverse("notes", "id"), MappingProblem.RESULT_TYPE);
    }

    @Test
    void doNotChangeWhatRowsBecome() {
      assertThat(contacts().reverse("notes", "email").compile().version())
          .isEqualTo(contacts().compile().version());
    }

    private void wrong(Tables tables, MappingProblem code) {
      assertThatThrownBy(tables::compile)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems()).extracting(p -> p.code()).containsExactly(code));
    }
  }
}
