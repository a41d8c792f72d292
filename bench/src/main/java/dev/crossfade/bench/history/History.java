package dev.crossfade.bench.history;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Subject;
import dev.crossfade.bench.Turns;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.crossfade.Records;
import dev.crossfade.bench.crossfade.Transport;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.peers.DebeziumCopy;
import dev.crossfade.bench.peers.NativeCopy;
import dev.crossfade.bench.peers.ProgramPeer;
import dev.crossfade.bench.report.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** History from PostgreSQL to PostgreSQL. */
public final class History {

  private static final String METHOD =
      "fsync is on; the target's primary key is there for the pipes and Crossfade builds its own."
          + " Crossfade is the real command in a process with 512 MiB of heap; its time is from"
          + " the first chunk planned until everything is visible in production, `loading` ends"
          + " with the last chunk. Kafka and Connect run before and are shared. Every copy is"
          + " compared with its source afterwards.";

  /** What is said of measurements without records. */
  public static final String RECORDS =
      " Of every row a commitment to its key and one to its values is recorded for the audit log;"
          + " an agent in the process takes that out of the other subject.";

  private History() {}

  /** Contacts only: pipes, and Crossfade with a mapping. */
  public static Section contacts(Options options, Workplace workplace) throws Exception {
    Pair pair = Pair.start(options, workplace, List.of(Table.CONTACTS));
    Transport transport = Transport.start(workplace);
    List<Subject> subjects =
        List.of(
            new JavaPipe(pair, 1),
            new JavaPipe(pair, 2),
            new PsqlPipe(pair, 1),
            new PsqlPipe(pair, 2),
            new CrossfadeHistory(pair, transport, options, workplace, "mapped"),
            new DebeziumCopy(pair, transport));
    return new Section(
        "history",
        "History, contacts",
        "rows",
        "binary COPY pipe x1 in Java",
        METHOD
            + " Mapped: 12 columns, five of them made anew (e-mail, telephone, taxonomy, sum of"
            + " money, time zone).",
        Map.of(),
        new Turns(options, groups(pair, transport)).take(subjects),
        List.of());
  }

  /** Contacts and events: pipes, peers and Crossfade with an identity mapping. */
  public static Section everything(Options options, Workplace workplace) throws Exception {
    Pair pair = Pair.start(options, workplace, List.of(Table.CONTACTS, Table.AD_EVENTS));
    Transport transport = Transport.start(workplace);
    List<Subject> subjects =
        List.of(
            new JavaPipe(pair, 1),
            new JavaPipe(pair, 2),
            new PsqlPipe(pair, 1),
            new PsqlPipe(pair, 2),
            new CrossfadeHistory(pair, transport, options, workplace, "identity"),
            ProgramPeer.pgcopydb(pair, workplace),
            ProgramPeer.dumpAndRestore(pair, workplace),
            new NativeCopy(pair));
    return new Section(
        "history-all",
        "History, whole data set",
        "rows",
        "binary COPY pipe x2 in Java",
        METHOD + " Identity: every column of contacts and ad_events as it is.",
        Map.of(),
        new Turns(options, groups(pair, transport)).take(subjects),
        List.of());
  }

  /** Contacts with and without what the audit log needs of each row. */
  public static Section unrecorded(Options options, Workplace workplace) throws Exception {
    Pair pair = Pair.start(options, workplace, List.of(Table.CONTACTS));
    Transport transport = Transport.start(workplace);
    List<Subject> subjects =
        List.of(
            new CrossfadeHistory(pair, transport, options, workplace, Records.KEPT),
            new CrossfadeHistory(pair, transport, options, workplace, Records.LEFT_OUT));
    return new Section(
        "audit-history",
        "The audit log's part of history",
        "rows",
        "Crossfade, mapped" + Records.LEFT_OUT.suffix(),
        METHOD + RECORDS,
        Map.of(),
        new Turns(options, groups(pair, transport)).take(subjects),
        List.of());
  }

  static Map<String, Long> groups(Pair pair, Transport transport) {
    Map<String, Long> groups = new HashMap<>(pair.servers());
    groups.put("kafka", transport.pid());
    return groups;
  }
}
