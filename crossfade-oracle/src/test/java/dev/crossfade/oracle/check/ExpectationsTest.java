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
