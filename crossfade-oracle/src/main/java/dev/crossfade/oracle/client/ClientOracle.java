package dev.crossfade.oracle.client;

import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.JournalTail;
import dev.crossfade.oracle.journal.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * O10's end: once nobody writes any more and both stacks have caught up, each acknowledged write is
 * in both, once and in order, whoever acknowledged it; what was refused is in none; and what nobody
 * knows of is in both or in none.
 */
public final class ClientOracle {

  private final Map<String, RowStory> stories = new LinkedHashMap<>();
  private final Map<String, Long> acknowledged = new HashMap<>();

  private ClientOracle() {}

  /**
   * Judges.
   *
   * @param trial the databases of both stacks
   * @param journal of the clients
   */
  public static ClientJudgement judge(Trial trial, Path journal) throws IOException, SQLException {
    ClientOracle oracle = new ClientOracle();
    oracle.read(journal);
    StackRows legacy = StackRows.legacy(trial.crm(), trial.ads());
    StackRows unified =
        StackRows.unified(trial.production().database(), trial.production().schema());
    Findings findings = new Findings();
    Map<String, StackRows.Shown> there = legacy.read();
    Map<String, StackRows.Shown> here = unified.read();
    oracle.stories.forEach(
        (row, story) -> {
          findings.compare(legacy.name(), row, story, there.get(row));
          findings.compare(unified.name(), row, story, here.get(row));
          findings.same(row, there.get(row), here.get(row));
        });
    findings.strangers(legacy.name(), there.keySet(), oracle.stories.keySet());
    findings.strangers(unified.name(), here.keySet(), oracle.stories.keySet());
    return findings.judgement(oracle.acknowledged, oracle.stories.size());
  }

  /** A write without an end was cut off with its client: nobody knows of it. */
  private void read(Path journal) throws IOException {
    Map<String, Entry> open = new LinkedHashMap<>();
    for (Entry entry : JournalTail.read(journal)) {
      if (entry.outcome() == Outcome.INVOKE) {
        open.put(entry.uid(), entry);
      } else {
        open.remove(entry.uid());
        add(entry);
      }
    }
    open.values().forEach(this::add);
  }

  private void add(Entry entry) {
    if (entry.outcome() == Outcome.OK) {
      acknowledged.merge(stack(entry), 1L, Long::sum);
    }
    entry
        .effects()
        .forEach(
            effect ->
                stories
                    .computeIfAbsent(effect.table() + " " + effect.key(), row -> new RowStory())
                    .add(entry));
  }

  /** Who acknowledged a write. */
  static String stack(Entry entry) {
    return entry.operation().replaceFirst(".*@", "");
  }

  /** Names of stacks, as applications call themselves. */
  static final List<String> STACKS = List.of("legacy", "new");
}
