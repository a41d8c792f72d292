package dev.crossfade.oracle.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.oracle.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path folder;

  @Test
  void readsBackWhatWasAppended() throws Exception {
    Path file = folder.resolve("journal");
    Entry entry = entry(1, Effect.put("contacts", 5), Effect.delete("daily_performance", "1|2|x"));
    try (Journal journal = Journal.open(file)) {
      journal.append(entry);
      journal.append(entry.ended(Outcome.OK, 8));
    }
    assertThat(JournalTail.read(file)).containsExactly(entry, entry.ended(Outcome.OK, 8));
  }

  @Test
  void keepsEveryKindOfEffect() throws Exception {
    List<Effect> effects = new ArrayList<>();
    for (Effect.Kind kind : Effect.Kind.values()) {
      effects.add(new Effect("probe_counter", kind, "3=17"));
    }
    Path file = folder.resolve("journal");
    try (Journal journal = Journal.open(file)) {
      journal.append(entry(1, effects.toArray(Effect[]::new)));
    }
    assertThat(JournalTail.read(file).get(0).effects()).isEqualTo(effects);
  }

  @Test
  void anInterruptionDoesNotKeepItFromClosingInOrder() throws Exception {
    Path file = folder.resolve("journal");
    Journal journal = Journal.open(file);
    journal.append(entry(1));
    Thread.currentThread().interrupt();
    journal.close();
    journal.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(JournalTail.read(file)).containsExactly(entry(1));
  }

  @Test
  void leavesATornLineForLaterAndCutsItOffWhenOpenedAgain() throws Exception {
    Path file = folder.resolve("journal");
    try (Journal journal = Journal.open(file)) {
      journal.append(entry(1));
    }
    Files.writeString(file, "12\tok\tcr", StandardOpenOption.APPEND);
    assertThat(JournalTail.read(file)).containsExactly(entry(1));
    try (Journal journal = Journal.open(file)) {
      journal.append(entry(2));
    }
    assertThat(JournalTail.read(file)).containsExactly(entry(1), entry(2));
  }

  @Test
  void followsAJournalThatGrows() throws Exception {
    Path file = folder.resolve("journal");
    List<Entry> seen = new ArrayList<>();
    try (JournalTail tail = new JournalTail(file)) {
      tail.drain(seen::add);
      try (Journal journal = Journal.open(file)) {
        journal.append(entry(1));
        tail.drain(seen::add);
        journal.append(entry(2));
        tail.drain(seen::add);
      }
    }
    assertThat(seen).containsExactly(entry(1), entry(2));
  }

  private static Entry entry(long seq, Effect... effects) {
    return new Entry(7, Outcome.INVOKE, Source.CRM, 1, 2, seq, "test", List.of(effects));
  }
}
