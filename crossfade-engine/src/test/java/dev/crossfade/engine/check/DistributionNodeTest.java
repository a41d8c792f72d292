package dev.crossfade.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckKind;
import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** What is told of how numbers are spread, of a thousand rows. */
class DistributionNodeTest {

  private static final int ROWS = 1_000;
  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("unified", "lead"),
          List.of(Column.of("score", new LogicalType.Int(64)).notNull()),
          List.of());
  private static final Check CHECK =
      new Check(
          "lead/distributions",
          CheckKind.DISTRIBUTIONS,
          "lead",
          Severity.ERROR,
          "",
          "",
          null,
          Map.of("psi", "0.1", "share", "0.05", "top", "20", "least", "100"));

  private static EntityProfile profile(LongUnaryOperator score) {
    EntityProfile profile = new EntityProfile(TABLE, List.of());
    for (long i = 0; i < ROWS; i++) {
      profile.row(new Object[] {score.applyAsLong(i)});
    }
    return profile;
  }

  private static Finding find(
      LongUnaryOperator expected, LongUnaryOperator actual, long changes, long parked) {
    Instant now = Instant.parse("2026-11-26T00:00:00Z");
    Verdict verdict =
        new Verdict(
            "lead",
            Verdict.Result.DIFFERENT,
            ROWS,
            1,
            List.of(),
            0,
            parked,
            0,
            Map.of(),
            "v",
            now,
            now);
    return DistributionNode.of(
        CHECK,
        new EntityFacts(
            new EntityShape("lead", TABLE, List.of(), List.of()),
            verdict,
            profile(expected),
            profile(actual),
            changes,
            List.of(),
            0));
  }

  private static Finding find(LongUnaryOperator expected, LongUnaryOperator actual) {
    return find(expected, actual, 0, 0);
  }

  @Test
  void whatIsTheSamePasses() {
    Finding same = find(i -> i, i -> ROWS - 1 - i);

    assertThat(same.state()).isEqualTo(CheckState.PASSED);
    assertThat(same.evidence()).isEmpty();
    assertThat(same.observed()).isEqualTo("1 of 1 columns compared");
  }

  @Test
  void oneNumberThatBecameASmallerOneIsTold() {
    Finding found = find(i -> 1, i -> 0);

    assertThat(found.state()).isEqualTo(CheckState.FAILED);
    assertThat(found.evidence())
        .contains("score is shifted: 100.0 % of the values lie on the other side of one point");
    assertThat(found.keys()).containsExactly("score around 0.0");
    assertThat(find(i -> 0, i -> 1).state()).isEqualTo(CheckState.FAILED);
  }

  /** The ends are less than a decile each. */
  @Test
  void endsThatMovedAreTold() {
    Finding top = find(i -> i, i -> i < 910 ? i : i * 1_000);
    Finding bottom = find(i -> i, i -> i < 90 ? -i * 1_000 - 1 : i);

    for (Finding each : List.of(top, bottom)) {
      assertThat(each.state()).as(each.toString()).isEqualTo(CheckState.FAILED);
      assertThat(each.evidence()).hasSize(1).allMatch(line -> line.startsWith("score is shifted"));
    }
    assertThat(top.evidence().get(0)).contains("9.0 %");
  }

  /** Single rows are told by checksums; the share that may lie elsewhere is said. */
  @Test
  void aFewRowsFarAwayAreNoOtherSpread() {
    assertThat(find(i -> i, i -> i < 960 ? i : i * 1_000).state()).isEqualTo(CheckState.PASSED);
  }

  /** So many rows may rightly lie elsewhere, wherever that is. */
  @Test
  void rowsThatChangedMeanwhileAreNoAlarm() {
    Finding live = find(i -> i, i -> i < 910 ? i : i * 1_000, 50, 0);
    Finding more = find(i -> i, i -> i < 850 ? i : i * 1_000, 50, 0);

    assertThat(live.state()).as(live.toString()).isEqualTo(CheckState.PASSED);
    assertThat(more.state()).as(more.toString()).isEqualTo(CheckState.FAILED);
  }

  @Test
  void whatIsNotJudgedIsSaid() {
    String unjudged = "too much changed or waits in quarantine to judge how values are spread";

    Finding changed = find(i -> i, i -> i, 20, 0);
    assertThat(changed.state()).isEqualTo(CheckState.PASSED);
    assertThat(changed.evidence()).containsExactly(unjudged);
    assertThat(find(i -> i, i -> i, 0, 20).evidence()).containsExactly(unjudged);
    assertThat(find(i -> i, i -> i, 10, 9).evidence()).isEmpty();
    Finding failed = find(i -> 1, i -> 0, 20, 0);
    assertThat(failed.state()).isEqualTo(CheckState.FAILED);
    assertThat(failed.evidence()).hasSize(2).endsWith(unjudged);
  }
}
