package dev.crossfade.bench.verify;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import java.util.Locale;

/** {@code crossfade verify --since-last} after so many contacts, spread evenly, were changed. */
final class AfterChanges implements Subject {

  private static final long PER_TRANSACTION = 1_000;

  private final Pair pair;
  private final CrossfadeCommand command;
  private final long keys;

  AfterChanges(Pair pair, CrossfadeCommand command, long keys) {
    this.pair = pair;
    this.command = command;
    this.keys = keys;
  }

  @Override
  public String name() {
    return String.format(Locale.ROOT, "upkeep, %,d keys changed", keys);
  }

  /** Changes them, and waits until the changes are applied. */
  @Override
  public void prepare() throws Exception {
    long step = keys == 0 ? 1 : pair.rows(Table.CONTACTS) / keys;
    for (long first = 0; first < keys; first += PER_TRANSACTION) {
      long last = Math.min(keys, first + PER_TRANSACTION);
      pair.source()
          .execute(
              "UPDATE contacts SET lead_score = lead_score + 1 WHERE id % "
                  + step
                  + " = 0 AND id BETWEEN "
                  + (first + 1) * step
                  + " AND "
                  + last * step);
    }
    String wanted = pair.source().value("SELECT sum(lead_score) FROM contacts");
    while (!pair.target().value("SELECT sum(lead_score) FROM marketing.contacts").equals(wanted)) {
      Thread.sleep(500);
    }
  }

  @Override
  public Done run() throws Exception {
    return FullPass.measured(command, "upkeep", keys, "--since-last");
  }

  @Override
  public void check() {}
}
