package dev.crossfade.bench.verify;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Turns;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.CrossfadeCommand;
import dev.crossfade.bench.crossfade.Specification;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.report.Line;
import dev.crossfade.bench.report.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Comparing source and production: first without, then with differences. */
public final class Verification {

  /** How many rows differ now. */
  static final AtomicLong DIFFERENCES = new AtomicLong();

  private Verification() {}

  /** All ways of comparing the contacts. */
  public static Section measure(Options options, Workplace workplace) throws Exception {
    Pair pair = Pair.start(options, workplace, List.of(Table.CONTACTS));
    Transport transport = Transport.start(workplace);
    CrossfadeCommand command =
        CrossfadeCommand.in(
                options.root(),
                workplace.path("specification"),
                new Specification(
                    "verify", List.of("identity/entities/contacts.yaml"), "postgresql", transport))
            .between(pair.source(), pair.target());
    pair.target().recreate();
    command.run("published");
    pair.target().execute("VACUUM (ANALYZE) marketing.contacts", "CHECKPOINT");
    Map<String, Long> groups = new HashMap<>(pair.servers());
    groups.put("kafka", transport.pid());
    List<Subject> subjects =
        List.of(
            new ExactCompare(pair),
            Checksums.rowHash(pair),
            Checksums.md5(pair),
            new CrossfadeVerify(pair, command),
            new Reladiff(pair, workplace.path("reladiff.log")));
    DIFFERENCES.set(0);
    List<Line> lines = new ArrayList<>(new Turns(options, groups).take(subjects));
    spoil(pair);
    new Turns(options, groups)
        .take(subjects)
        .forEach(line -> lines.add(line.named(line.subject() + ", 5 rows differ")));
    return new Section(
        "verify",
        "Verification, contacts",
        "rows",
        "binary COPY of both sides, compared",
        "Both sides hold the contacts as they are. Sums of hashes tell only whether something"
            + " differs, the others which rows. Crossfade's time is that of the comparison;"
            + " `whole command` has start and connecting in it.",
        Map.of(),
        lines,
        List.of());
  }

  /** Changes rows of production behind the migration's back. */
  private static void spoil(Pair pair) throws Exception {
    long rows = pair.rows(Table.CONTACTS);
    for (int i = 0; i < 5; i++) {
      pair.target()
          .execute(
              "UPDATE marketing.contacts SET lead_score = lead_score + 1 WHERE id = "
                  + (1 + i * (rows / 5)));
    }
    DIFFERENCES.set(5);
  }
}
