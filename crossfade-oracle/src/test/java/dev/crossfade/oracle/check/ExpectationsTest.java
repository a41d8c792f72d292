package dev.crossfade.oracle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.journal.Effect;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.Journal;
import dev.crossfade.oracle.journal.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationsTest {

  @TempDir Path folder;

  @Test
  void theLastAcknowledgedOperationDecides() throws IOException {
    Expected row = row(ended(1, Outcome.OK), ended(2, Outcome.OK));
    assertThat(row.allows("c1.0.2")).isTrue();
    assertThat(row.allows("c1.0.1")).isFalse();
    assertThat(row.allows(null)).isFalse();
  }

  @Test
  void aFailedOperationMustNotBeVisible() throws IOException {
    Expected row = row(ended(1, Outcome.OK), ended(2, Outcome.FAIL));
    assertThat(row.allows("c1.0.2")).isFalse();
    assertThat(row.allows("c1.0.1")).isTrue();
  }

  @Test
  void anUnknownOutcomeAllowsEither() throws IOException {
    Expected row = row(ended(1, Outcome.OK), ended(2, Outcome.INFO));
    assertThat(row.allows("c1.0.1")).isTrue();
    assertThat(row.allows("c1.0.2")).isTrue();
    assertThat(row.allows("c1.0.3")).isFalse();
    assertThat(row.lastAcknowledged()).isEqualTo("c1.0.1");
  }

  @Test
  void anAcknowledgementAfterAnUnknownOutcomeDecidesAgain() throws IOException {
    Expected row = row(ended(1, Outcome.INFO), ended(2, Outcome.OK));
    assertThat(row.allows("c1.0.1")).isFalse();
    assertThat(row.allows("c1.0.2")).isTrue();
  }

  @Test
  void anOperationCutOffByAKillMayBeDoneButIsOlderThanWhatFollows() throws IOException {
    assertThat(row(ended(1, Outcome.OK), ended(2, Outcome.INVOKE)).allows("c1.0.2")).isTrue();
    Expected row = row(ended(1, Outcome.INVOKE), ended(2, Outcome.OK));
    assertThat(row.allows("c1.0.1")).isFalse();
  }

  @Test
  void countsOnlyAcknowledgedOperations() throws IOException {
    Expectations expectations =
        read(ended(1, Outcome.OK), ended(2, Outcome.INFO), ended(3, Outcome.FAIL));
    assertThat(expectations.acknowledged()).isEqualTo(1);
    assertThat(expectations.markers(Source.CRM).get(0).seq()).isEqualTo(1);
  }

  @Test
  void manyWritesWithAnEffectHaveTouchedEveryTable() throws IOException {
    Entry[] many =
        IntStream.rangeClosed(1, 500).mapToObj(ExpectationsTest::done).toArray(Entry[]::new);
    many[99] = many[99].ended(Outcome.FAIL, 1);
    Expectations nearly = read(many);
    assertThat(nearly.touchedAll(Source.CRM)).isFalse();
    many[99] = done(100);
    Expectations all = read(many);
    assertThat(all.touchedAll(Source.CRM)).isTrue();
    assertThat(all.touchedAll(Source.ADS)).isFalse();
  }

  @Test
  void anOracleThatCheckedNothingIsNotGreen() throws IOException {
    Expectations few = read(ended(1, Outcome.OK));
    Expectations many =
        read(IntStream.rangeClosed(1, 500).mapToObj(ExpectationsTest::done).toArray(Entry[]::new));
    assertThat(nothing().verdict().green()).isFalse();
    assertThat(nothing().verdict().evidence()).containsExactly("nothing was there to be checked");
    assertThat(nothing().verdictAfter(many, Source.CRM).green()).isFalse();
    assertThat(nothing().verdictAfter(few, Source.CRM).green()).isTrue();
    Evidence something = nothing();
    something.checked();
    assertThat(something.verdictAfter(many, Source.CRM).green()).isTrue();
  }

  private static Evidence nothing() {
    return new Evidence("O9", "nothing");
  }

  private static Entry done(int seq) {
    return ended(seq, Outcome.OK);
  }

  private Expected row(Entry... ends) throws IOException {
    Expected expected = read(ends).rows(Source.CRM, "contacts").get("5");
    assertThat(expected).isNotNull();
    return expected;
  }

  private Expectations read(Entry... ends) throws IOException {
    Path file = folder.resolve("journal" + System.nanoTime());
    try (Journal journal = Journal.open(file)) {
      for (Entry end : ends) {
        journal.append(end.ended(Outcome.INVOKE, 1));
        if (end.outcome() != Outcome.INVOKE) {
          journal.append(end);
        }
      }
    }
    return Expectations.read(file);
  }

  private static Entry ended(long seq, Outcome outcome) {
    return new Entry(2, outcome, Source.CRM, 0, 1, seq, "test", List.of(Effect.put("contacts", 5)));
  }
}
